import RunModel

/// Steps that wait for each other in a circle, which would never start.
///
/// Circles of `depends` are found before; these come about where a package is built in an environment that itself waits
/// for the package, or shares its directory with one that does.
enum StepCircles {
  /// The steps with one of each circle refused, so that all others come to an end.
  ///
  /// - Complexity: O(*steps* + *edges*), and as much again for each circle.
  static func refused(_ steps: [Step]) -> [Step] {
    var steps = steps
    let positions = Dictionary(steps.enumerated().map { ($1.id, $0) }) { first, _ in first }
    while let circle = circle(in: steps, positions) {
      let names = circle.map { steps[$0].id.owner.label }
      let chain = (names + [names[0]]).reduce(into: [String]()) { if $0.last != $1 { $0.append($1) } }
      let reason = "these wait for each other: \(chain.joined(separator: " -> "))"
      for position in circle {
        steps[position].disposition = .invalid(reason)
        steps[position].reason = reason
        steps[position].needs = []
        steps[position].follows = []
      }
    }
    return steps
  }

  /// The positions of steps each of which waits for the next one, and the last one for the first; `nil` where there are
  /// none.
  private static func circle(in steps: [Step], _ positions: [StepID: Int]) -> [Int]? {
    let awaited = steps.map { step in Set(step.needs + step.follows).compactMap { positions[$0] } }
    var dependents = Array(repeating: [Int](), count: steps.count)
    var missing = awaited.map(\.count)
    for (position, others) in awaited.enumerated() {
      for other in others { dependents[other].append(position) }
    }
    var ready = steps.indices.filter { missing[$0] == 0 }
    while let position = ready.popLast() {
      for other in dependents[position] {
        missing[other] -= 1
        if missing[other] == 0 { ready.append(other) }
      }
    }
    // From any step that is left, what it waits for leads into a circle.
    guard var position = steps.indices.first(where: { missing[$0] > 0 }) else { return nil }
    var way: [Int] = []
    while !way.contains(position) {
      way.append(position)
      guard let next = awaited[position].sorted().first(where: { missing[$0] > 0 }) else { return nil }
      position = next
    }
    return way.firstIndex(of: position).map { Array(way[$0...]) }
  }
}
