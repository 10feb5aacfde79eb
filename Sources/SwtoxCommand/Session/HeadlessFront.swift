import EnvironmentModel
import Glibc
import Host
import Journal
import LocalHost
import Orchestration
import Planning
import ProjectConfiguration
import Reporting
import RunModel
import SourceText
import Synchronization

/// A run as lines of text, for scripts and CI.
struct HeadlessFront {
  let program: ProgramContext
  var session: ProjectSession
  let project: ProjectOptions
  let options: RunOptions
  let headless: HeadlessOptions
  /// Whether the run only prepares for something whose output is what standard output is for.
  var isAside = false
  /// The reports that the run is to have.
  var reports: [ReportTarget] = []
  /// The command line that does this again, to which `-e` and names are put; `nil` for a run.
  var rerunCommand: String?
  /// What it keeps of earlier runs.
  var keeping: KeptResults?
  /// What a plan is to do beyond the options.
  var adjust: @Sendable (inout PlanOptions) -> Void = { _ in }

  /// Plans and runs the environments; what happens goes to standard output, diagnostics to standard error.
  func run(_ chosen: [EnvironmentName]) async -> ExitCode {
    let names: [EnvironmentName]
    do throws(DiagnosticError) {
      names = try withPrerequisites(chosen)
    } catch {
      return DiagnosticPrinter(program).refuse(error)
    }
    let resolved = await session.environments(names)
    let environments = resolved.environments
    var front = self
    front.session = resolved.session
    let problems = resolved.session.problems(for: environments, leavesPackages: planOptions.leavesPackage)
    DiagnosticPrinter(program).print(problems + resolved.diagnostics)
    if names.isEmpty {
      let isLeft = session.project.environmentList.isEmpty
      complain(
        "there is no environment to run: "
          + (isLeft ? "env_list is empty; name some with -e" : "--skip-env or TOX_SKIP_ENV leaves all of them out"))
    }
    // A reader that goes away must not end us while commands run: writing to it then does nothing.
    signal(SIGPIPE, SIG_IGN)
    LocalMachine.raiseDescriptorLimit()
    do {
      let workers = try WorkerThreads(count: 8)
      defer { workers.shutdown() }
      let code = try await withTaskExecutorPreference(workers) { [front] in try await front.run(environments) }
      // A rule that cannot be read may have been for any environment; settings count before what could not be set up.
      let isFaulty = rerunCommand == nil && problems.contains { $0.severity == .error }
      return isFaulty && [.success, .nothingRan, .environmentError].contains(code) ? .usage : code
    } catch let error as FileError {
      complain(error.message)
    } catch {
      complain("no threads can be started: \(error)")
    }
    return .internalError
  }

  /// With what has to pass before them, unless it did so in the run that this one goes on with.
  private func withPrerequisites(_ names: [EnvironmentName]) throws(DiagnosticError) -> [EnvironmentName] {
    // What only prepares for something needs no results of others.
    if rerunCommand != nil { return names }
    return try session.withPrerequisites(names, all: options.withDependencies)
      .filter { keeping?.kept[$0] == nil }
  }

  private var planOptions: PlanOptions {
    var planOptions = options.planOptions
    adjust(&planOptions)
    return planOptions
  }

  /// What the journal keeps of the command line; nothing of those that only prepare for something.
  private func request(_ launcher: RunLauncher) -> RunRequest? {
    if rerunCommand != nil { return nil }
    return project.request(jobCount: launcher.jobs, options, in: program)
  }

  private func run(_ environments: [Environment]) async throws -> ExitCode {
    let launcher = RunLauncher(
      session: session, options: options, channel: .pipe)
    guard
      let prepared = try await launcher.prepare(
        environments, planOptions, request: request(launcher), keeping: keeping, onWait: complain)
    else {
      return .interrupted
    }
    DiagnosticPrinter(program).print(prepared.plan.diagnostics)
    let signals = SignalLog()
    let mailbox = RunMailbox()
    let source = try SignalSource([SIGINT, SIGTERM, SIGHUP, SIGQUIT, SIGUSR1, SIGUSR2]) { number in
      if let isPause = [SIGUSR1: true, SIGUSR2: false][number] {
        return mailbox.post(.pause(isPause, reason: isPause ? "signal USR1; USR2 goes on" : "signal USR2"))
      }
      let count = signals.add(number)
      mailbox.post(.stop(reason: StopReason.text(of: number), isUrgent: count > 1))
    }
    defer { source.uninstall() }
    let observer = HeadlessObserver(
      reporter(prepared, launcher, environments), clock: session.host.clock, isAside: tellsAside)
    let reports = ReportObserver(reports, run: prepared.id, session.host)
    do throws(FileError) {
      try await observer.beating { () async throws(FileError) in
        try await launcher.run(prepared, mailbox: mailbox, observers: [observer, reports])
      }
    } catch {
      complain("\(error.message); the run was stopped, and its journal lacks what came after that")
      _ = finish(reports, prepared, environments)
      return .internalError
    }
    let code = signals.exitCode ?? Reporting.exitCode(of: observer.state)
    let isWhole = finish(reports, prepared, environments)
    if let problem = HistorySession.note(session) { complain(problem) }
    // From here on a signal ends the program.
    source.uninstall()
    for number in [SIGUSR1, SIGUSR2] { signal(number, SIG_IGN) }
    await RunPacking(session).pack()
    return code == .success && !isWhole ? .internalError : code
  }

  /// Writes the reports of a run that has ended, and tells what could not be written.
  ///
  /// - Returns: Whether all of them are written.
  private func finish(
    _ reports: ReportObserver, _ prepared: RunLauncher.Prepared, _ environments: [Environment]
  ) -> Bool {
    let problems = reports.finish {
      var run = ReportedRun(
        $0, in: prepared.writer.folder, of: session, environments: environments, mask: prepared.mask)
      if self.reports.contains(where: \.format.tellsHistory) { run.noteBreaks(session) }
      return run
    }
    for problem in problems { complain(problem) }
    return problems.isEmpty
  }

  /// Whether the lines of text go to standard error, since standard output is for something else.
  private var tellsAside: Bool { isAside || reports.contains(where: \.isStandardOutput) }

  private func complain(_ message: String) { StandardOutput.write("swtox-tui: \(message)\n", isError: true) }

  // MARK: Looks

  private func reporter(
    _ run: RunLauncher.Prepared, _ launcher: RunLauncher, _ environments: [Environment]
  ) -> HeadlessReporter {
    let folder = run.writer.folder
    var settings = HeadlessReporter.Settings(
      style: TextStyle(isColored: isColored, isUnicode: program.isUnicode), output: headless.output,
      jobCount: launcher.jobs, folder: session.shown(folder.path),
      rerunCommand: run.mask.masked(
        rerunCommand ?? (options.isInPlace ? project.commandLine("--headless", "--in-place") : project.rerunCommand)),
      rerunSuffix: run.mask.masked(program.rerunSuffix),
      statusColumnCount: statusColumnCount)
    headless.complete(&settings, program, isAside: tellsAside)
    settings.testsCommand = run.mask.masked(project.commandLine("history", "tests", "\(run.id)"))
    let logs = LogFileOutput(
      folder: folder, files: session.host.files, isColored: isColored,
      errorPatterns: LogFileOutput.errorPatterns(of: environments), mask: run.mask)
    return HeadlessReporter(run: run.id, settings: settings, logs: logs)
  }

  private var isColored: Bool {
    switch headless.color {
    case .always: true
    case .never: false
    case .auto: program.isColored(tellsAside ? 2 : 1)
    }
  }

  /// The width of the terminal; `nil` where nothing may move.
  private var statusColumnCount: Int? {
    guard !tellsAside, program.isInteractive, program.host.variables["TERM"] != "dumb" else { return nil }
    var window = winsize()
    guard ioctl(1, UInt(TIOCGWINSZ), &window) == 0, window.ws_col > 0 else { return nil }
    return Int(window.ws_col)
  }
}

/// The signals that came in, and the exit code of the first.
private final class SignalLog: Sendable {
  private let numbers = Mutex<[Int32]>([])

  /// Adds a signal and returns how many there are.
  func add(_ number: Int32) -> Int {
    numbers.withLock { numbers in
      numbers.append(number)
      return numbers.count
    }
  }

  var exitCode: ExitCode? {
    numbers.withLock { $0.first }.map(StopReason.exitCode)
  }
}
