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
      Environments that had passed are kept; all others of the run run again, with its options and arguments. \
      If what is kept has other settings now, nothing is run.
      """)

  @Argument(help: "The number of the run; without it the last one.")
  var run: Int?

  @OptionGroup var project: ProjectOptions
  @OptionGroup var headless: HeadlessOptions
  @OptionGroup var theme: ThemeOption

  func run(in program: ProgramContext) async -> ExitCode {
    let printer = DiagnosticPrinter(program)
    do throws(DiagnosticError) {
      let first = try await ProjectSession.open(project, in: program)
      let folder = try RunChoice(first).folder(run)
      let recorded = try RunChoice(first).read(folder)
      for text in recorded.problemTexts { printer.print([.warning(text)]) }
      var resumption = try Resumption(recorded)
      let (program, project) = try asBefore(resumption, program)
      let session = try await ProjectSession.open(project, in: program)
      // Without it nobody can tell what has changed.
      let bytes = try? session.host.files.read(SettingDigests.path(in: folder.path))
      if bytes == nil { printer.print([.warning("what the settings were in run \(folder.run) is not known any more")]) }
      resumption.settings = bytes.map(SettingDigests.init)
      try check(resumption, session)
      StandardOutput.write("swtox-tui: \(resumption.text)\n", isError: true)
      return await start(resumption, session, project, program)
    } catch {
      return printer.refuse(error)
    }
  }

  /// The arguments and overrides of the run, which the command line may say again but not change.
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
    var (program, project) = (program, project)
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
    if isComplete { return (program, project) }
    throw DiagnosticError(
      .error(
        "run \(resumption.run) had secrets in its arguments behind '--' or in '-x', which are not kept",
        help: "say them again: swtox-tui resume \(resumption.run) with the same '-x', and '--' with the same arguments")
    )
  }

  private func check(_ resumption: Resumption, _ session: ProjectSession) throws(DiagnosticError) {
    try session.check(resumption.environments)
    let kept = resumption.environments.filter { resumption.kept[$0] != nil }
    let now = SettingDigests(session.configuration.environments(kept).environments)
    let mistakes = resumption.conflicts(with: now)
    if !mistakes.isEmpty { throw DiagnosticError(mistakes) }
  }

  private func start(
    _ resumption: Resumption, _ session: ProjectSession, _ project: ProjectOptions, _ program: ProgramContext
  ) async -> ExitCode {
    let options: RunOptions
    do throws(DiagnosticError) {
      options = try RunOptions.of(resumption.request.options + ["--jobs", "\(max(1, resumption.request.jobCount))"])
    } catch {
      return DiagnosticPrinter(program).refuse(error)
    }
    if project.headless {
      var front = HeadlessFront(
        program: program, session: session, project: project, options: options, headless: headless)
      front.resumption = resumption
      return await front.run(resumption.left)
    }
    var front = DashboardFront(
      program: program, session: session, project: project, options: options, theme: theme.name)
    front.resumption = resumption
    return await front.run(starting: resumption.left)
  }
}
