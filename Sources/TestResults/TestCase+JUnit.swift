extension TestCase {
  /// The test as an element of JUnit XML.
  ///
  /// - Parameters:
  ///   - className: What it is called by.
  ///   - isStrict: Whether nothing stands there that jenkins-junit.xsd does not allow; then its place in the sources comes
  ///     first in what is told of a failure.
  ///   - seconds: Writes a time in microseconds.
  package func junit(className: String, isStrict: Bool = true, seconds: (Int64) -> String) -> String {
    var attributes = [("name", id.name), ("classname", className)]
    if let microseconds { attributes.append(("time", seconds(microseconds))) }
    if isStrict, microseconds == nil { attributes.append(("time", seconds(0))) }
    if !isStrict, let file { attributes.append(("file", file)) }
    if !isStrict, let line { attributes.append(("line", String(line))) }
    let start = "    <testcase\(XMLEscape.attributes(attributes))"
    let flaky = isFlaky && !isStrict ? "      <flakyFailure/>\n" : ""
    let parts = [verdictElement(isStrict), flaky, outputElement].filter { !$0.isEmpty }
    return parts.isEmpty ? start + "/>\n" : "\(start)>\n\(parts.joined())    </testcase>\n"
  }

  private func verdictElement(_ isStrict: Bool) -> String {
    let tag: String
    switch verdict {
    case .passed: return ""
    case .skipped: tag = "skipped"
    case .failed: tag = "failure"
    case .error: tag = "error"
    }
    let place = file.map { "\($0)\(line.map { ":\($0)" } ?? "")\n" } ?? ""
    let text = detail.isEmpty || !isStrict || !verdict.isBad ? detail : place + detail
    let attributes = [("type", type), ("message", message)].filter { !$0.1.isEmpty }
    let start = "      <\(tag)\(XMLEscape.attributes(attributes))"
    return text.isEmpty ? start + "/>\n" : "\(start)>\(XMLEscape.content(text))</\(tag)>\n"
  }

  private var outputElement: String {
    output.isEmpty ? "" : "      <system-out>\(XMLEscape.content(output))</system-out>\n"
  }
}

extension TestReport {
  /// The report in JUnit XML, as ``init(junit:)`` reads it.
  package var junit: String {
    let cases = cases.map { test in
      "  <testsuite\(XMLEscape.attributes([("name", test.suite), ("tests", "1")]))>\n"
        + test.junit(className: test.id.className, isStrict: false) { "\(Double($0) / 1_000_000)" } + "  </testsuite>\n"
    }
    return "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites>\n\(cases.joined())</testsuites>\n"
  }

  /// The report with every text in it changed.
  package func mapped(_ change: (String) -> String) -> TestReport {
    TestReport(
      cases: cases.map { test in
        var test = test
        test.id = TestID(className: change(test.id.className), name: change(test.id.name))
        (test.suite, test.message, test.type) = (change(test.suite), change(test.message), change(test.type))
        (test.detail, test.output, test.file) = (change(test.detail), change(test.output), test.file.map(change))
        return test
      })
  }
}
