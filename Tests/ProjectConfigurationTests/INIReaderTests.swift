import ProjectConfiguration
import SourceText
import Testing

@Suite struct INIReaderTests {
  private func read(_ text: String) throws -> ConfigurationDocument {
    try INIReader.read(SourceFile(path: "tox.ini", text: text))
  }

  private func messages(_ text: String) -> [String] {
    do {
      _ = try read(text)
      return []
    } catch let error as DiagnosticError {
      return error.diagnostics.map { "\($0.span?.location ?? "-") \($0.message)" }
    } catch {
      return ["\(error)"]
    }
  }

  @Test func `sections, keys and positions are kept in order`() throws {
    let document = try read("[tox]\nenv_list = a\n[testenv]\nDeps:\n  x\n\n  y\n")
    #expect(document.sections.map(\.name) == ["tox", "testenv"])
    let deps = try #require(document[section: "testenv"]?["deps"])
    #expect(deps.text == "\nx\n\ny")
    #expect(deps.keySpan.location == "tox.ini:4:1")
    #expect(deps.lines[1].span.location == "tox.ini:5:3")
  }

  @Test(arguments: [
    ("a = 1 # c", "1"), ("a = 1#c", "1"), ("a = \\# x", "# x"), ("a = x\n# c\n  y", "x\ny"),
    ("a = x\n  ; c\n  y", "x\ny"),
    ("a : b = c", "b = c"), ("a =", ""),
  ])
  func `comments and delimiters follow configparser`(line: String, value: String) throws {
    #expect(try read("[testenv]\n\(line)\n")[section: "testenv"]?["a"]?.text == value)
  }

  @Test(arguments: [
    ("x = 1\n", "tox.ini:1:1 this line stands before any section"),
    ("[tox\nx = 1\n", "tox.ini:1:1 this section's name is not closed"),
    ("[tox]\n[testenv\nx = 1\n", "tox.ini:2:1 this section's name is not closed"),
    ("[tox]\nfoo\n", "tox.ini:2:1 this line is neither a section nor 'key = value'"),
    ("[tox]\na=1\na=2\n", "tox.ini:3:1 'a' is already set in section 'tox'"),
    ("[tox]\n[tox]\n", "tox.ini:2:2 section 'tox' is already defined"),
    ("[tox]\na\u{0}b\n", "tox.ini:2:2 the file holds a NUL byte and is no text"),
  ])
  func `mistakes are told at their place`(text: String, message: String) {
    #expect(messages(text) == [message])
  }

  @Test func `bytes that are no UTF-8 are refused at the first of them`() {
    let file = SourceFile(path: "tox.ini", bytes: Array("[tox]\na = é".utf8) + [0xFF, 0xFE])
    #expect(throws: DiagnosticError.self) { try INIReader.read(file) }
    do { _ = try INIReader.read(file) } catch { #expect(error.diagnostics.first?.span?.location == "tox.ini:2:6") }
  }

  @Test func `a condition that stands for too much is told at its place`() {
    let found = messages("[testenv]\ndeps =\n  {1-1000}{1-1000}: a\n  b\n  {1-1000}{1-1000}: c\n")
    #expect(found == ["tox.ini:3:3 the condition '{1-1000}{1-1000}' stands for more than 10000 names"])
  }

  @Test func `conditions that together stand for too much are refused once`() {
    let lines = (0..<150).map { "  x\($0){1-9999}: a\n" }.joined()
    let found = messages("[testenv]\ndeps =\n\(lines)")
    #expect(found == ["tox.ini:53:3 the conditions up to here stand for more than 500000 names"])
  }

  @Test func `every mistake of a file is told`() {
    #expect(messages("[tox]\nfoo\nbar\nbaz\n").count == 3)
  }
}
