import ArgumentParser
import EnvironmentModel
import Journal
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
  @OptionGroup var rerun: RerunOptions
  @OptionGroup var options: RunOptions
  @OptionGroup var headless: HeadlessOptions
  @OptionGroup var reports: ReportOptions
  @OptionGroup var theme: ThemeOption

  func run(in program: ProgramContext) async -> ExitCode {
    LocalMachine.prepareCommands()
    do throws(DiagnosticError) {
      var session = try await ProjectSession.open(project, in: program)
      let keeping = try await keptResults(session)
      if let keeping, keeping.left.isEmpty {
        // That nothing has to run again is what everybody hopes for, unless something failed that is left out.
        StandardOutput.write("swtox-tui: \(keeping.emptyReason)\n", isError: true)
        return keeping.leftOut.isEmpty || rerun.failed != nil ? .success : .failed
      }
      if let keeping, !keeping.note.isEmpty { StandardOutput.write("swtox-tui: \(keeping.note)\n", isError: true) }
      let names = if let keeping { keeping.left } else { try session.names(selection) }
      if options.isInPlace {
        // In the dashboard any of them may be run later.
        let all =
          project.headless
          ? try session.withPrerequisites(names, all: options.withDependencies)
          : names + session.project.allEnvironments
        session = try await .open(project.inPlace(all), in: program)
      }
      if project.headless {
        var front = HeadlessFront(
          program: program, session: session, project: project, options: options, headless: headless)
        front.reports = reports.targets
        front.keeping = keeping
        return await front.run(names)
      }
      var front = DashboardFront(
        program: program, session: session, project: project, options: options, theme: theme.name)
      front.reports = try reports.dashboardTargets()
      front.keeping = keeping
      return await front.run(starting: names)
    } catch {
      return DiagnosticPrinter(program).refuse(error)
    }
  }

  /// What is kept where earlier runs decide what runs; `nil` where they do not.
  private func keptResults(_ session: ProjectSession) async throws(DiagnosticError) -> KeptResults? {
    guard rerun.isGiven else { return nil }
    let isChosen = !selection.environments.isEmpty || selection.choosesByProperty
    let wanted = isChosen ? try session.names(selection) : nil
    if rerun.changed != nil {
      let names = if let wanted { wanted } else { try session.names(selection) }
      return try await ChangedSelection(session, options).results(of: names, since: rerun.base ?? "")
    }
    let number = rerun.failed?.number ?? rerun.notRun?.number
    var results = try Rerun(session).results(
      of: number, among: wanted, failed: rerun.failed != nil, notRun: rerun.notRun != nil)
    let kept = results.environments.filter { results.kept[$0] != nil }
    let now = SettingDigests(session.configuration.environments(kept).environments)
    results.note(await InputComparison.now(of: kept, options, in: session), now)
    if !results.leftOut.isEmpty, rerun.failed == nil {
      let names = results.leftOut.map(\.text).joined(separator: ", ")
      StandardOutput.write(
        "swtox-tui: \(names) failed there and will be no part of this run; '--failed' beside '--not-run' takes them in\n",
        isError: true)
    }
    return results
  }
}
