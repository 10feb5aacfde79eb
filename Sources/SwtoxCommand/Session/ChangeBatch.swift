/// Changes that are told together: when none came for a moment, and after some time in any case.
struct ChangeBatch: Sendable {
  /// Changes that come closer together than this are one.
  static let calm = Duration.milliseconds(200)
  /// However many follow one another, none waits longer to be told.
  static let patience = Duration.seconds(2)

  private(set) var paths: Set<String> = []
  /// By when they are told; `nil` while nothing has changed.
  private var deadline: Duration?

  /// Adds what has changed now.
  ///
  /// - Returns: How long to wait anew before all is told; `nil` when what waits already must not wait longer.
  mutating func add(_ paths: [String], at now: Duration) -> Duration? {
    self.paths.formUnion(paths)
    guard let deadline else {
      deadline = now + Self.patience
      return Self.calm
    }
    return deadline > now + Self.calm ? Self.calm : nil
  }

  /// All that has changed, in order; after that nothing has.
  mutating func take() -> [String] {
    defer { self = ChangeBatch() }
    return paths.sorted()
  }
}
