/// What a report says of one test.
package struct TestCase: Hashable, Sendable {
  package var id: TestID
  /// The names of the suites it stands in, the outermost first, with ` / ` between them; may be empty.
  package var suite: String
  package var verdict: TestVerdict
  /// `nil` where the report does not say.
  package var microseconds: Int64?
  /// Where it stands in the sources, as the tool tells it.
  package var file: String?
  package var line: Int?
  /// Why it came out so, in a line; empty for a test that passed.
  package var message: String
  /// What kind of failure it is, such as the name of an exception.
  package var type: String
  /// The rest of what is told of a failure: a traceback.
  package var detail: String
  /// What the test wrote, both streams.
  package var output: String
  /// Whether it failed first and passed when its tool tried it again.
  package var isFlaky: Bool

  package init(
    id: TestID, suite: String = "", verdict: TestVerdict = .passed, microseconds: Int64? = nil, file: String? = nil,
    line: Int? = nil, message: String = "", type: String = "", detail: String = "", output: String = "",
    isFlaky: Bool = false
  ) {
    self.id = id
    self.suite = suite
    self.verdict = verdict
    self.microseconds = microseconds
    self.file = file
    self.line = line
    self.message = message
    self.type = type
    self.detail = detail
    self.output = output
    self.isFlaky = isFlaky
  }

  /// The line that says most about a failure.
  package var shortMessage: String {
    let text = message.isEmpty ? detail : message
    let line = text.split(whereSeparator: \.isNewline).first.map(String.init) ?? ""
    return line.isEmpty ? type : line
  }
}
