/// Makes test cases of the pieces of a report in JUnit XML.
struct JUnitFold {
  /// Of a long text so much is kept, from its end: what went wrong stands there.
  private static let textByteCount = 64 * 1024

  private(set) var cases: [TestCase] = []
  private var suites: [String] = []
  /// How many elements are open.
  private var depth = 0
  private var test: TestCase?
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
      guard test != nil, content == nil else { return }
      if Self.texts.contains(name) { content = (name, "") }
      judge(name, attributes)
    }
  }

  private static let texts: Set = ["failure", "error", "skipped", "system-out", "system-err"]

  private static func test(_ attributes: [String: String], suite: String) -> TestCase {
    let seconds = attributes["time"].flatMap { Double($0.filter { $0 != "," }) }
    var test = TestCase(
      id: TestID(className: attributes["classname"] ?? attributes["class"] ?? "", name: attributes["name"] ?? ""),
      suite: suite, microseconds: seconds.flatMap { $0.isFinite && $0 >= 0 && $0 < 1e9 ? Int64($0 * 1e6) : nil },
      file: attributes["file"], line: attributes["line"].flatMap(Int.init))
    // CTest and GoogleTest tell so what did not run.
    switch attributes["status"] ?? attributes["result"] ?? "" {
    case "notrun", "disabled", "skipped", "suppressed": test.verdict = .skipped
    case "fail", "failed": test.verdict = .failed
    default: break
    }
    return test
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
    } else if name == "testcase", let test {
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
    }
  }

  private static func shortened(_ text: String) -> String {
    if text.utf8.count <= textByteCount { return text }
    let end = String(decoding: text.utf8.suffix(textByteCount), as: UTF8.self)
    return "[… \(text.utf8.count - textByteCount) bytes before this are left out]\n" + end
  }
}
