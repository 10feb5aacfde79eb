/// Makes test cases of the pieces of a report in JUnit XML.
struct JUnitFold {
  /// Of a long text so much is kept, from its end: what went wrong stands there.
  private static let textByteCount = 64 * 1024

  private(set) var cases: [TestCase] = []
  private var suites: [String] = []
  /// How many elements are open.
  private var depth = 0
  private var test: TestCase?
  /// Whether it stands for a suite that could not begin.
  private var isOfSuite = false
  /// The element within a test whose text is taken.
  private var content: (name: String, text: String)?

  mutating func take(_ piece: XMLPiece) throws(XMLFault) {
    switch piece {
    case .start(let name, let attributes):
      if depth == 0, !["testsuites", "testsuite"].contains(name) {
        throw XMLFault(
          line: 1, reason: "it is no report of tests: its root is <\(name)>, not <testsuites> or <testsuite>")
      }
      depth += 1
      begin(name, attributes)
    case .text(let text):
      if content != nil { content?.text += text }
    case .end(let name):
      depth -= 1
      end(name)
    }
  }

  private mutating func begin(_ name: String, _ attributes: [String: String]) {
    switch name {
    case "testsuite": suites.append(attributes["name"] ?? "")
    case "testcase": test = Self.test(attributes, suite: suites.filter { !$0.isEmpty }.joined(separator: " / "))
    default:
      if test == nil, ["failure", "error"].contains(name), !suites.isEmpty {
        // A suite that could not begin has no test that would tell so.
        let suite = suites.filter { !$0.isEmpty }.joined(separator: " / ")
        test = TestCase(id: TestID(className: suite, name: "(suite)"), suite: suite)
        isOfSuite = true
      }
      guard test != nil, content == nil else { return }
      if Self.texts.contains(name) { content = (name, "") }
      judge(name, attributes)
    }
  }

  private static let texts: Set = ["failure", "error", "skipped", "system-out", "system-err"]

  private static func test(_ attributes: [String: String], suite: String) -> TestCase {
    var test = TestCase(
      id: TestID(className: attributes["classname"] ?? attributes["class"] ?? "", name: attributes["name"] ?? ""),
      suite: suite, microseconds: attributes["time"].flatMap(microseconds),
      file: attributes["file"], line: attributes["line"].flatMap(Int.init))
    // CTest and GoogleTest tell so what did not run.
    switch attributes["status"] ?? attributes["result"] ?? "" {
    case "notrun", "disabled", "skipped", "suppressed": test.verdict = .skipped
    case "fail", "failed": test.verdict = .failed
    default: break
    }
    return test
  }

  /// `0.012`, `1,234.5`, and `0,012` as some languages write it; what no test takes is none.
  private static func microseconds(_ text: String) -> Int64? {
    let parts = text.split(separator: ",", omittingEmptySubsequences: false)
    let isFraction = parts.count == 2 && !text.contains(".") && (parts[0] == "0" || parts[1].count != 3)
    guard let seconds = Double(parts.joined(separator: isFraction ? "." : "")) else { return nil }
    return seconds >= 0 && seconds < 1e6 ? Int64(seconds * 1e6) : nil
  }

  private mutating func judge(_ name: String, _ attributes: [String: String]) {
    guard var test else { return }
    switch name {
    // A failure of the test counts more than one of what cleans up behind it, which comes later.
    case "failure": test.verdict = .failed
    case "error": test.verdict = test.verdict == .failed ? .failed : .error
    case "skipped": test.verdict = test.verdict.isBad ? test.verdict : .skipped
    case "flakyFailure", "flakyError": test.isFlaky = true
    default: return
    }
    if test.message.isEmpty, name != "flakyFailure", name != "flakyError" {
      test.message = attributes["message"] ?? ""
      test.type = attributes["type"] ?? ""
    }
    self.test = test
  }

  private mutating func end(_ name: String) {
    if name == "testsuite" {
      suites.removeLast()
    } else if name == "testcase", var test {
      if test.verdict.isBad, test.file == nil { (test.file, test.line) = SourcePlace.last(in: test.detail) }
      cases.append(test)
      (self.test, content) = (nil, nil)
    } else if let content, content.name == name {
      let text = Self.shortened(content.text)
      if name == "system-out" || name == "system-err" {
        test?.output += text
      } else {
        test?.detail += text
      }
      self.content = nil
      if isOfSuite, let test {
        cases.append(test)
        (self.test, isOfSuite) = (nil, false)
      }
    }
  }

  private static func shortened(_ text: String) -> String {
    if text.utf8.count <= textByteCount { return text }
    let end = String(decoding: text.utf8.suffix(textByteCount), as: UTF8.self)
    return "[… \(text.utf8.count - textByteCount) bytes before this are left out]\n" + end
  }
}
