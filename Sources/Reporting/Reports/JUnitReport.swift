import RunModel
import TestResults

/// A run as JUnit XML: a suite for each environment and package, a case for each step that prepares and for each command.
///
/// Behind the suite of an environment stand those of the reports that its commands left, as ``JUnitMerge`` has them; where
/// tests failed in these, the command that they failed in is no failure besides.
/// It keeps to what jenkins-junit.xsd allows. What could not even be tried, as something before it went wrong, is
/// skipped; what went wrong counts once, where it did.
struct JUnitReport {
  /// So much of a log stands with what went wrong, from its end.
  private static let logByteCount = 64 * 1024

  private let run: ReportedRun

  init(_ run: ReportedRun) { self.run = run }

  var text: String {
    let suites = (run.packages + run.environments).map { summary in
      let merged = JUnitMerge(summary.owner.label, run.testReports(of: summary))
      let isToldByTests = merged.tally.failed + merged.tally.errors > 0
      let cases = JUnitCase.all(of: run.state.steps(of: summary.owner)).map { item in
        isToldByTests && item.leavesReport
          ? item.toldByTests(log: run.logEnd(of: item.step, byteCount: Self.logByteCount)) : item
      }
      return Suite(summary: summary, cases: cases, merged: merged)
    }
    let cases = suites.flatMap(\.cases)
    let merged = suites.reduce(TestTally()) { $0 + $1.merged.tally }
    let attributes = [
      ("name", "\(run.projectName) run \(run.state.id)"), ("time", ReportTime.seconds(run.duration ?? 0)),
    ]
    return
      "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites\(XMLEscape.attributes(attributes + Self.counts(cases, merged)))>\n"
      + suites.map(suite).joined() + "</testsuites>\n"
  }

  private struct Suite {
    var summary: OwnerSummary
    var cases: [JUnitCase]
    var merged: JUnitMerge
  }

  private static func counts(_ cases: [JUnitCase], _ merged: TestTally = TestTally()) -> [(String, String)] {
    [
      ("tests", String(cases.count + merged.total)),
      ("failures", String(cases.count { $0.verdict == .failure } + merged.failed)),
      ("errors", String(cases.count { $0.verdict == .error } + merged.errors)),
    ]
  }

  private func suite(_ suite: Suite) -> String {
    let (summary, cases) = (suite.summary, suite.cases)
    var attributes = [("name", summary.owner.label)] + Self.counts(cases)
    attributes.append(("skipped", String(cases.count { $0.verdict == .skipped })))
    attributes.append(("time", ReportTime.seconds(summary.workedMicroseconds ?? 0)))
    if let start = summary.startTime { attributes.append(("timestamp", ReportTime.second(start))) }
    let properties = [("status", summary.resultWord), ("reason", summary.reason)].filter { !$0.1.isEmpty }
      .map { "      <property\(XMLEscape.attributes([("name", $0.0), ("value", $0.1)]))/>\n" }.joined()
    return "  <testsuite\(XMLEscape.attributes(attributes))>\n    <properties>\n\(properties)    </properties>\n"
      + cases.map { self.case($0, summary) }.joined() + "  </testsuite>\n" + suite.merged.text
  }

  private func `case`(_ item: JUnitCase, _ summary: OwnerSummary) -> String {
    let attributes = [
      ("name", item.name), ("classname", summary.owner.label), ("time", ReportTime.seconds(item.microseconds)),
    ]
    let start = "    <testcase\(XMLEscape.attributes(attributes))"
    switch item.verdict {
    case .passed:
      let isIgnored = item.step.plan.isFailureIgnored && !item.step.reason.isEmpty
      let notes = [item.attemptText, isIgnored ? "ignored: \(item.step.reason)" : item.note].compactMap { $0 }
      if notes.isEmpty { return start + "/>\n" }
      return "\(start)>\n      <system-out>\(XMLEscape.content(notes.joined(separator: "\n")))</system-out>\n"
        + "    </testcase>\n"
    case .skipped:
      return "\(start)>\n      <skipped\(XMLEscape.attributes([("message", item.reason)]))/>\n    </testcase>\n"
    case .failure, .error:
      let tag = item.verdict == .failure ? "failure" : "error"
      let error = item.step.plan.id == summary.step ? run.shortError(of: summary) : item.reason
      let message = [("type", item.step.outcomeWord), ("message", error)]
      let facts = [item.reason, item.attemptText].compactMap { $0 }.map { $0 + "\n" }.joined()
      let log = run.logEnd(of: item.step, byteCount: Self.logByteCount)
      return
        "\(start)>\n      <\(tag)\(XMLEscape.attributes(message))>\(XMLEscape.content(facts + log))</\(tag)>\n"
        + "    </testcase>\n"
    }
  }
}
