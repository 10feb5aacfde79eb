package import RunModel

extension MatrixStatus {
  /// The state of a finished environment as a word in the results.
  package var resultWord: String {
    switch self {
    case .pass: "pass"
    case .fail: "fail"
    case .error: "error"
    case .running: "running"
    case .waiting: "waiting"
    case .queued: "queued"
    case .skipped: "skipped"
    case .cancelled: "cancelled"
    case .flaky: "flaky"
    case .unavailable: "unavailable"
    case .unknown: "not run"
    }
  }

  /// The state as it is counted: `2 passed, 1 failed`.
  var countedWord: String {
    switch self {
    case .pass: "passed"
    case .fail: "failed"
    case .error: "in error"
    default: resultWord
    }
  }
}
