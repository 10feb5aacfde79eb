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
