import Dashboard
import EnvironmentModel
import Host
import LocalHost
import Orchestration
import Synchronization

/// Watches a project's sources for the dashboard, and tells which environments depend on what has changed.
final class SourceWatch: Sendable {
  private struct State {
    var watch: FolderWatch?
    /// What has changed since it was told last.
    var batch = ChangeBatch()
    var task: Task<Void, Never>?
    var known: Set<String> = []
    /// Files that the dashboard writes itself, whose change is no news.
    var own: Set<String> = []
    /// The project as it is configured now; `nil` while nothing is watched.
    var session: ProjectSession?
  }

  private let inbox: DashboardInbox
  private let workers: WorkerThreads
  private let state = Mutex(State())

  init(inbox: DashboardInbox, workers: WorkerThreads) {
    self.inbox = inbox
    self.workers = workers
  }

  /// Takes the project as it is configured now, if it is watched.
  func use(_ session: ProjectSession) { state.withLock { if $0.session != nil { $0.session = session } } }

  /// Takes a file that the dashboard is about to write for no news.
  func ignore(_ path: String) { state.withLock { _ = $0.own.insert(path) } }

  /// Begins to watch, which takes as long as listing the sources does.
  func begin(_ session: ProjectSession) {
    state.withLock { $0.session = session }
    _ = Task(executorPreference: workers) {
      let project = session.project
      let paths = await WatchedSources(root: project.root, host: session.host).paths()
      let folders = Set(paths.map { String($0[..<($0.lastIndex(of: "/") ?? $0.startIndex)]) } + [project.root])
      let watched = project.watchedFolders
      do throws(SystemError) {
        let watch = try FolderWatch(
          folders.sorted(), reader: LocalMachine.reader,
          isWanted: watched.isWanted
        ) { [weak self] in self?.note($0) }
        let isWanted = self.state.withLock { state in
          // Somebody may have ended it meanwhile, or begun anew.
          guard state.session != nil, state.watch == nil else { return false }
          state.watch = watch
          state.known = Set(paths)
          return true
        }
        guard isWanted else { return }
        let isShort = watch.folderCount < folders.count
        let shortage =
          "only \(watch.folderCount) of \(folders.count) folders are watched: raise fs.inotify.max_user_watches"
        self.inbox.post(.watchBegan(shortage: isShort ? shortage : nil))
      } catch {
        self.inbox.post(.watchFailed("files cannot be watched: \(error.reason)"))
      }
    }
  }

  /// Watches no longer.
  func end() {
    state.withLock { state in
      state.task?.cancel()
      state = State()
    }
  }

  private func note(_ paths: [String]) {
    state.withLock { state in
      let news = paths.filter { !state.own.contains($0) }
      guard let clock = state.session?.host.clock, !news.isEmpty else { return }
      guard let delay = state.batch.add(news, at: clock.monotonic) else { return }
      state.task?.cancel()
      state.task = Task(executorPreference: workers) {
        // Cancelled by the next change, which waits anew.
        guard (try? await clock.sleep(for: delay)) != nil else { return }
        await self.tell()
      }
    }
  }

  private func tell() async {
    // From here on another change does not cancel this.
    let (changed, known, session) = state.withLock { state in
      defer { state.task = nil }
      return (state.batch.take(), state.known, state.session)
    }
    guard let session else { return }
    let project = session.project
    let folders = project.watchedFolders
    let files = changed.filter { !folders.isKept($0) }
    let sources = await WatchedSources(root: project.root, host: session.host).sources(among: files, known: known)
    if sources.isEmpty { return }
    inbox.post(.filesChanged(sources.map(folders.name), await dependents(of: sources, session)))
  }

  private func dependents(of files: [String], _ session: ProjectSession) async -> [EnvironmentName] {
    let names = session.project.allEnvironments
    if files.contains(session.project.configurationPath) { return names }
    let resolved = await session.environments(names)
    let places = PackagePlaces(session, resolved.environments)
    return names.filter { name in files.contains { places.concerns($0, name) } }
  }
}
