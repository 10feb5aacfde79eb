import EnvironmentModel
import History
import Host
import SourceText
import Synchronization

/// Keeps the history of a project open between questions of the dashboard.
///
/// Opening it costs some milliseconds, and each time one is closed the library under it begins to wake up the process once
/// a second, for the rest of its life.
final class HistoryKeeper: Sendable {
  private let kept = Mutex<HistoryDatabase?>(nil)

  /// The history, as it is open already unless somebody has removed it.
  func history(of session: ProjectSession) throws(DiagnosticError) -> HistorySession {
    let path = HistoryDatabase.path(in: session.project.workDirectory)
    if let known = kept.withLock({ $0 }), known.path == path, session.host.files.exists(path) {
      return HistorySession(session, known)
    }
    let history = try HistorySession(session)
    kept.withLock { $0 = history.database }
    return history
  }
}
