import Dashboard
import EnvironmentModel
import Glibc
import Host
import Journal
import LocalHost
import Orchestration
import Planning
import RunModel
import SourceText
import Synchronization

/// Does what the dashboard asks for, and tells it what happens; its runs go on beside the screen's thread.
final class DashboardController: Sendable {
  private struct State {
    /// The project as it was read last.
    var session: ProjectSession
    var mailbox: RunMailbox?
    var task: Task<Void, Never>?
    /// The last run that this program started, folded to its end.
    var lastRun: RunState?
    var wasRefused = false
  }

  let inbox = DashboardInbox()
  private let options: RunOptions
  private let workers: WorkerThreads
  /// Reads the project again.
  private let reopen: @Sendable () throws(DiagnosticError) -> ProjectSession
  private let state: Mutex<State>

  init(
    session: ProjectSession, options: RunOptions, workers: WorkerThreads,
    reopen: @escaping @Sendable () throws(DiagnosticError) -> ProjectSession
  ) {
    self.options = options
    self.workers = workers
    self.reopen = reopen
    state = Mutex(State(session: session))
  }

  /// The fold of the last run started here.
  var lastRun: RunState? { state.withLock { $0.lastRun } }
  /// Whether the last run asked for could not begin.
  var wasRefused: Bool { state.withLock { $0.wasRefused } }
  /// Whether a run is under way or about to be.
  var isRunning: Bool { state.withLock { $0.mailbox != nil } }

  private var session: ProjectSession { state.withLock { $0.session } }

  /// Shows the newest results of every environment, oldest run first.
  func openHistory() {
    let project = session.project
    let history = RunHistory(workDirectory: project.workDirectory, files: session.host.files)
    do throws(FileError) {
      let reading = try history.latestStates(covering: project.allEnvironments)
      for run in reading.runs.reversed() { inbox.post(.runRecorded(run.state, folder: run.folder.path)) }
      if let failure = reading.failures.first {
        inbox.post(.notice("run \(failure.folder.run): \(failure.error.message)"))
      }
      if let newest = reading.runs.first, newest.state.isInterrupted {
        inbox.post(.notice("run \(newest.header.run) was broken off: what it did not finish is shown as cancelled"))
      }
      if let live = reading.runs.first(where: \.isLive) {
        inbox.post(.notice("run \(live.header.run) is going on in another swtox; this is how far it was"))
      }
    } catch {
      inbox.post(.notice(error.message))
    }
  }

  func perform(_ effect: DashboardEffect) {
    switch effect {
    case .startRun(let names): start(names)
    case .stopRun: post(.stop(reason: "stopped from the dashboard", isUrgent: false))
    case .killRun: post(.stop(reason: "killed from the dashboard", isUrgent: true))
    case .cancel(let names): post(.cancel(Set(names), reason: "cancelled from the dashboard"))
    case .inspect(let name): inspect(name)
    case .repaint, .quit: break
    }
  }

  /// Asks a run under way to end and returns when it has; a signal meanwhile ends it at once.
  func finish() async {
    let mailbox = state.withLock { $0.mailbox }
    // Without it a signal ends the program, and what it runs is left to itself.
    let source = try? SignalSource([SIGINT, SIGTERM, SIGHUP]) { _ in
      mailbox?.post(.stop(reason: "killed while the dashboard ended", isUrgent: true))
    }
    defer { source?.uninstall() }
    mailbox?.post(.stop(reason: "the dashboard ended", isUrgent: false))
    await state.withLock { $0.task }?.value
  }

  private func post(_ message: RunMessage) { state.withLock { $0.mailbox }?.post(message) }

  // MARK: Runs

  private func start(_ names: [EnvironmentName]) {
    state.withLock { state in
      let earlier = state.task
      // There before the run is, so that a stop counts while it is prepared.
      let mailbox = RunMailbox()
      state.mailbox = mailbox
      state.task = Task(executorPreference: workers) {
        await earlier?.value
        await self.run(names, mailbox)
      }
    }
  }

  private func run(_ names: [EnvironmentName], _ mailbox: RunMailbox) async {
    do throws(RunRefusal) {
      try await self.run(names, controlledBy: mailbox)
    } catch {
      state.withLock { $0.wasRefused = true }
      inbox.post(.runFailed(error.reason))
    }
    state.withLock { state in
      if state.mailbox === mailbox { state.mailbox = nil }
    }
  }

  private struct RunRefusal: Error {
    var reason: String
  }

  private func run(_ names: [EnvironmentName], controlledBy mailbox: RunMailbox) async throws(RunRefusal) {
    let before = Set(session.project.allEnvironments)
    let session = try readAgain()
    let now = Set(session.project.allEnvironments)
    let (environments, diagnostics) = session.environments(names.filter { now.contains($0) || !before.contains($0) })
    if let first = diagnostics.first { inbox.post(.notice("\(first.severity.rawValue): \(first.message)")) }
    if environments.isEmpty { throw RunRefusal(reason: "the configuration does not name this environment any more") }
    let launcher = RunLauncher(
      session: session, jobs: options.jobs, channel: .terminal(rowCount: 40, columnCount: 120))
    do throws(FileError) {
      let inbox = inbox
      let prepared = try await launcher.prepare(environments, options.planOptions, isWanted: { !mailbox.isStopPosted })
      {
        inbox.post(.notice($0))
      }
      inbox.post(.runOpened(RunState(id: prepared.id), folder: prepared.writer.folder.path))
      let observer = InboxObserver(prepared.id, inbox: inbox)
      defer {
        state.withLock { state in
          state.lastRun = observer.state
          state.wasRefused = false
        }
      }
      try await launcher.run(prepared, mailbox: mailbox, observers: [observer])
    } catch {
      throw RunRefusal(reason: error.message)
    }
  }

  /// The project as its configuration has it now; the dashboard is told of it if that is different.
  private func readAgain() throws(RunRefusal) -> ProjectSession {
    let session: ProjectSession
    do throws(DiagnosticError) {
      session = try reopen()
    } catch {
      let first = error.diagnostics.first
      let place = first?.span.map { "\($0.location): " } ?? ""
      throw RunRefusal(reason: "\(place)\(first?.message ?? "the configuration cannot be read")")
    }
    let project = DashboardProject(session)
    let isChanged = state.withLock { state in
      defer { state.session = session }
      return DashboardProject(state.session) != project
    }
    if isChanged { inbox.post(.projectRead(project)) }
    return session
  }

  // MARK: Inspection

  private func inspect(_ name: EnvironmentName) {
    let (session, inbox) = (session, inbox)
    _ = Task(executorPreference: workers) {
      inbox.post(.environmentDetails(name, EnvironmentInspection(session: session).detail(of: name)))
    }
  }
}

/// Hands a run's events to the dashboard.
private final class InboxObserver: RunObserver {
  private let run: RunID
  private let inbox: DashboardInbox
  private(set) var state: RunState

  init(_ run: RunID, inbox: DashboardInbox) {
    self.run = run
    self.inbox = inbox
    state = RunState(id: run)
  }

  func observe(_ events: [NumberedEvent]) {
    for event in events { state.apply(event) }
    inbox.post(.runEvents(run, events))
  }
}
