import RunModel

/// How many environments of a run ended in one way.
struct ResultCount: Hashable {
  var count: Int
  /// `passed`, `failed`, `blocked`.
  var word: String
  var status: MatrixStatus

  /// `2 passed`.
  var text: String { "\(count) \(word)" }
}

extension RunState {
  /// The environments by how they ended, the best first.
  ///
  /// - Complexity: O(*n*) in the environments of the run.
  var resultCounts: [ResultCount] {
    var counts: [String: ResultCount] = [:]
    for name in environments {
      let summary = summary(of: .environment(name))
      counts[summary.countedWord, default: ResultCount(count: 0, word: summary.countedWord, status: summary.status)]
        .count += 1
    }
    return counts.values.sorted { ($0.status.severity, $0.word) < ($1.status.severity, $1.word) }
  }

  /// The step whose log tells why an environment or package went wrong; `nil` where none of its own does.
  func failedStep(_ summary: OwnerSummary) -> StepID? {
    guard [.fail, .error].contains(summary.status), let step = summary.step, summary.owner == step.owner,
      steps[step]?.logByteCount ?? 0 > 0
    else { return nil }
    return step
  }
}
