import Dashboard
import EnvironmentModel
import Host
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
  let options: RunOptions
  let theme: String?

  /// Shows the last results, and starts a run of `names` at once if there are any.
  func run(starting names: [EnvironmentName]) async -> ExitCode {
    guard program.isInteractive else {
      StandardOutput.write(
        "swtox-tui: standard output is not a terminal; use '--headless' for plain text\n", isError: true)
      return .usage
    }
    let printer = DiagnosticPrinter(program)
    let (themes, problems) = ThemeLibrary(host: program.host).load(wanted: theme)
    printer.print(session.configuration.diagnostics + problems)
    if problems.contains(where: { $0.severity == .error }) { return .usage }
    guard let workers = try? WorkerThreads(count: 8) else {
      StandardOutput.write("swtox-tui: no threads can be started\n", isError: true)
      return .internalError
    }
    defer { workers.shutdown() }
    LocalMachine.raiseDescriptorLimit()
    let terminal: any Terminal
    do throws(SwtoxProgram.TerminalFailure) {
      terminal = try program.openTerminal(program.host.variables)
    } catch {
      StandardOutput.write("\(error.message)\n", isError: true)
      return .usage
    }
    let launcher = RunLauncher(
      session: session, jobs: options.jobs, channel: .terminal(rowCount: 40, columnCount: 120))
    let controller = DashboardController(
      session: session, launcher: launcher, options: options.planOptions, workers: workers)
    let exit = show(terminal, controller, themes, starting: names)
    terminal.close()
    await controller.finish()
    return farewell(controller.lastRun, exit)
  }

  private func show(
    _ terminal: any Terminal, _ controller: DashboardController, _ themes: [Theme], starting names: [EnvironmentName]
  ) -> DashboardExit {
    let clock = session.host.clock
    var state = DashboardState(
      project: project, size: terminal.size, now: clock.wallMicroseconds, themes: themes,
      glyphSet: program.isUnicode ? .symbols : .ascii)
    if let first = names.first { state.select(.environment(first)) }
    let files = session.host.files
    controller.openHistory()
    let dashboard = DashboardSession(
      state: state, terminal: terminal, inbox: controller.inbox,
      logs: LogReader { LogStore(path: $0, files: files) }, now: { clock.wallMicroseconds },
      perform: controller.perform)
    if !names.isEmpty { controller.perform(.startRun(names)) }
    return dashboard.run()
  }

  private var project: DashboardProject {
    let project = session.project
    var descriptions: [EnvironmentName: String] = [:]
    for name in project.allEnvironments.prefix(200) {
      let text = session.configuration.environment(name).environment.description
      if !text.isEmpty { descriptions[name] = text }
    }
    return DashboardProject(
      name: project.name, root: project.root,
      matrix: EnvironmentMatrix(names: project.allEnvironments, patterns: project.patterns),
      environments: project.allEnvironments, descriptions: descriptions,
      defaultEnvironments: project.environmentList)
  }

  /// Leaves the results of the last run on the ordinary screen, and makes them the exit code.
  private func farewell(_ lastRun: RunState?, _ exit: DashboardExit) -> ExitCode {
    if case .signal(let number) = exit { return number == 2 ? .interrupted : .terminated }
    return lastRun.map { Reporting.exitCode(of: $0) } ?? .success
  }
}
