import Planning
import RunModel

/// In which order steps that could start do so.
///
/// Where durations of earlier runs are known, the step goes first behind which the longest way lies to the end of the
/// run; that keeps long steps from being the last ones. Where none are known, the plan's order counts.
struct StepRanking {
  /// The rank of each step, by its position in the plan: 0 goes first.
  let ranks: [Int]
  /// The positions in the plan, by rank.
  let order: [Int]
  /// Whether durations decided.
  let isByDuration: Bool

  /// - Parameter durations: How long steps took when they last ran.
  /// - Complexity: O(*steps* log *steps* + *edges*).
  init(_ plan: Plan, durations: [StepID: Duration]) {
    let steps = plan.steps
    let lengths = Self.lengths(steps, durations)
    isByDuration = !lengths.isEmpty
    order = lengths.isEmpty ? Array(steps.indices) : steps.indices.sorted { (lengths[$1], $0) < (lengths[$0], $1) }
    var ranks = Array(repeating: 0, count: order.count)
    for (rank, position) in order.enumerated() { ranks[position] = rank }
    self.ranks = ranks
  }

  /// How long it takes from the start of each step to the end of all that waits for it; none where nothing is known.
  private static func lengths(_ steps: [Step], _ durations: [StepID: Duration]) -> [Duration] {
    let recorded = steps.filter { durations[$0.id] != nil && isWork($0) }
    if recorded.isEmpty { return [] }
    func average(_ steps: [Step]) -> Duration? {
      steps.isEmpty ? nil : steps.reduce(.zero) { $0 + (durations[$1.id] ?? .zero) } / steps.count
    }
    let overall = average(recorded) ?? .zero
    let ofKind = Dictionary(grouping: recorded, by: \.id.kind).compactMapValues(average)
    let positions = Dictionary(steps.enumerated().map { ($1.id, $0) }) { first, _ in first }
    var behind = Array(repeating: Duration.zero, count: steps.count)
    var lengths = behind
    let awaited = steps.map { step in (step.needs + step.follows).compactMap { positions[$0] } }
    var unknown = Array(repeating: 0, count: steps.count)
    for place in awaited.joined() { unknown[place] += 1 }
    // Each step when all that wait for it are known, wherever in the plan they stand.
    var known = steps.indices.filter { unknown[$0] == 0 }
    while let position = known.popLast() {
      let step = steps[position]
      lengths[position] =
        behind[position] + (isWork(step) ? durations[step.id] ?? ofKind[step.id.kind] ?? overall : .zero)
      for place in awaited[position] {
        behind[place] = max(behind[place], lengths[position])
        unknown[place] -= 1
        if unknown[place] == 0 { known.append(place) }
      }
    }
    return lengths
  }

  private static func isWork(_ step: Step) -> Bool {
    if case .perform = step.disposition { true } else { false }
  }
}
