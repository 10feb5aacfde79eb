import EnvironmentModel
import Planning

/// The variables that an environment's commands see, by tox's rules.
enum CommandVariables {
  static func of(_ environment: Environment, in context: PlanningContext) -> [String: String] {
    var variables = context.passedVariables.variables(
      passing: environment.passedVariables, denying: environment.list("disallow_pass_env"))
    for assignment in environment.variables { variables[assignment.name] = assignment.value }
    let path = variables["PATH"] ?? context.observation.variables["PATH"] ?? "/usr/local/bin:/usr/bin:/bin"
    variables["VIRTUAL_ENV"] = environment.directory
    variables["PATH"] = "\(environment.text("env_bin_dir")):\(path)"
    return variables
  }
}
