import Dashboard
import EnvironmentModel
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
    var mailbox: RunMailbox?
    var task: Task<Void, Never>?
    /// The last run that this program started, folded to its end.
    var lastRun: RunState?
  }

  let inbox = DashboardInbox()
  private let session: ProjectSession
  private let launcher: RunLauncher
  private let options: PlanOptions
  private let workers: WorkerThreads
  private let state = Mutex(State())

  init(session: ProjectSession, launcher: RunLauncher, options: PlanOptions, workers: WorkerThreads) {
    self.session = session
    self.launcher = launcher
    self.options = options
    self.workers = workers
  }

  /// The fold of the last run started here.
  var lastRun: RunState? { state.withLock { $0.lastRun } }

  /// Shows the newest results of every environment, oldest run first.
  func openHistory() {
    let project = session.project
    let history = RunHistory(workDirectory: project.workDirectory, files: session.host.files)
    do throws(FileError) {
      let reading = try history.latestStates(covering: project.allEnvironments)
      for run in reading.runs.reversed() { inbox.post(.runOpened(run.state, folder: run.folder.path)) }
      if let failure = reading.failures.first {
        inbox.post(.notice("run \(failure.folder.run): \(failure.error.message)"))
      }
      if let newest = reading.runs.first, newest.state.isInterrupted {
        inbox.post(.notice("run \(newest.header.run) was broken off: what it did not finish is shown as cancelled"))
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

  /// Asks a run under way to end and returns when it has.
  func finish() async {
    post(.stop(reason: "the dashboard ended", isUrgent: false))
    await state.withLock { $0.task }?.value
  }

  private func post(_ message: RunMessage) { state.withLock { $0.mailbox }?.post(message) }

  // MARK: Runs

  private func start(_ names: [EnvironmentName]) {
    state.withLock { state in
      let earlier = state.task
      state.task = Task(executorPreference: workers) {
        await earlier?.value
        await self.run(names)
      }
    }
  }

  private func run(_ names: [EnvironmentName]) async {
    let (environments, diagnostics) = session.environments(names)
    if let first = diagnostics.first { inbox.post(.notice("\(first.severity.rawValue): \(first.message)")) }
    let (plan, observation) = await session.plan(environments, options)
    do throws(FileError) {
      let prepared = try launcher.prepare(plan, observation)
      state.withLock { $0.mailbox = prepared.mailbox }
      inbox.post(.runOpened(RunState(id: prepared.id), folder: prepared.writer.folder.path))
      let observer = InboxObserver(run: prepared.id, inbox: inbox)
      defer {
        state.withLock { state in
          state.mailbox = nil
          state.lastRun = observer.state
        }
      }
      try await launcher.run(prepared, observers: [observer])
    } catch {
      inbox.post(.notice(error.message))
    }
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

  init(run: RunID, inbox: DashboardInbox) {
    self.run = run
    self.inbox = inbox
    state = RunState(id: run)
  }

  func observe(_ events: [NumberedEvent]) {
    for event in events { state.apply(event) }
    inbox.post(.runEvents(run, events))
  }
}
