import Dashboard
import EnvironmentModel
import Glibc
import Host
import Journal
import LocalHost
import Orchestration
import Planning
import Reporting
import RunModel
import Screen
import SourceText
import Synchronization

/// Does what the dashboard asks for, and tells it what happens; its runs go on beside the screen's thread.
final class DashboardController: Sendable {
  private struct State {
    /// The project as it was read last.
    var session: ProjectSession
    /// What the dashboard shows of it.
    var project: DashboardProject
    /// Of the runs that have not ended, the newest last.
    var mailboxes: [RunMailbox] = []
    var task: Task<Void, Never>?
    var last: Last?
    /// What the first one keeps of earlier runs.
    var keeping: KeptResults?
    /// What reports of the last run could not be written, a sentence each.
    var reportProblems: [String] = []
    /// What stands for `{posargs}`, where somebody has changed it.
    var arguments: [String]?
  }

  /// How the last run that was asked for ended.
  enum Last: Sendable {
    /// Folded to its end; with the folder of its logs.
    case run(RunState, folder: String, mask: SecretMask)
    /// It could not begin or was broken off, for which the exit code is told.
    case refused(ExitCode)
  }

  let inbox = DashboardInbox()
  private let options: RunOptions
  /// How runs are asked for, but for the number of jobs.
  private let request: RunRequest
  /// What each run leaves.
  private let reports: [ReportTarget]
  /// The only run that is shown, where nothing may be run.
  private let replayed: RecordedRun?
  private let workers: WorkerThreads
  /// Reads the project again.
  private let reopen: @Sendable (_ arguments: [String]?) async throws(DiagnosticError) -> ProjectSession
  /// Where the user's choices are kept.
  private let memory: DashboardMemory
  private let clipboard: ClipboardQueue?
  private let recorded: RecordedRuns
  private let watch: SourceWatch
  private let history = HistoryKeeper()
  private let keyboard = KeyboardBoard()
  private let state: Mutex<State>

  init(
    session: ProjectSession, options: RunOptions, request: RunRequest, reports: [ReportTarget] = [],
    replayed: RecordedRun? = nil, keeping: KeptResults? = nil, workers: WorkerThreads, memory: DashboardMemory,
    clipboard: ClipboardProgram? = nil,
    reopen: @escaping @Sendable (_ arguments: [String]?) async throws(DiagnosticError) -> ProjectSession
  ) {
    self.memory = memory
    self.clipboard = clipboard.map { [inbox] in ClipboardQueue($0, inbox: inbox, workers: workers) }
    recorded = RecordedRuns(inbox: inbox, workers: workers, host: session.host)
    watch = SourceWatch(inbox: inbox, workers: workers)
    self.options = options
    self.request = request
    self.reports = reports
    self.replayed = replayed
    self.workers = workers
    self.reopen = reopen
    project = replayed.map(DashboardProject.init) ?? DashboardProject(session)
    state = Mutex(State(session: session, project: project, keeping: keeping))
  }

  /// What there is to show before anything runs.
  let project: DashboardProject

  /// How the last run that was asked for ended; `nil` when none was.
  var last: Last? { state.withLock { $0.last } }
  /// What reports of the last run could not be written, a sentence each.
  var reportProblems: [String] { state.withLock { $0.reportProblems } }
  /// Whether a run is under way or about to be.
  var isRunning: Bool { state.withLock { !$0.mailboxes.isEmpty } }

  private var session: ProjectSession { state.withLock { $0.session } }
  private var lookups: DashboardLookups {
    DashboardLookups(session: session, inbox: inbox, workers: workers, keeper: history, last: replayed?.header.run)
  }

  /// The same from another thread.
  func openHistoryLater() { _ = Task(executorPreference: workers) { self.openHistory() } }

  /// Shows the newest results of every environment, or the one run that is looked at.
  func openHistory() {
    if let replayed { recorded.open(replayed) } else { recorded.openHistory(of: session) }
    inbox.post(.historyRead)
  }

  func perform(_ effect: DashboardEffect) {
    if let replayed { return refuse(effect, replayed) }
    switch effect {
    case .startRun(let names): start(names)
    case .startDefaultRun(let names): start(names, isDefault: true)
    case .stopRun(let reason): post(.stop(reason: reason, isUrgent: false))
    case .stopRunForSignal(let number): post(.stop(reason: StopReason.text(of: number), isUrgent: false))
    case .pauseRun(let isWanted): post(.pause(isWanted, reason: "from the dashboard"))
    case .killRun: post(.stop(reason: "killed from the dashboard", isUrgent: true))
    case .cancel(let names): post(.cancel(Set(names), reason: "cancelled from the dashboard"))
    case .inspect(let name): lookups.inspect(name)
    case .plan(let names): plan(names)
    case .look(let subject): lookups.look(subject)
    case .openRun(let run): open(run)
    case .startChangedRun(let names): startChanged(names)
    case .setArguments(let words): state.withLock { $0.arguments = words }
    case .startWithKeyboard(let name):
      keyboard.set(name, takesInput: true)
      start([name])
    case .watch(let isWanted): if isWanted { watch.begin(session) } else { watch.end() }
    case .remember(let text): memory.keep(text, of: project.root)
    case .save, .page, .edit, .export: lookups.takeOut(effect) { watch.ignore($0) }
    case .copy(let text): clipboard?.add(text, variables: session.host.variables)
    case .reportMouse, .repaint, .quit, .attach: break
    }
  }

  /// Gives the terminal to a command that takes input; returns when it is the dashboard's again.
  func attach(_ name: EnvironmentName, to terminal: any LentTerminal) {
    KeyboardSession(board: keyboard, name: name, terminal: terminal).run()
  }

  /// Runs what has changed since it passed.
  private func startChanged(_ names: [EnvironmentName]) {
    _ = Task(executorPreference: workers) {
      do throws(RunRefusal) {
        let session = try await self.readAgain()
        let results: KeptResults
        do throws(DiagnosticError) {
          results = try await ChangedSelection(session, self.options).results(of: names, since: "")
        } catch {
          throw RunRefusal(reason: error.diagnostics.first?.message ?? "", exitCode: .usage)
        }
        let left = names.filter { results.kept[$0] == nil }
        self.inbox.post(.changesFound(left, left.isEmpty ? results.emptyReason : ""))
      } catch {
        self.inbox.post(.changesFound([], error.reason))
      }
    }
  }

  /// What can be done where a run is only looked at: nothing that runs or reads the project.
  private func refuse(_ effect: DashboardEffect, _ run: RecordedRun) {
    let reason = "run \(run.header.run) is shown as it was; start 'swtox-tui' to run something"
    switch effect {
    case .startRun, .startDefaultRun, .startWithKeyboard: inbox.post(.runFailed(nil, reason))
    case .plan(let names): inbox.post(.planned(names, [reason]))
    case .look(let subject): lookups.look(subject)
    case .openRun: inbox.post(.notice(reason))
    case .inspect(let name):
      if session.project.allEnvironments.contains(name) { return lookups.inspect(name) }
      let gone = EnvironmentDetail(
        kind: "", interpreter: "", location: "not configured any more", package: "", settings: [])
      inbox.post(.environmentDetails(name, gone))
    case .copy(let text): clipboard?.add(text, variables: session.host.variables)
    case .startChangedRun: inbox.post(.changesFound([], reason))
    case .save, .page, .edit, .export: lookups.takeOut(effect) { _ in }
    case .watch: inbox.post(.watchFailed(reason))
    case .stopRun, .stopRunForSignal, .killRun, .pauseRun, .cancel, .repaint, .quit, .setArguments, .attach,
      .reportMouse, .remember:
      break
    }
  }

  /// Asks a run under way to end, or lets it go on, and returns when it has ended; a signal meanwhile asks it to, and one
  /// after that ends it at once.
  ///
  /// - Parameter isHungUp: Whether the terminal is gone, of which a signal may tell only now.
  func finish(isHungUp: Bool, isDetached: Bool) async {
    let isAsked = Mutex(!isDetached)
    // Without it a signal ends the program, and what it runs is left to itself.
    let source = try? SignalSource([SIGINT, SIGTERM, SIGHUP, SIGQUIT]) { number in
      if isHungUp, number == SIGHUP { return }
      let isUrgent = isAsked.withLock { asked in
        defer { asked = true }
        return asked
      }
      self.post(
        .stop(reason: isUrgent ? "killed while it was stopped" : StopReason.text(of: number), isUrgent: isUrgent))
    }
    defer { source?.uninstall() }
    if !isDetached {
      post(.stop(reason: isHungUp ? StopReason.text(of: SIGHUP) : "the dashboard ended", isUrgent: false))
    }
    await state.withLock { $0.task }?.value
  }

  private func post(_ message: RunMessage) {
    for mailbox in state.withLock({ $0.mailboxes }) { mailbox.post(message) }
  }

  // MARK: Runs

  private func start(_ names: [EnvironmentName], isDefault: Bool = false) {
    state.withLock { state in
      let earlier = state.task
      // There before the run is, so that a stop counts while it is prepared.
      let mailbox = RunMailbox()
      state.mailboxes.append(mailbox)
      state.task = Task(executorPreference: workers) {
        await earlier?.value
        await self.run(names, isDefault, mailbox)
      }
    }
  }

  private func run(_ names: [EnvironmentName], _ isDefault: Bool, _ mailbox: RunMailbox) async {
    do throws(RunRefusal) {
      try await self.run(names, isDefault, controlledBy: mailbox)
    } catch {
      state.withLock { $0.last = .refused(error.exitCode) }
      inbox.post(.runFailed(error.run, error.reason))
    }
    for name in names { keyboard.set(name, takesInput: false) }
    state.withLock { state in state.mailboxes.removeAll { $0 === mailbox } }
  }

  /// Why a run did not begin, or did not come to its end.
  private struct RunRefusal: Error {
    var reason: String
    var exitCode = ExitCode.internalError
    /// The run that had begun.
    var run: RunID?
  }

  private func run(
    _ names: [EnvironmentName], _ isDefault: Bool, controlledBy mailbox: RunMailbox
  ) async throws(RunRefusal) {
    let before = Set(session.project.allEnvironments)
    var session = try await readAgain()
    let now = Set(session.project.allEnvironments)
    let kept =
      isDefault ? session.project.environmentList : names.filter { now.contains($0) || !before.contains($0) }
    let keeping = state.withLock { $0.keeping.take() }
    let wanted = try prerequisites(of: kept, session, keeping)
    let resolved = await session.environments(wanted)
    let (environments, diagnostics) = (resolved.environments, resolved.diagnostics)
    session = resolved.session
    if kept.count < names.count { inbox.post(.notice("the configuration has lost some of these environments")) }
    if kept.isEmpty {
      throw RunRefusal(reason: "the configuration does not name this environment any more", exitCode: .usage)
    }
    var launcher = RunLauncher(
      session: session, options: options, channel: .terminal(rowCount: 40, columnCount: 120))
    launcher.keyboard = keyboard
    let prepared: RunLauncher.Prepared?
    do throws(FileError) {
      prepared = try await launcher.prepare(
        environments, options.planOptions, request: request(launcher), keeping: keeping,
        isWanted: { !mailbox.isGivenUp(Set(wanted)) },
        onWait: { inbox.post(.notice($0)) })
    } catch {
      throw RunRefusal(reason: error.message)
    }
    guard let prepared else { throw RunRefusal(reason: "given up before it began", exitCode: .interrupted) }
    let warning = diagnostics.first.map { "\($0.severity.rawValue): \($0.message)" }
    let reports = ReportObserver(reports, run: prepared.id, session.host)
    defer { finish(reports, prepared, session, environments) }
    try await run(prepared, launcher, [reports], mailbox, warning)
  }

  /// With what has to pass before them, unless it did so in the run that this one goes on with.
  private func prerequisites(
    of names: [EnvironmentName], _ session: ProjectSession, _ keeping: KeptResults?
  ) throws(RunRefusal) -> [EnvironmentName] {
    do throws(DiagnosticError) {
      return try session.withPrerequisites(names, all: options.withDependencies)
        .filter { keeping?.kept[$0] == nil }
    } catch {
      throw RunRefusal(reason: error.diagnostics.first?.message ?? "", exitCode: .usage)
    }
  }

  private func request(_ launcher: RunLauncher) -> RunRequest {
    var request = request
    request.jobCount = launcher.jobs
    request.arguments = state.withLock { $0.arguments } ?? request.arguments
    return request
  }

  private func run(
    _ prepared: RunLauncher.Prepared, _ launcher: RunLauncher, _ observers: [any RunObserver], _ mailbox: RunMailbox,
    _ warning: String?
  ) async throws(RunRefusal) {
    inbox.post(.runOpened(RunState(id: prepared.id), folder: prepared.folder))
    if let warning { inbox.post(.notice(warning)) }
    let observer = InboxObserver(prepared.id, inbox: inbox)
    do throws(FileError) {
      try await launcher.run(prepared, mailbox: mailbox, observers: [observer] + observers)
      state.withLock { $0.last = .run(observer.state, folder: prepared.folder, mask: prepared.mask) }
      if let problem = HistorySession.note(launcher.session, keeper: history) { inbox.post(.notice(problem)) }
      // Nothing waits for it.
      _ = Task(executorPreference: workers) { await RunPacking(launcher.session).pack() }
    } catch {
      throw RunRefusal(reason: error.message, run: prepared.id)
    }
  }

  /// Writes the reports of a run that has ended.
  private func finish(
    _ reports: ReportObserver, _ prepared: RunLauncher.Prepared, _ session: ProjectSession,
    _ environments: [Environment]
  ) {
    let problems = reports.finish {
      var run = ReportedRun(
        $0, in: prepared.writer.folder, of: session, environments: environments, mask: prepared.mask)
      if self.reports.contains(where: \.format.tellsHistory) { run.noteBreaks(session) }
      return run
    }
    state.withLock { $0.reportProblems = problems }
    if let problem = problems.first { inbox.post(.notice(problem)) }
  }

  /// The project as its configuration has it now; the dashboard is told of it if that is different.
  private func readAgain() async throws(RunRefusal) -> ProjectSession {
    let session: ProjectSession
    do throws(DiagnosticError) {
      session = try await reopen(state.withLock { $0.arguments })
    } catch {
      let first = error.diagnostics.first
      let place = first?.span.map { "\($0.location): " } ?? ""
      throw RunRefusal(
        reason: "\(place)\(first?.message ?? "the configuration cannot be read")", exitCode: .usage)
    }
    let project = DashboardProject(session)
    let isChanged = state.withLock { state in
      defer { (state.session, state.project) = (session, project) }
      return state.project != project
    }
    if isChanged { inbox.post(.projectRead(project)) }
    watch.use(session)
    return session
  }

  // MARK: Inspection

  /// Works out what a run would do, by the configuration as it is now.
  private func plan(_ names: [EnvironmentName]) {
    let (inbox, options) = (inbox, options)
    _ = Task(executorPreference: workers) {
      do throws(RunRefusal) {
        let session = try await self.readAgain()
        let resolved = await session.environments(try self.prerequisites(of: names, session, nil))
        let planned = await resolved.session.plan(resolved.environments, options.planOptions)
        let report = PlanReport(
          environments: resolved.environments, plan: planned.plan, matcher: planned.matcher,
          choices: planned.choices, project: resolved.session.project)
        let problems = DiagnosticRenderer(isColored: false).render(resolved.diagnostics + planned.plan.diagnostics)
        let text = report.table + (problems.isEmpty ? "" : "\n" + problems)
        let shown = resolved.session.secretMask(resolved.environments, planned.plan).masked(text)
        inbox.post(.planned(names, shown.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)))
      } catch {
        inbox.post(.planned(names, ["error: \(error.reason)"]))
      }
    }
  }

  /// Reads a run of the past.
  private func open(_ run: RunID) {
    let (session, inbox) = (session, inbox)
    _ = Task(executorPreference: workers) {
      let folder = RunFolder(workDirectory: session.project.workDirectory, run: run)
      do throws(JournalError) {
        let run = try JournalReader(files: session.host.files).read(folder)
        inbox.post(.runViewed(run.state, folder: folder.path))
        if run.isLive { self.recorded.follow(run) }
      } catch {
        let isGone = !session.host.files.exists(folder.journalPath)
        inbox.post(.notice(isGone ? "the logs of run \(run) are gone; only its results are kept" : error.message))
      }
    }
  }
}
