import ArgumentParser
import EnvironmentModel
import Host
import Journal
import ProjectConfiguration
import Reporting
import SourceText

/// `resume`: what a run that was broken off or stopped had not done.
struct ResumeCommand: ProgramCommand {
  static let configuration = CommandConfiguration(
    commandName: "resume",
    abstract: "Finish what a run that was broken off or stopped had not: with --headless as text.",
    discussion: """
      Environments that had passed are kept, unless a package or a requirements file that they were tested with is \
      another one now; all others of the run run again, with its options and arguments; \
      where '--max-fail' had ended it, that counts no more unless it is said again. \
      If what is kept has other settings now, nothing is run. \
      The configuration and the folders are those of the run; '-j', '--limit' and '--max-fail' may be others.
      """)

  @Argument(help: "The number of the run; without it the last one.")
  var run: Int?

  @OptionGroup var project: ProjectOptions
  @OptionGroup var options: ResumeOptions
  @OptionGroup var headless: HeadlessOptions
  @OptionGroup var reports: ReportOptions
  @OptionGroup var theme: ThemeOption

  func run(in program: ProgramContext) async -> ExitCode {
    let printer = DiagnosticPrinter(program)
    if !project.headless, !program.hasUser { return DashboardFront.refuseWithoutTerminal() }
    do throws(DiagnosticError) {
      let choice = try await choice(program)
      let folder = try choice.folder(run)
      let recorded = try choice.read(folder)
      for text in recorded.problemTexts { printer.print([.warning(text)]) }
      var resumption = try Resumption(recorded)
      let (program, project) = try asBefore(resumption, program)
      let session = try await ProjectSession.open(project, in: program)
      // Without it nobody can tell what has changed.
      let bytes = try? session.host.files.read(SettingDigests.path(in: folder.path))
      if bytes == nil { printer.print([.warning("what the settings were in run \(folder.run) is not known any more")]) }
      resumption.results.settings = bytes.map(SettingDigests.init)
      let options = try options.runOptions(of: resumption.request)
      try check(resumption, session)
      try await compare(&resumption, options, session)
      StandardOutput.write("swtox-tui: \(resumption.text)\n", isError: true)
      return try await start(resumption, options, session, project, program)
    } catch {
      return printer.refuse(error)
    }
  }

  /// The runs of the work directory that is named, else of the project that is there.
  private func choice(_ program: ProgramContext) async throws(DiagnosticError) -> RunChoice {
    if let folder = project.workDirectory { return RunChoice(workDirectory: folder, files: program.host.files) }
    return RunChoice(try await ProjectSession.open(project, in: program))
  }

  /// The places, arguments and overrides of the run, which the command line may say again but not change.
  private func asBefore(
    _ resumption: Resumption, _ program: ProgramContext
  ) throws(DiagnosticError) -> (ProgramContext, ProjectOptions) {
    let request = resumption.request
    if request.isMasked { return try asBefore(masked: resumption, program) }
    let isChanged =
      (program.positionalArguments != nil && program.positionalArguments != request.arguments)
      || (!project.overrides.isEmpty && project.overrides != request.overrides)
    if isChanged {
      throw DiagnosticError(
        .error(
          "run \(resumption.run) had other arguments behind '--', or others of '-x'",
          help: "leave them out: they are taken as the run had them"))
    }
    var (program, project) = (program, project.completed(by: request))
    program.positionalArguments = request.arguments
    project.overrides = request.overrides
    return (program, project)
  }

  /// Arguments with secrets are not kept, so that somebody has to say them again.
  private func asBefore(
    masked resumption: Resumption, _ program: ProgramContext
  ) throws(DiagnosticError) -> (ProgramContext, ProjectOptions) {
    let request = resumption.request
    let isComplete =
      (request.arguments == nil) == (program.positionalArguments == nil)
      && request.overrides.isEmpty == project.overrides.isEmpty
    if isComplete { return (program, project.completed(by: request)) }
    throw DiagnosticError(
      .error(
        "run \(resumption.run) had secrets in its arguments behind '--' or in '-x', which are not kept",
        help: "say them again: swtox-tui resume \(resumption.run) with the same '-x', and '--' with the same arguments")
    )
  }

  private func check(_ resumption: Resumption, _ session: ProjectSession) throws(DiagnosticError) {
    try session.check(resumption.results.environments)
    let kept = resumption.results.environments.filter { resumption.results.kept[$0] != nil }
    let now = SettingDigests(session.configuration.environments(kept).environments)
    let mistakes = resumption.conflicts(with: now)
    if !mistakes.isEmpty { throw DiagnosticError(mistakes) }
  }

  /// Lets those run again whose package or requirements files are others now.
  private func compare(
    _ resumption: inout Resumption, _ options: RunOptions, _ session: ProjectSession
  ) async throws(DiagnosticError) {
    let kept = resumption.results.environments.filter { resumption.results.kept[$0] != nil }
    resumption.compare(with: await InputComparison.now(of: kept, options, in: session))
    try resumption.checkRest()
  }

  private func start(
    _ resumption: Resumption, _ options: RunOptions, _ session: ProjectSession, _ project: ProjectOptions,
    _ program: ProgramContext
  ) async throws(DiagnosticError) -> ExitCode {
    if project.headless {
      var front = HeadlessFront(
        program: program, session: session, project: project, options: options, headless: headless)
      front.keeping = resumption.results
      front.reports = reports.targets
      return await front.run(resumption.results.left)
    }
    var front = DashboardFront(
      program: program, session: session, project: project, options: options, theme: theme.name)
    front.keeping = resumption.results
    front.reports = try reports.dashboardTargets()
    return await front.run(starting: resumption.results.left)
  }
}
