import Synchronization

/// Which notes a run has told, of those that are worth telling once.
final class ToldNotes: Sendable {
  private let texts = Mutex<Set<String>>([])

  /// Whether a note was not told before; from now on it was.
  func isNews(_ text: String) -> Bool { texts.withLock { $0.insert(text).inserted } }
}
