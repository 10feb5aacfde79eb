import ArgumentParser

/// The root of all commands; does nothing itself.
struct SwtoxTUI: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "swtox-tui",
    abstract: "Run a project's tests in many environments.",
    usage: """
      swtox-tui [-c <path>]                       the dashboard, with the results of the last run
      swtox-tui run [-e <env> ...] [-- <args>]    the dashboard, and a run at once
      swtox-tui --headless [-e <env> ...] [-j <n>] [-- <args>]
      swtox-tui --style tox [<any command line of tox>]
      """,
    discussion: """
      The configuration is the project's tox.ini, tox.toml, setup.cfg or pyproject.toml. Words after '--' reach the tests as {posargs}.

      exit codes: 0 all passed, 1 an environment failed, 2 wrong usage, configuration or settings, 3 an environment \
      could not be set up, 4 nothing ran, 130 stopped by Ctrl-C, 143 stopped by TERM, 70 a fault of swtox
      """,
    version: SwtoxProgram.version,
    subcommands: [
      DashboardCommandLine.self, RunCommand.self, ListCommand.self, ConfigCommand.self, ExplainCommand.self,
      PlanCommand.self, SchemaCommand.self,
    ])
}
