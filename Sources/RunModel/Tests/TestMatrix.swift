package import EnvironmentModel
package import TestResults

/// How the same tests came out in several environments.
///
/// Of each environment a test counts once: where it was carried out several times, by its worst result.
package struct TestMatrix: Sendable {
  /// A test that failed somewhere.
  package struct Row: Hashable, Sendable {
    package var test: TestID
    /// Where it failed, with the line that says most about it, in the order of the environments.
    package var failed: [Failure]
    package var passed: [EnvironmentName]
    package var skipped: [EnvironmentName]

    /// In how many environments it is there.
    package var count: Int { failed.count + passed.count + skipped.count }

    /// How it came out where it is there.
    package var verdicts: [EnvironmentName: TestVerdict] {
      let all =
        failed.map { ($0.environment, $0.verdict) } + passed.map { ($0, .passed) } + skipped.map { ($0, .skipped) }
      return Dictionary(all) { first, _ in first }
    }
  }

  /// A failure of a test in one environment.
  package struct Failure: Hashable, Sendable {
    package var environment: EnvironmentName
    package var verdict: TestVerdict
    package var message: String
    package var file: String?
    package var line: Int?
  }

  /// The environments that left reports, in the order in which they were added.
  package private(set) var environments: [EnvironmentName] = []
  /// All tests there are, each once.
  package private(set) var tests: [TestID] = []
  private var numbers: [TestID: Int] = [:]
  /// The verdicts of each environment by the numbers of tests.
  private var verdicts: [[Int: TestVerdict]] = []
  private var failures: [Int: [Failure]] = [:]
  /// Tests that passed only when their tool tried them again, with the environments.
  package private(set) var flaky: [(test: TestID, environments: [EnvironmentName])] = []
  /// Where they stand in that.
  private var flakyPlaces: [TestID: Int] = [:]

  package init() {}

  package var isEmpty: Bool { environments.isEmpty }

  /// Takes in what an environment left.
  ///
  /// - Complexity: O(*n*) in the number of its cases.
  package mutating func add(_ name: EnvironmentName, _ reports: [TestReport]) {
    var own: [Int: TestVerdict] = [:]
    for test in reports.lazy.flatMap(\.cases) {
      let number = number(of: test.id)
      own[number] = max(own[number] ?? .passed, test.verdict, by: \.rawValue)
      if test.isFlaky { noteFlaky(test.id, name) }
      guard test.verdict.isBad, failures[number]?.last?.environment != name else { continue }
      failures[number, default: []].append(
        Failure(
          environment: name, verdict: test.verdict, message: test.shortMessage, file: test.file, line: test.line))
    }
    environments.append(name)
    verdicts.append(own)
  }

  private mutating func number(of test: TestID) -> Int {
    if let known = numbers[test] { return known }
    numbers[test] = tests.count
    tests.append(test)
    return tests.count - 1
  }

  private mutating func noteFlaky(_ test: TestID, _ name: EnvironmentName) {
    if let index = flakyPlaces[test] {
      if flaky[index].environments.last != name { flaky[index].environments.append(name) }
    } else {
      flakyPlaces[test] = flaky.count
      flaky.append((test, [name]))
    }
  }

  /// The tests that failed somewhere: those that failed in most environments first, then by their names.
  ///
  /// - Complexity: O(*n* · *m*) for *n* such tests and *m* environments.
  package var failing: [Row] {
    failures.map { number, failed in
      var row = Row(test: tests[number], failed: failed, passed: [], skipped: [])
      for (name, own) in zip(environments, verdicts) {
        switch own[number] {
        case .passed: row.passed.append(name)
        case .skipped: row.skipped.append(name)
        case .failed, .error, nil: break
        }
      }
      return row
    }.sorted { ($1.failed.count, $0.test) < ($0.failed.count, $1.test) }
  }
}

private func max<Value, Rank: Comparable>(_ left: Value, _ right: Value, by rank: KeyPath<Value, Rank>) -> Value {
  left[keyPath: rank] < right[keyPath: rank] ? right : left
}
