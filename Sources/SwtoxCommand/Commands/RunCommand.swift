import ArgumentParser
import LocalHost
import ProjectConfiguration
import Reporting
import SourceText

/// `run`: tests, in the dashboard or as text.
struct RunCommand: ProgramCommand {
  static let configuration = CommandConfiguration(
    commandName: "run", abstract: "Run environments: in the dashboard, or with --headless as text.",
    discussion: "Words after '--' take the place of {posargs} in the commands.")

  @OptionGroup var project: ProjectOptions
  @OptionGroup var selection: SelectionOptions
  @OptionGroup var options: RunOptions
  @OptionGroup var headless: HeadlessOptions
  @OptionGroup var reports: ReportOptions
  @OptionGroup var theme: ThemeOption

  func run(in program: ProgramContext) async -> ExitCode {
    LocalMachine.prepareCommands()
    do throws(DiagnosticError) {
      let session = try await ProjectSession.open(project, in: program)
      let names = try session.names(selection)
      if project.headless {
        var front = HeadlessFront(
          program: program, session: session, project: project, options: options, headless: headless)
        front.reports = reports.targets
        return await front.run(names)
      }
      var front = DashboardFront(
        program: program, session: session, project: project, options: options, theme: theme.name)
      front.reports = try reports.dashboardTargets()
      return await front.run(starting: names)
    } catch {
      return DiagnosticPrinter(program).refuse(error)
    }
  }
}
