import Testing

@testable import LocalHost

@Suite struct ProcessStatusTests {
  private static func line(
    name: String = "sh", state: String = "S", parent: Int = 10, group: Int = 42, session: Int = 40,
    threadCount: Int = 1, startTick: Int = 987_654
  ) -> String {
    "42 (\(name)) \(state) \(parent) \(group) \(session) 34816 -1 4194304 1 2 3 4 5 6 7 8 20 0 \(threadCount) 0 "
      + "\(startTick) 2621440 230 18446744073709551615 1 1 0 0 0 0 0 0 0 0 0 0 17 1 0 0\n"
  }

  private static func status(_ line: String) -> ProcessStatus? {
    ProcessStatus(parsing: Array(line.utf8).span)
  }

  @Test(arguments: ["sh", "a b", ":)", "x) R 1 1 1 (y", "(((", "", "tab\tline\n) "])
  func `fields begin after the last parenthesis of any name`(name: String) throws {
    let status = try #require(Self.status(Self.line(name: name)))
    #expect(status.identity == ProcessIdentity(processID: 42, startTick: 987_654))
    #expect(status.parentID == 10)
    #expect(status.groupID == 42)
    #expect(status.sessionID == 40)
    #expect(status.isLiving)
  }

  @Test(arguments: [("R", 1, true), ("T", 1, true), ("Z", 1, false), ("X", 1, false), ("Z", 2, true)])
  func `a zombie lives only while it has other threads`(state: String, threadCount: Int, isLiving: Bool) throws {
    let status = try #require(Self.status(Self.line(state: state, threadCount: threadCount)))
    #expect(status.isLiving == isLiving)
  }

  @Test(arguments: ["", "42", "42 (sh", "42 (sh)", "42 (sh) S 1 2 3", "99999999999 (sh) S 1"])
  func `a line that is cut off is no status`(line: String) {
    #expect(Self.status(line) == nil)
  }
}

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
