import EnvironmentModel
import Planning
import RunModel

/// The commands of an environment with the variables, folder and limits they run under.
struct CommandsRecipe {
  private let environment: Environment
  private let context: PlanningContext

  init(_ environment: Environment, _ context: PlanningContext) {
    self.environment = environment
    self.context = context
  }

  func draft() -> StepDraft {
    let temporary = environment.temporaryDirectory
    let setup: [Action] = [
      .remove(temporary), .createDirectory(temporary), .createDirectory(environment.text("env_log_dir")),
      .createDirectory(environment.workingDirectory),
    ]
    let recipe = Recipe(
      preparation: setup + actions("commands_pre"), main: actions("commands"), cleanup: actions("commands_post"),
      stopsAtFailure: !environment.ignoresErrors)
    let count = environment.commands("commands").count
    return StepDraft(.runCommands, .perform(recipe), reason: count == 1 ? "1 command" : "\(count) commands")
  }

  private func actions(_ phase: String) -> [Action] {
    let variables = CommandVariables.of(environment, in: context)
    return environment.commands(phase).map { command in
      .run(
        CommandAction(
          phase: phase, arguments: command.arguments.map { .text($0) }, workingDirectory: environment.workingDirectory,
          environment: variables,
          programs: .restricted(
            folders: [environment.text("env_bin_dir"), environment.directory], patterns: environment.allowedExternals),
          ignoresFailure: command.ignoresFailure, invertsResult: command.invertsResult,
          retryCount: retryCount))
    }
  }

  private var retryCount: Int {
    if case .integer(let count) = environment["commands_retry"]?.value { max(0, count) } else { 0 }
  }
}
