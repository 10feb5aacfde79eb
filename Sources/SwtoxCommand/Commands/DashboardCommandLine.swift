import ArgumentParser
import Glibc
import Reporting
import SourceText

/// `dashboard`: the last results on the whole screen, nothing run.
struct DashboardCommandLine: ProgramCommand {
  static let configuration = CommandConfiguration(
    commandName: "dashboard", abstract: "Show the matrix with the results of the last run; run from there.")

  @OptionGroup var project: ProjectOptions
  @OptionGroup var theme: ThemeOption
  @OptionGroup var options: RunOptions
  @OptionGroup var reports: ReportOptions

  @Flag(name: .long, help: "No screen but lines and a prompt: for screen readers and for simple terminals.")
  var plain = false

  func run(in program: ProgramContext) async -> ExitCode {
    let printer = DiagnosticPrinter(program)
    do throws(DiagnosticError) {
      if project.headless {
        throw DiagnosticError(
          .error(
            "the dashboard is what '--headless' does without",
            help: "run with plain text with 'run --headless', or see the environments with 'list'"))
      }
      if plain { return await PlainFront(program: program, projectWords: project.words).run() }
      let session = try await ProjectSession.open(project, in: program)
      var front = DashboardFront(
        program: program, session: session, project: project, options: options, theme: theme.name)
      front.reports = try reports.dashboardTargets()
      return await front.run(starting: [])
    } catch {
      return printer.refuse(error)
    }
  }
}

/// How the dashboard looks.
struct ThemeOption: ParsableArguments {
  @Option(
    name: .customLong("theme"),
    help: ArgumentHelp("A theme by name, or a .theme file; SWTOX_THEME does the same.", valueName: "theme"),
    completion: .themes)
  var name: String?
}
