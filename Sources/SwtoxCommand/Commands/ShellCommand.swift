import ArgumentParser
import Reporting
import SourceText

/// `shell`: a shell inside an environment.
struct ShellCommand: ProgramCommand {
  static let configuration = CommandConfiguration(
    commandName: "shell", abstract: "Open a shell inside an environment.",
    discussion: """
      As 'exec' does, with the shell that SHELL names, or with one that is there inside containers and root folders. The \
      environment is made or brought up to date first; 'exit' ends the shell, and its exit code is the command's.
        swtox-tui shell py312
      """)

  @OptionGroup var project: ProjectOptions
  @OptionGroup var setup: SetupOptions
  @OptionGroup var headless: HeadlessOptions

  @Option(
    name: [.customShort("e"), .customLong("env")], help: ArgumentHelp("The environment.", valueName: "env"),
    completion: .environments)
  var named: String?

  @ArgumentParser.Argument(
    help: "The environment; the only one of env_list if it is left out.", completion: .environments)
  var environment: String?

  func validate() throws {
    if let named, let environment {
      throw ValidationError("a shell is in one environment: '\(named)' or '\(environment)'")
    }
  }

  func run(in program: ProgramContext) async -> ExitCode {
    if program.positionalArguments?.isEmpty == false {
      DiagnosticPrinter(program).print([
        .error("a shell takes no command", help: "run one with 'exec': swtox-tui exec -e ENV -- COMMAND")
      ])
      return .usage
    }
    var command = ExecCommand()
    (command.project, command.setup, command.headless) = (project, setup, headless)
    command.environment = named ?? environment
    (command.timeout, command.misplaced) = (nil, [])
    command.opensShell = true
    return await command.run(in: program)
  }
}
