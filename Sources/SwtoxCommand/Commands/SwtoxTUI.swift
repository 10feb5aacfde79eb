import ArgumentParser
import Reporting

/// The root of all commands; does nothing itself.
struct SwtoxTUI: ParsableCommand {
  /// The ways to start it.
  static let usageLines = [
    "swtox-tui [-c <path>]                       the dashboard, with the results of the last run",
    "swtox-tui run [-e <env> ...] [-- <args>]    the dashboard, and a run at once",
    "swtox-tui --headless [-e <env> ...] [-j <n>] [-- <args>]",
    "swtox-tui --style tox [<any command line of tox>]",
  ]

  static let configuration = CommandConfiguration(
    commandName: "swtox-tui",
    abstract: "Run a project's tests in many environments.",
    usage: usageLines.joined(separator: "\n"),
    discussion: """
      The configuration is the project's tox.ini, tox.toml, setup.cfg or pyproject.toml. Words after '--' reach the tests as {posargs}.

      exit codes: \(ExitCode.allCases.map { "\($0.rawValue) \($0.meaning)" }.joined(separator: ", "))
      """,
    version: SwtoxProgram.version,
    subcommands: [
      DashboardCommandLine.self, RunCommand.self, ListCommand.self, ConfigCommand.self, ExplainCommand.self,
      PlanCommand.self, DependsCommand.self, ExecCommand.self, DevenvCommand.self, QuickstartCommand.self,
      ReplayCommand.self, ResumeCommand.self, ReportCommand.self, HistoryCommand.self, ArtifactsCommand.self,
      KeysCommand.self, ThemesCommand.self, ScreenCommand.self, SchemaCommand.self, DoctorCommand.self,
      CheckKindCommand.self, CleanCommand.self,
      PruneCommand.self, InterpretersCommand.self, ShellCommand.self, InspectCommand.self,
      ManCommand.self,
    ])

  /// The commands that one of the commands has itself.
  static func subcommandNames(of name: String) -> [String] {
    let command = configuration.subcommands.first { $0.configuration.commandName == name }
    return command?.configuration.subcommands.map {
      $0.configuration.commandName ?? String(describing: $0).lowercased()
    } ?? []
  }
}
