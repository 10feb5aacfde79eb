import SourceText
import Testing

@Suite struct DiagnosticRendererTests {
  private let file = SourceFile(path: "tox.ini", text: "[tox]\n\n[testenv]\ncommands = pytest\n")

  private func place(_ part: String, in file: SourceFile? = nil) -> SourceSpan? {
    let file = file ?? self.file
    let wanted = Array(part.utf8)
    let start = file.bytes.indices.first { file.bytes[$0...].starts(with: wanted) }
    return start.map { SourceSpan(file: file, range: $0..<$0 + wanted.count) }
  }

  /// The excerpt of one line and what stands below it, without the gutter.
  private func excerpt(_ text: String, marking part: String, columnCount: Int = 100) throws -> [String] {
    let file = SourceFile(path: "a", text: text)
    let span = try #require(place(part, in: file))
    let renderer = DiagnosticRenderer(excerptColumnCount: columnCount)
    let lines = renderer.render(.error("x", at: span)).split(separator: "\n", omittingEmptySubsequences: false)
    return lines[1...2].map { line in String(line.dropFirst(8)) }
  }

  @Test func `a diagnostic is its place, its line, a caret, notes and help`() {
    let diagnostic = Diagnostic(
      .error, "'pytest' is not allowed", at: place("pytest"),
      notes: [.init("the section begins here", at: place("[testenv]")), .init("nothing allows it")],
      help: "add it to 'allowlist_externals'")
    #expect(
      DiagnosticRenderer().render(diagnostic) == """
        tox.ini:4:12: error: 'pytest' is not allowed
            4 | commands = pytest
              |            ^^^^^^
          note: the section begins here (tox.ini:3)
          note: nothing allows it
          help: add it to 'allowlist_externals'

        """)
  }

  @Test func `without a place there is no excerpt`() {
    #expect(DiagnosticRenderer().render(.warning("no file")) == "warning: no file\n")
  }

  @Test func `diagnostics follow each other in order`() {
    let text = DiagnosticRenderer().render([.error("first"), .warning("second", help: "do it"), .error("third")])
    #expect(text == "error: first\nwarning: second\n  help: do it\nerror: third\n")
    #expect(DiagnosticRenderer().render([]) == "")
  }

  @Test func `an empty line has no excerpt`() {
    let diagnostic = Diagnostic.error("empty", at: SourceSpan(file: file, range: 6..<6))
    #expect(DiagnosticRenderer().render(diagnostic) == "tox.ini:2:1: error: empty\n")
  }

  @Test func `severities and carets are coloured when asked for`() {
    let renderer = DiagnosticRenderer(isColored: true)
    #expect(
      renderer.render(.error("bad", at: place("tox"))) == """
        tox.ini:1:2: \u{1B}[1;31merror\u{1B}[0m: bad
            1 | [tox]
              |  \u{1B}[1;32m^^^\u{1B}[0m

        """)
    #expect(renderer.render(.warning("odd")) == "\u{1B}[1;33mwarning\u{1B}[0m: odd\n")
  }

  @Test(arguments: [
    ("a = b", "b", "a = b", "    ^"), ("a = bcd", "bcd", "a = bcd", "    ^^^"), ("\ta\t= b", "b", " a = b", "     ^"),
    ("é = b", "b", "é = b", "    ^"), ("é = b", "é", "é = b", "^"),
    ("naïveté = b", "naïveté", "naïveté = b", "^^^^^^^"),
    ("a = b\r\n", "b", "a = b", "    ^"),
  ])
  func `the caret stands under what it marks`(text: String, part: String, line: String, carets: String) throws {
    #expect(try excerpt(text, marking: part) == [line, carets])
  }

  @Test(arguments: [
    ("日本 = b", "b", "       ^"), ("日本 = b", "日本", "^^^^"), ("日本 = b", "本", "  ^^"), ("😀 = b", "b", "     ^"),
    ("한글: b", "b", "      ^"), ("ＡＢ=b", "b", "     ^"), ("e\u{301} = b", "b", "    ^"), ("a\u{200B}b", "b", " ^"),
    ("🇩🇪 b", "b", "   ^"), ("e\u{301}", "\u{301}", " ^"),
  ])
  func `wide characters take two columns and marks none`(text: String, part: String, carets: String) throws {
    #expect(try excerpt(text, marking: part) == [text, carets])
  }

  @Test func `a mark that goes on to the next line ends with its own`() throws {
    #expect(try excerpt("ab\ncd", marking: "b\ncd") == ["ab", " ^"])
  }

  @Test func `an empty span has one caret, also behind the line`() {
    let renderer = DiagnosticRenderer()
    let end = Diagnostic.error("x", at: SourceSpan(file: file, range: 5..<5))
    #expect(renderer.render(end).hasSuffix("    1 | [tox]\n      |      ^\n"))
    let beyond = Diagnostic.error("x", at: SourceSpan(file: SourceFile(path: "a", text: "ab"), range: 90..<95))
    #expect(renderer.render(beyond) == "a:1:3: error: x\n    1 | ab\n      |   ^\n")
  }

  @Test func `numbers of five and six digits keep the bar in line`() {
    let text = String(repeating: "\n", count: 99_999) + "ab"
    let diagnostic = Diagnostic.error(
      "x", at: SourceSpan(file: SourceFile(path: "a", text: text), range: 99_999..<100_001))
    #expect(DiagnosticRenderer().render(diagnostic) == "a:100000:1: error: x\n100000 | ab\n       | ^^\n")
  }

  @Test func `a long line is cut`() throws {
    let line = String(repeating: "-", count: 30) + "X" + String(repeating: "+", count: 30)
    #expect(try excerpt(line, marking: "X", columnCount: 20) == ["----------X+++++++++", "          ^"])
    #expect(try excerpt(line, marking: "---", columnCount: 20) == [String(repeating: "-", count: 20), "^^^"])
    let whole = try excerpt(line, marking: line, columnCount: 20)
    #expect(whole == [String(repeating: "-", count: 20), String(repeating: "^", count: 20)])
  }

  @Test func `control characters of the user's text do not reach the terminal`() {
    let file = SourceFile(path: "a\u{1B}[2J", text: "x\u{1B}[31m = \u{7F}\u{9B}\u{7}")
    let diagnostic = Diagnostic(
      .error, "'\u{1B}[31m'\nis bad", at: SourceSpan(file: file, range: 0..<1),
      notes: [.init("see \u{8}", at: SourceSpan(file: file, range: 0..<1))], help: "drop\t\u{1B}")
    #expect(
      DiagnosticRenderer().render(diagnostic) == """
        a?[2J:1:1: error: '?[31m' is bad
            1 | x?[31m = ???
              | ^
          note: see ? (a?[2J:1)
          help: drop ?

        """)
  }
}
