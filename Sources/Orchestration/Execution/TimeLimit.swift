import RunModel
import Synchronization

/// Whether a command had too much time or silence before it ended.
final class TimeLimit: Sendable {
  private let state = Mutex<CommandEnd.Overrun?>(nil)

  /// What there was first too much of.
  var overrun: CommandEnd.Overrun? { state.withLock { $0 } }

  /// - Returns: Whether there had not been too much of anything before.
  func expire(by overrun: CommandEnd.Overrun) -> Bool {
    state.withLock { state in
      if state != nil { return false }
      state = overrun
      return true
    }
  }
}
