import ArgumentParser
import Journal
import ProjectConfiguration
import Reporting
import SourceText

/// `replay`: a run that was, shown again from its journal and its logs.
struct ReplayCommand: ProgramCommand {
  static let configuration = CommandConfiguration(
    commandName: "replay", abstract: "Show a run again: in the dashboard, or with --headless as text.",
    discussion: "Nothing is run. Without a terminal it is text. Runs are kept in .swtox/runs, the newest of them.")

  @Argument(help: "The number of the run; without it the last one.")
  var run: Int?

  @OptionGroup var project: ProjectOptions
  @OptionGroup var headless: HeadlessOptions
  @OptionGroup var theme: ThemeOption

  @Flag(name: .customLong("exit-code"), help: "Headless: end with the exit code that the run had, not with 0.")
  var keepsExitCode = false

  func run(in program: ProgramContext) async -> ExitCode {
    let printer = DiagnosticPrinter(program)
    do throws(DiagnosticError) {
      let session = try await ProjectSession.open(project, in: program)
      let folder = try RunChoice(session).folder(run)
      let recorded = try RunChoice(session).read(folder)
      for text in recorded.problemTexts { printer.print([.warning(text)]) }
      if project.headless || !program.isInteractive {
        let front = ReplayFront(program: program, session: session, project: project, headless: headless)
        let code = try front.show(recorded)
        return keepsExitCode ? code : .success
      }
      let front = DashboardFront(
        program: program, session: session, project: project, options: try RunOptions.none(), theme: theme.name,
        replayed: recorded)
      return await front.run(starting: [])
    } catch {
      return printer.refuse(error)
    }
  }
}
