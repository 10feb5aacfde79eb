import Synchronization

/// Whether a command's time was over before it ended.
final class TimeLimit: Sendable {
  private let state = Mutex(false)

  var isExpired: Bool { state.withLock { $0 } }

  /// - Returns: Whether it had not expired before.
  func expire() -> Bool {
    state.withLock { isExpired in
      defer { isExpired = true }
      return !isExpired
    }
  }
}
