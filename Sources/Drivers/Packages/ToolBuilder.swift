import EnvironmentModel
import Planning

/// A builder that drives tools of a packaging system: what it looks for on the machine, and its recipe.
protocol ToolBuilder: PackageBuilder {
  /// The programs that it may run.
  var tools: [Tool] { get }
  /// Shell patterns of the files by which it knows sources.
  var buildFiles: [String] { get }
  /// Whether it runs in the environment that a definition names as `build_env`.
  var usesEnvironments: Bool { get }
  /// Whether packages can be built on a machine.
  func readiness(on machine: Observation) -> KindReadiness
  /// Names of things that only one step at a time may use.
  var locks: Set<String> { get }
  /// The actions that make an artefact.
  func recipe(for outline: BuildOutline) throws(BuildRefusal) -> Recipe
}

extension ToolBuilder {
  var tools: [Tool] { [] }
  var buildFiles: [String] { [] }
  var usesEnvironments: Bool { false }
  var locks: Set<String> { [] }

  package func step(for build: PackageBuild, needed: [String: String], in context: PlanningContext) -> StepDraft {
    var draft = BuildStep.draft(for: build, needed: needed, in: context) { () throws(BuildRefusal) in
      let definition = build.definition
      if let environment = definition.buildEnvironment, !usesEnvironments {
        throw .invalid(
          "builder '\(definition.builder.rawValue)' does not build in an environment yet: leave out build_env "
            + "'\(environment)', or use builder 'command'")
      }
      return try recipe(for: BuildOutline(build: build, needed: needed, context: context))
    }
    draft.locks = locks
    return draft
  }
}
