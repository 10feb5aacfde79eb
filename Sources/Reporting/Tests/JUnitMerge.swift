import RunModel
import TestResults

/// The test cases that commands left in reports of their own, as suites of a report in JUnit XML.
///
/// The name of the environment stands before that of each suite and class, so that readers that know a test by its class
/// and name alone, as those of GitLab and Jenkins do, tell the same test in two environments apart.
struct JUnitMerge {
  /// A suite as it is merged.
  struct Suite {
    var name: String
    var cases: [TestCase]

    var tally: TestTally { TestTally(cases) }
    var microseconds: Int64 { cases.reduce(0) { $0 + ($1.microseconds ?? 0) } }
  }

  let label: String
  let suites: [Suite]

  /// - Parameter label: The name of the environment.
  init(_ label: String, _ reports: [TestReport]) {
    self.label = label
    suites = reports.flatMap { report in
      var order: [String] = []
      var cases: [String: [TestCase]] = [:]
      for test in report.cases {
        if cases[test.suite] == nil { order.append(test.suite) }
        cases[test.suite, default: []].append(test)
      }
      return order.map { name in
        Suite(name: name.isEmpty ? "\(label) tests" : "\(label) \(name)", cases: cases[name] ?? [])
      }
    }
  }

  /// All of them together.
  var tally: TestTally { suites.reduce(TestTally()) { $0 + $1.tally } }

  var text: String { suites.map(text).joined() }

  private func text(of suite: Suite) -> String {
    let tally = suite.tally
    let attributes = [
      ("name", suite.name), ("tests", String(tally.total)), ("failures", String(tally.failed)),
      ("errors", String(tally.errors)), ("skipped", String(tally.skipped)),
      ("time", ReportTime.seconds(suite.microseconds)),
    ]
    return "  <testsuite\(MarkupText.xmlAttributes(attributes))>\n" + suite.cases.map(text).joined()
      + "  </testsuite>\n"
  }

  private func text(of test: TestCase) -> String {
    let attributes = [
      ("name", test.id.name), ("classname", test.id.className.isEmpty ? label : "\(label).\(test.id.className)"),
      ("time", ReportTime.seconds(test.microseconds ?? 0)),
    ]
    let start = "    <testcase\(MarkupText.xmlAttributes(attributes))"
    let parts = [verdict(test), output(test)].filter { !$0.isEmpty }
    return parts.isEmpty ? start + "/>\n" : "\(start)>\n\(parts.joined())    </testcase>\n"
  }

  private func verdict(_ test: TestCase) -> String {
    let tag: String
    switch test.verdict {
    case .passed: return ""
    case .skipped: tag = "skipped"
    case .failed: tag = "failure"
    case .error: tag = "error"
    }
    let place = test.file.map { "\($0)\(test.line.map { ":\($0)" } ?? "")\n" } ?? ""
    let detail = test.detail.isEmpty ? "" : MarkupText.xmlLines((test.verdict.isBad ? place : "") + test.detail)
    let attributes = [("type", test.type), ("message", test.message)].filter { !$0.1.isEmpty }
    let start = "      <\(tag)\(MarkupText.xmlAttributes(attributes))"
    return detail.isEmpty ? start + "/>\n" : "\(start)>\(detail)</\(tag)>\n"
  }

  private func output(_ test: TestCase) -> String {
    test.output.isEmpty ? "" : "      <system-out>\(MarkupText.xmlLines(test.output))</system-out>\n"
  }
}
