import Planning
import Testing

@Suite struct RequirementLineTests {
  @Test(arguments: [
    ("-r base.txt  # note", "/p/base.txt"), ("-rbase.txt # note", "/p/base.txt"),
    ("-c limits.txt\t# a # b", "/p/limits.txt"),
    ("--requirement=base.txt # note", "/p/base.txt"), ("--constraint  /etc/limits.txt  # x", "/etc/limits.txt"),
    ("-r base#1.txt", "/p/base#1.txt"), ("-r base.txt #", "/p/base.txt"), ("-r sub/base.txt", "/p/sub/base.txt"),
  ])
  func `a file is named without the comment behind it`(line: String, path: String) {
    #expect(RequirementLine.file(in: line, from: "/p") == path)
  }

  @Test(arguments: [
    ("attrs\n# note \\\nsix\n", ["attrs", "six"]),
    ("attrs \\\n  ; python_version > '3'\n", ["attrs ; python_version > '3'"]),
    ("six \\", ["six"]), ("a \\\n# note\nb\n", ["a", "b"]), ("-e ./x\n--pre\n", ["-e ./x", "--pre"]),
    ("a  # one\r\n\r\nb#c\r\n", ["a", "b#c"]),
  ])
  func `a file is read as pip reads it`(text: String, lines: [String]) {
    #expect(RequirementFile(text: text, in: "/p").lines == lines)
  }

  @Test(arguments: [
    ("Foo.Bar>=1", "foo-bar"), ("foo_bar[x] @ https://x/y.whl", "foo-bar"), ("https://x/y.whl", nil), ("-e .", nil),
    ("./x", nil),
  ])
  func `the name of what a line asks for`(line: String, name: String?) {
    #expect(RequirementLine.name(line) == name)
  }

  @Test(arguments: ["pytest", "# -r base.txt", "-e . # -r x", "--pre", ""])
  func `other lines name no file`(line: String) {
    #expect(RequirementLine.file(in: line, from: "/p") == nil)
  }

  @Test(arguments: [
    ("-r base.txt  # note", ["-r", "base.txt"]), ("-e ./lib # note", ["-e", "./lib"]), ("-c=x.txt", ["-c", "x.txt"]),
    ("pytest>=7", ["pytest>=7"]), ("--index-url https://x", ["--index-url", "https://x"]),
  ])
  func `the words of a line have no comment`(line: String, words: [String]) {
    #expect(RequirementLine.arguments(line) == words)
  }
}
