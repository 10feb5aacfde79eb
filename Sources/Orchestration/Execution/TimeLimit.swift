import Synchronization

/// Whether a command's time was over before it ended.
final class TimeLimit: Sendable {
  private let state = Mutex(false)

  var isExpired: Bool { state.withLock { $0 } }
  func expire() { state.withLock { $0 = true } }
}
