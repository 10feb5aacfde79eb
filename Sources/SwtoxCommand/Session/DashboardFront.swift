import Dashboard
import EnvironmentModel
import Glibc
import Host
import Journal
import LocalHost
import ProjectConfiguration
import Logs
import Reporting
import RunModel
import Screen
import SourceText

/// The dashboard from opening the terminal to giving it back.
struct DashboardFront {
  let program: ProgramContext
  let session: ProjectSession
  let project: ProjectOptions
  let options: RunOptions
  let theme: String?
  /// The run that is shown as it was, with nothing else.
  var replayed: RecordedRun?
  /// What the first one keeps of earlier runs.
  var keeping: KeptResults?

  /// The reports that its runs are to have; each run replaces those of the one before.
  var reports: [ReportTarget] = []

  /// Says that there is no terminal to draw on.
  static func refuseWithoutTerminal() -> ExitCode {
    StandardOutput.write(
      "swtox-tui: standard output is not a terminal; use '--headless' for plain text\n", isError: true)
    return .usage
  }

  /// Shows the last results, and starts a run of `names` at once if there are any.
  func run(starting names: [EnvironmentName]) async -> ExitCode {
    guard program.isInteractive else { return Self.refuseWithoutTerminal() }
    let printer = DiagnosticPrinter(program)
    let (themes, problems) = ThemeLibrary(host: program.host).load(wanted: theme)
    printer.print(session.configuration.diagnostics + problems)
    if problems.contains(where: { $0.severity == .error }) { return .usage }
    guard let workers = try? WorkerThreads(count: 8) else {
      StandardOutput.write("swtox-tui: no threads can be started\n", isError: true)
      return .internalError
    }
    defer { workers.shutdown() }
    // Who reads the events of a run may go away before its end.
    if !reports.isEmpty { signal(SIGPIPE, SIG_IGN) }
    LocalMachine.raiseDescriptorLimit()
    let terminal: any Terminal
    do throws(SwtoxProgram.TerminalFailure) {
      terminal = try program.openTerminal(program.host.variables)
    } catch {
      StandardOutput.write("\(error.message)\n", isError: true)
      return .usage
    }
    let (program, project) = (program, project)
    let controller = DashboardController(
      session: session, options: options, request: request, reports: reports, replayed: replayed,
      keeping: keeping, workers: workers
    ) {
      () async throws(DiagnosticError) in try await ProjectSession.open(project, in: program)
    }
    let exit = show(terminal, controller, themes, starting: names)
    terminal.close()
    if controller.isRunning {
      StandardOutput.write("swtox-tui: stopping the run; Ctrl-C kills what is left of it\n", isError: true)
    }
    await controller.finish(isHungUp: exit == .terminalClosed)
    let code = farewell(controller, exit)
    for problem in controller.reportProblems { StandardOutput.write("swtox-tui: \(problem)\n", isError: true) }
    return code == .success && !controller.reportProblems.isEmpty ? .internalError : code
  }

  private var request: RunRequest { project.request(jobCount: 0, options, in: program) }

  private func show(
    _ terminal: any Terminal, _ controller: DashboardController, _ themes: [Theme], starting names: [EnvironmentName]
  ) -> DashboardExit {
    let clock = session.host.clock
    var state = DashboardState(
      project: controller.project, size: terminal.size, now: clock.wallMicroseconds, themes: themes,
      glyphSet: program.isUnicode ? .symbols : .ascii)
    if let first = names.first { state.select(.environment(first)) }
    let beginning = names.isEmpty ? [] : state.start(names)
    let files = session.host.files
    controller.openHistory()
    let dashboard = DashboardSession(
      state: state, terminal: terminal, inbox: controller.inbox,
      logs: LogReader { LogStore(path: $0, files: files) }, now: { clock.wallMicroseconds },
      perform: controller.perform)
    for effect in beginning { controller.perform(effect) }
    return dashboard.run()
  }

  /// Leaves what the last run came to on the ordinary screen, and makes it the exit code.
  private func farewell(_ controller: DashboardController, _ exit: DashboardExit) -> ExitCode {
    if case .run(let run, let folder, let mask) = controller.last {
      let summary = SummaryText(
        state: run, style: TextStyle(isColored: program.isColored(1), isUnicode: program.isUnicode),
        folder: session.shown(folder), rerunCommand: mask.masked(project.rerunCommand),
        rerunSuffix: mask.masked(program.rerunSuffix))
      StandardOutput.write(summary.shortText)
    }
    if case .signal(let number) = exit { return StopReason.exitCode(of: number) }
    if exit == .terminalClosed { return StopReason.exitCode(of: SIGHUP) }
    switch controller.last {
    case .run(let run, _, _): return Reporting.exitCode(of: run)
    case .refused(let code): return code
    case nil: return .success
    }
  }
}
