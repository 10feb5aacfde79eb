import Dashboard
import EnvironmentModel
import Host
import Journal
import LocalHost
import RunModel
import Synchronization

/// Shows the dashboard what is recorded of runs, and goes on as long as another program adds to it.
final class RecordedRuns: Sendable {
  private let inbox: DashboardInbox
  private let workers: WorkerThreads
  private let host: Host
  /// The runs of other programs that are followed.
  private let followed = Mutex<Set<RunID>>([])

  init(inbox: DashboardInbox, workers: WorkerThreads, host: Host) {
    self.inbox = inbox
    self.workers = workers
    self.host = host
  }

  /// Shows the newest results of every environment, oldest run first.
  func openHistory(of session: ProjectSession) {
    let project = session.project
    let history = RunHistory(workDirectory: project.workDirectory, files: host.files)
    do throws(FileError) {
      let reading = try history.latestStates(covering: project.allEnvironments)
      for run in reading.runs.reversed() { inbox.post(.runRecorded(run.state, folder: run.folder.path)) }
      if let failure = reading.failures.first {
        inbox.post(.notice("run \(failure.folder.run): \(failure.error.message)"))
      }
      if let text = reading.runs.lazy.compactMap(\.problemTexts.first).first { inbox.post(.notice(text)) }
      if let newest = reading.runs.first, newest.state.isInterrupted {
        inbox.post(.notice("run \(newest.header.run) was broken off: what it did not finish is shown as cancelled"))
      }
      for run in reading.runs where run.isLive { follow(run) }
      if let live = reading.runs.first(where: \.isLive) {
        inbox.post(.notice("run \(live.header.run) is going on in another swtox"))
      }
    } catch {
      inbox.post(.notice(error.message))
    }
  }

  /// Shows one run alone.
  func open(_ run: RecordedRun) {
    inbox.post(.runRecorded(run.state, folder: run.folder.path))
    let end = run.isLive ? "is going on" : run.state.isInterrupted ? "was broken off" : "as it was"
    inbox.post(.notice(run.problemTexts.first ?? "run \(run.header.run) \(end), to look at only; q leaves"))
    if run.isLive { follow(run) }
  }

  /// Shows what another program's run comes to, until it has ended.
  func follow(_ run: RecordedRun) {
    let (files, clock, inbox) = (host.files, host.clock, inbox)
    let id = run.header.run
    guard followed.withLock({ $0.insert(id).inserted }) else { return }
    _ = Task(executorPreference: workers) {
      defer { self.followed.withLock { _ = $0.remove(id) } }
      var run = run
      var byteCount = files.status(run.folder.journalPath)?.byteCount
      while run.isLive {
        try await clock.sleep(for: .seconds(1))
        let now = files.status(run.folder.journalPath)?.byteCount
        // Without news it may have been killed, which only its lock tells.
        run = try JournalReader(files: files).read(run.folder)
        if now != byteCount || !run.isLive { inbox.post(.runRecorded(run.state, folder: run.folder.path)) }
        byteCount = now
      }
    }
  }
}
