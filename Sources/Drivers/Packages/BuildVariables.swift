import EnvironmentModel
import Planning

/// The variables that a build sees.
enum BuildVariables {
  /// What every build gets of the caller's, beside what environments' commands get.
  private static let always =
    ["PATH", "USER", "LOGNAME", "TZ", "LC_*", "XDG_*", "SOURCE_DATE_EPOCH"]
    + PassedVariables.byDefault(isInteractive: false)

  /// Those that a definition passes and sets.
  ///
  /// - Parameter patterns: What the tool reads besides.
  static func of(
    _ definition: PackageDefinition, and patterns: [String] = [], in context: PlanningContext
  ) -> [String: String] {
    var variables = passed(always + patterns + definition.passedVariables, in: context)
    if variables["PATH"] == nil { variables["PATH"] = "/usr/local/bin:/usr/bin:/bin" }
    for assignment in definition.variables { variables[assignment.name] = assignment.value }
    return variables
  }

  /// Those of commands that run in an environment, which has its own beside the definition's.
  static func of(
    _ definition: PackageDefinition, within environment: Environment, in context: PlanningContext
  ) -> [String: String] {
    var variables = passed(definition.passedVariables, in: context)
    variables.merge(CommandVariables.of(environment, in: context)) { $1 }
    for assignment in definition.variables { variables[assignment.name] = assignment.value }
    return variables
  }

  /// The caller's variables that match one of the patterns, in capitals or not.
  private static func passed(_ patterns: [String], in context: PlanningContext) -> [String: String] {
    let patterns = patterns.map { WildcardPattern($0.lowercased()) }
    return context.observation.variables.filter { name, _ in
      let name = name.lowercased()
      return patterns.contains { $0.matches(name) }
    }
  }
}
