import EnvironmentModel
import History
import Host
import Journal
import RunModel

/// Removes journals and logs of old runs, whose results stay in the history.
struct RunPruning {
  let history: HistorySession
  let retention: RunRetention

  /// The runs that go, newest first, with why; nothing is removed.
  func removals() throws(HistoryError) -> [RunRetention.Removal] {
    let known = try history.queries.runs(limit: .max).filter(\.isKept)
    let bad = Set(known.filter { $0.badCount > 0 || $0.ending != .finished }.map(\.id))
    let starts = Dictionary(known.map { ($0.id, $0.startTime) }) { first, _ in first }
    let runs = RunHistory(workDirectory: history.session.project.workDirectory, files: history.session.host.files)
    // What cannot be listed cannot be removed either.
    let folders = (try? runs.folders()) ?? []
    let candidates = folders.compactMap { folder -> RunRetention.Candidate? in
      // What the history does not know, as its journal cannot be read, is nobody's to remove.
      guard let start = starts[folder.run] else { return nil }
      return RunRetention.Candidate(
        run: folder.run, startTime: start, isBad: bad.contains(folder.run),
        byteCount: retention.byteCount == nil ? 0 : runs.byteCount(of: folder))
    }
    return retention.removals(of: candidates, now: history.session.host.clock.wallMicroseconds)
  }

  /// Removes a run; `false` where its writer is at work, or it cannot be removed.
  func remove(_ run: RunID) -> Bool {
    let workDirectory = history.session.project.workDirectory
    let runs = RunHistory(workDirectory: workDirectory, files: history.session.host.files)
    return (try? runs.remove(RunFolder(workDirectory: workDirectory, run: run))) ?? false
  }
}
