import Testing

@testable import LocalHost

@Suite struct CommandTextTests {
  @Test(arguments: [
    ("python\0-m\0pytest\0", "python -m pytest"), ("title\0\0\0", "title"), ("a\nb\u{1B}[m\0", "a b [m"), ("", nil),
    ("\0\0", nil),
  ])
  func `arguments are joined by spaces`(arguments: String, text: String?) {
    #expect(CommandText.text(ofArguments: Array(arguments.utf8)) == text)
  }

  @Test func `a name is put in brackets`() {
    #expect(CommandText.text(ofName: Array("kworker/0:1\n".utf8)) == "[kworker/0:1]")
  }

  @Test(arguments: ["x", "é", "漢", "🦉"])
  func `long command lines are cut between scalars`(scalar: String) throws {
    let text = try #require(CommandText.text(ofArguments: Array(String(repeating: scalar, count: 300).utf8)))
    #expect(text.utf8.count <= 200)
    #expect(text.utf8.count > 190)
    #expect(text.allSatisfy { String($0) == scalar })
  }
}
