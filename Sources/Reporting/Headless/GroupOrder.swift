import RunModel

/// Puts the output of packages and environments that end in any order into the order of the plan.
struct GroupOrder {
  private let order: [StepOwner]
  private var ended: Set<StepOwner> = []
  private var next = 0

  /// - Parameter order: All that will end, each once.
  init(_ order: [StepOwner]) { self.order = order }

  /// Those whose turn it is once one has ended: it itself and those that waited for it, unless it has to wait too.
  mutating func end(_ owner: StepOwner) -> [StepOwner] {
    ended.insert(owner)
    let first = next
    while next < order.count, ended.contains(order[next]) { next += 1 }
    return Array(order[first..<next])
  }

  /// Those that ended and still wait, in their order.
  mutating func finish() -> [StepOwner] {
    defer { next = order.count }
    return order[next...].filter(ended.contains)
  }
}
