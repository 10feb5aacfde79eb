/// Lets the first of many changes of size through at once and the last one surely, but fewer than twenty a second.
struct ResizeThrottle {
  static let interval: Duration = .milliseconds(55)

  private var last: Duration?
  private var isPending = false

  mutating func request() { isPending = true }

  /// When a request that waits is due, `nil` if none waits.
  var dueTime: Duration? {
    guard isPending else { return nil }
    return last.map { $0 + Self.interval } ?? .zero
  }

  /// Whether a request is due; it is then done with.
  mutating func take(at time: Duration) -> Bool {
    guard let dueTime, dueTime <= time else { return false }
    isPending = false
    last = time
    return true
  }
}
