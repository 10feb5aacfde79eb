import EnvironmentModel
import Planning

/// The variables that an environment's commands see, by tox's rules.
enum CommandVariables {
  static func of(_ environment: Environment, in context: PlanningContext) -> [String: String] {
    let patterns = environment.passedVariables.map { WildcardPattern($0.lowercased()) }
    let denied = environment.list("disallow_pass_env").map { WildcardPattern($0.lowercased()) }
    var variables = context.observation.variables.filter { name, _ in
      let name = name.lowercased()
      return patterns.contains { $0.matches(name) } && !denied.contains { $0.matches(name) }
    }
    for assignment in environment.variables { variables[assignment.name] = assignment.value }
    let path = variables["PATH"] ?? context.observation.variables["PATH"] ?? "/usr/local/bin:/usr/bin:/bin"
    variables["VIRTUAL_ENV"] = environment.directory
    variables["PATH"] = "\(environment.text("env_bin_dir")):\(path)"
    return variables
  }
}
