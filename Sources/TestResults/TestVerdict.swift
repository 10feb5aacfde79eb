/// How a test came out, in the words of JUnit.
package enum TestVerdict: UInt8, Hashable, Sendable, CaseIterable {
  case passed
  case skipped
  /// What it asserts does not hold.
  case failed
  /// It could not be carried out, as where its fixture fails.
  case error

  /// Whether it speaks against what was tested.
  package var isBad: Bool { self == .failed || self == .error }

  /// `passed`, `skipped`, `failed`, `error`.
  package var word: String {
    switch self {
    case .passed: "passed"
    case .skipped: "skipped"
    case .failed: "failed"
    case .error: "error"
    }
  }
}
