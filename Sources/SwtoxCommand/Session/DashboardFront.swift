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
      "swtox-tui: there is no terminal to show the dashboard on; use '--headless' for plain text\n", isError: true)
    return .usage
  }

  /// Shows the last results, and starts a run of `names` at once if there are any.
  func run(starting names: [EnvironmentName]) async -> ExitCode {
    guard program.hasUser else { return Self.refuseWithoutTerminal() }
    let printer = DiagnosticPrinter(program)
    let (look, problems) = look()
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
      let showsLines = error.showsLines && names.isEmpty && replayed == nil && program.isTyped && program.isInteractive
      let outlook = showsLines ? "; until then it is shown line by line" : ""
      StandardOutput.write("\(error.message)\(outlook)\n", isError: true)
      guard showsLines else { return .usage }
      return await PlainFront(program: program, projectWords: project.words).run()
    }
    let controller = controller(workers, look)
    let (exit, runs) = show(terminal, controller, look, starting: names)
    terminal.close()
    let lines = DetachedLines(inbox: controller.inbox, isUnicode: program.isUnicode)
    if exit == .detached {
      lines.begin(with: runs)
    } else if controller.isRunning {
      StandardOutput.write("swtox-tui: stopping the run; Ctrl-C kills what is left of it\n", isError: true)
    }
    await controller.finish(isHungUp: exit == .terminalClosed, isDetached: exit == .detached)
    let code = farewell(controller, exit)
    for problem in controller.reportProblems { StandardOutput.write("swtox-tui: \(problem)\n", isError: true) }
    return code == .success && !controller.reportProblems.isEmpty ? .internalError : code
  }

  private func controller(_ workers: WorkerThreads, _ look: Look) -> DashboardController {
    let (program, project) = (program, project)
    let clipboard = ClipboardProgram(setting: look.settings.clipboard, host: program.host)
    return DashboardController(
      session: session, options: options, request: request, reports: reports, replayed: replayed,
      keeping: keeping, workers: workers, memory: DashboardMemory(program.host), clipboard: clipboard
    ) { arguments async throws(DiagnosticError) in
      var program = program
      if let arguments { program.positionalArguments = arguments }
      return try await ProjectSession.open(project, in: program)
    }
  }

  /// The screen that keys lead to, without a terminal, in the colours of the theme.
  func picture(
    _ size: Size, _ keys: [Key], _ workers: WorkerThreads
  ) async throws(DiagnosticError) -> (canvas: Canvas, styles: StyleSheet, isDark: Bool) {
    let (look, problems) = look()
    if problems.contains(where: { $0.severity == .error }) { throw DiagnosticError(problems) }
    let controller = controller(workers, look)
    let files = session.host.files
    let rehearsal = DashboardRehearsal(
      state: state(controller, look, size), inbox: controller.inbox,
      logs: LogReader(open: { LogStore(path: $0, files: files) }, openMarks: { LogMarks(ofLog: $0, files: files) })
    ) { effect in
      switch effect {
      // A picture runs nothing and changes nothing.
      case .inspect, .plan, .look, .openRun: controller.perform(effect)
      default: break
      }
    }
    controller.openHistory()
    let canvas = await rehearsal.play(keys)
    return (canvas, rehearsal.styles, look.themes.first?.appearance != .light)
  }

  private var request: RunRequest { project.request(jobCount: 0, options, in: program) }

  /// What the user wants of the dashboard.
  private struct Look {
    var settings: DashboardSettings
    var keymap: Keymap
    var themes: [Theme]
    /// Whether the theme is to suit the terminal's background.
    var isAutomatic: Bool
  }

  /// What option, variables and the user's files say, and what is wrong with these.
  private func look() -> (Look, [Diagnostic]) {
    let folder = UserFolder(host: program.host)
    let (settings, settingProblems) = folder.settings()
    let (keymap, keyProblems) = folder.keymap()
    let wanted = theme ?? program.host.variables["SWTOX_THEME"] ?? settings.theme
    let isAutomatic = wanted == nil || wanted == "auto"
    let (themes, themeProblems) = ThemeLibrary(host: program.host).load(wanted: isAutomatic ? nil : wanted)
    let look = Look(settings: settings, keymap: keymap, themes: themes, isAutomatic: isAutomatic)
    return (look, settingProblems + keyProblems + themeProblems)
  }

  private func state(_ controller: DashboardController, _ look: Look, _ size: Size) -> DashboardState {
    var state = DashboardState(
      project: controller.project, size: size, now: session.host.clock.wallMicroseconds, themes: look.themes,
      glyphSet: look.settings.glyphs ?? (program.isUnicode ? .symbols : .ascii), keymap: look.keymap)
    let isColored = program.host.variables["NO_COLOR"].map(\.isEmpty) ?? true
    state.followsBackground = look.isAutomatic && isColored
    state.exportFormats = ReportFormat.allCases.map(\.rawValue)
    let memory = DashboardMemory(program.host).text(of: controller.project.root)
    state.begin(with: look.settings, remembering: memory)
    return state
  }

  private func show(
    _ terminal: any Terminal, _ controller: DashboardController, _ look: Look, starting names: [EnvironmentName]
  ) -> (exit: DashboardExit, runs: [RunState]) {
    let clock = session.host.clock
    var state = state(controller, look, terminal.size)
    if !look.settings.takesMouse { terminal.reportMouse(false) }
    if let first = names.first { state.select(.environment(first)) }
    let beginning = names.isEmpty ? [] : state.start(names)
    let files = session.host.files
    // The first picture does not wait for results.
    state.awaitsHistory = true
    controller.openHistoryLater()
    let dashboard = DashboardSession(
      state: state, terminal: terminal, inbox: controller.inbox,
      logs: LogReader(open: { LogStore(path: $0, files: files) }, openMarks: { LogMarks(ofLog: $0, files: files) }),
      now: { clock.wallMicroseconds }, perform: controller.perform, attach: controller.attach)
    dashboard.isAnimated = look.settings.isAnimated
    dashboard.isRemote = program.host.variables["SSH_TTY"] != nil
    for effect in beginning { controller.perform(effect) }
    let exit = dashboard.run()
    return (exit, dashboard.state.runs.map(\.state))
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
