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
    var microseconds: Int64 { cases.reduce(0) { $0 &+ ($1.microseconds ?? 0) } }
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

  private func className(_ test: TestCase) -> String {
    test.id.className.isEmpty ? label : "\(label).\(test.id.className)"
  }

  private func text(of suite: Suite) -> String {
    let tally = suite.tally
    let attributes = [
      ("name", suite.name), ("tests", String(tally.total)), ("failures", String(tally.failed)),
      ("errors", String(tally.errors)), ("skipped", String(tally.skipped)),
      ("time", ReportTime.seconds(suite.microseconds)),
    ]
    let cases = suite.cases.map { $0.junit(className: className($0), seconds: ReportTime.seconds) }
    return "  <testsuite\(XMLEscape.attributes(attributes))>\n\(cases.joined())  </testsuite>\n"
  }
}
