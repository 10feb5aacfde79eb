import Screen

/// Tells the second of two quick presses at one place from a first.
struct PressCounter {
  /// How close together two presses are one double press.
  static let interval: Duration = .milliseconds(400)

  private var last: (point: Point, time: Duration)?

  mutating func action(at point: Point, time: Duration) -> MouseEvent.Action {
    if let last, last.point == point, time - last.time <= Self.interval {
      self.last = nil
      return .doublePress
    }
    last = (point, time)
    return .press
  }
}
