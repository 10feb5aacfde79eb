import Testing

@testable import Dashboard

@Suite struct DetailPageTests {
  @Test(arguments: [
    ("one two three", 8, ["one two", "three"]),
    ("/home/user/project/.swtox/py311", 16, ["/home/user/", "project/.swtox/", "py311"]),
    ("/averylongname/b", 10, ["/averylong", "name/b"]), ("at /a/bc/def", 6, ["at", "/a/bc/", "def"]),
  ])
  func `lines break at blanks, and paths behind their slashes`(text: String, width: Int, lines: [String]) {
    #expect(DetailPage.wrapped(text, width: width) == lines)
  }
}
