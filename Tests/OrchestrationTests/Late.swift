import Synchronization

/// Lets a script speak to a run that is made after it.
final class Late<Value: Sendable>: Sendable {
  private let value = Mutex<Value?>(nil)

  func set(_ new: Value) { value.withLock { $0 = new } }
  /// What was set; `nil` before.
  var known: Value? { value.withLock { $0 } }
}
