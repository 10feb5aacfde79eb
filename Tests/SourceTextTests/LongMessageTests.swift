import SourceText
import Testing

@Suite struct LongMessageTests {
  private let long = String(repeating: "x", count: 10_000)
  private let shown = String(repeating: "x", count: 500) + "…"

  @Test func `a very long message is cut, and so are notes and help`() {
    let diagnostic = Diagnostic(.error, long, notes: [.init(long)], help: long)
    #expect(DiagnosticRenderer().render(diagnostic) == "error: \(shown)\n  note: \(shown)\n  help: \(shown)\n")
  }

  @Test func `the path of a place is cut too`() {
    let span = SourceSpan(file: SourceFile(path: long, text: ""), range: 0..<0)
    #expect(DiagnosticRenderer().render(.error("bad", at: span)) == "\(shown): error: bad\n")
  }

  @Test(arguments: [(500, ""), (501, "…")])
  func `a message of 500 scalars is whole`(count: Int, end: String) {
    let text = DiagnosticRenderer().render(.warning(String(repeating: "é", count: count)))
    #expect(text == "warning: \(String(repeating: "é", count: 500))\(end)\n")
  }

  @Test func `control characters of a long message do not reach the terminal`() {
    let text = DiagnosticRenderer().render(.error(String(repeating: "\u{1B}", count: 10_000)))
    #expect(text == "error: \(String(repeating: "?", count: 500))…\n")
  }
}
