package import EnvironmentModel
package import RunModel
import TestResults

extension ReportedRun {
  /// The results of single tests that an environment or package left, by report.
  ///
  /// - Complexity: O(*n*) in the bytes of its reports, which are read anew.
  func testReports(of summary: OwnerSummary) -> [TestReport] {
    state.steps(of: summary.owner).flatMap(logs.testReports)
  }

  /// How the same tests came out in all environments that left reports; it is made once.
  var testMatrix: TestMatrix { errors.matrix { TestMatrix(of: state, logs) } }

  /// How many tests came out how, by the environments that left reports.
  var tallies: [(name: EnvironmentName, tally: TestTally)] {
    state.environments.compactMap { name in state.tally(of: .environment(name)).map { (name, $0) } }
  }
}

extension TestMatrix {
  /// The results of all environments of a run, read from its reports.
  package init(of state: RunState, _ source: any StepOutputSource) {
    self.init()
    for name in state.environments {
      let reports = state.steps(of: .environment(name)).flatMap(source.testReports)
      if !reports.isEmpty { add(name, reports) }
    }
  }
}

extension ReportedRun {
  /// The first error of an environment or package in one line, or the reason where there is none.
  package func shortError(of owner: StepOwner) -> String { shortError(of: state.summary(of: owner)) }

  /// The results of single tests of environments, each of a run of its own; `nil` where none left reports.
  package static func testLines(
    of parts: [(environment: EnvironmentName, run: ReportedRun)], style: TextStyle
  ) -> [TextLine]? {
    let tallies = parts.compactMap { name, run in
      run.state.tally(of: .environment(name)).map { (name: name, tally: $0) }
    }
    return tallies.isEmpty ? nil : TestText(matrix(of: parts)).whole(tallies, style: style)
  }

  /// The tests that failed in one of two environments and not in the other: `t::x  fails in py312: assert 1 == 2`.
  package static func testDifferences(of parts: [(environment: EnvironmentName, run: ReportedRun)]) -> [String] {
    let matrix = matrix(of: parts)
    if matrix.environments.count < 2 { return [] }
    return matrix.failing.filter { $0.failed.count == 1 }.compactMap { row in
      row.failed.first.map { failure in
        let test = MarkupText.singleLine(row.test.description)
        return "\(test)  fails in \(failure.environment): \(MarkupText.singleLine(failure.message))"
      }
    }
  }

  private static func matrix(of parts: [(environment: EnvironmentName, run: ReportedRun)]) -> TestMatrix {
    var matrix = TestMatrix()
    for (name, run) in parts where run.state.tally(of: .environment(name)) != nil {
      matrix.add(name, run.testReports(of: run.state.summary(of: .environment(name))))
    }
    return matrix
  }

  /// The results of single tests for people; `nil` where no environment left reports.
  package func testLines(style: TextStyle) -> [TextLine]? {
    tallies.isEmpty ? nil : TestText(testMatrix).whole(tallies, style: style)
  }

  /// The results of single tests as JSON: how many came out how, by environment, and those that failed.
  package var testNode: JSONNode {
    let environments = tallies.map { name, tally in
      JSONNode.Member(key: name.text, value: .object(tally.members))
    }
    return .fields([
      "run": .number(state.id.number), "environments": .object(environments), "failing_tests": failingTestsNode,
    ])
  }

  /// The tests that failed somewhere, each with the environments in which it failed, passed and was skipped.
  var failingTestsNode: JSONNode {
    .list(
      testMatrix.failing.map { row in
        .fields([
          "class": .text(row.test.className), "name": .text(row.test.name), "failed": .list(row.failed.map(\.node)),
          "passed": .list(row.passed.map { .text($0.text) }), "skipped": .list(row.skipped.map { .text($0.text) }),
        ])
      })
  }
}

extension TestMatrix.Failure {
  fileprivate var node: JSONNode {
    .fields([
      "environment": .text(environment.text), "verdict": .text(verdict.word), "message": .text(message),
      "file": .optional(file), "line": .number(line),
    ])
  }
}

extension TestTally {
  /// The counts as members of a JSON object.
  var members: [JSONNode.Member] {
    [("passed", passed), ("failed", failed), ("errors", errors), ("skipped", skipped), ("flaky", flaky)]
      .map { JSONNode.Member(key: $0.0, value: .number($0.1)) }
  }
}
