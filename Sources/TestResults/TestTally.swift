/// How many tests came out how.
package struct TestTally: Hashable, Sendable {
  package var passed: Int
  package var skipped: Int
  package var failed: Int
  package var errors: Int
  /// Of those that passed, how many did so only when they were tried again.
  package var flaky: Int

  package init(passed: Int = 0, skipped: Int = 0, failed: Int = 0, errors: Int = 0, flaky: Int = 0) {
    self.passed = passed
    self.skipped = skipped
    self.failed = failed
    self.errors = errors
    self.flaky = flaky
  }

  /// Those of all cases of a report.
  package init(_ cases: [TestCase]) {
    self.init()
    for test in cases { count(test) }
  }

  private mutating func count(_ test: TestCase) {
    switch test.verdict {
    case .passed: passed += 1
    case .skipped: skipped += 1
    case .failed: failed += 1
    case .error: errors += 1
    }
    if test.isFlaky { flaky += 1 }
  }

  package var total: Int { passed + skipped + failed + errors }

  /// Those of both together.
  package static func + (left: Self, right: Self) -> Self {
    TestTally(
      passed: left.passed + right.passed, skipped: left.skipped + right.skipped, failed: left.failed + right.failed,
      errors: left.errors + right.errors, flaky: left.flaky + right.flaky)
  }

  /// `2 failed, 1 error, 340 passed, 3 skipped`.
  package var text: String {
    let parts = [
      (failed, "failed"), (errors, errors == 1 ? "error" : "errors"), (passed, "passed"), (flaky, "flaky"),
      (skipped, "skipped"),
    ]
    let told = parts.filter { $0.0 > 0 }.map { "\($0.0) \($0.1)" }
    return told.isEmpty ? "no tests" : told.joined(separator: ", ")
  }
}
