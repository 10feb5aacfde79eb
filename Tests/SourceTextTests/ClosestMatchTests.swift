import SourceText
import Testing

@Suite struct ClosestMatchTests {
  private let keys = ["commands", "commands_pre", "deps", "description", "pass_env", "set_env"]

  @Test(arguments: [
    ("comands", "commands"), ("commands", "commands"), ("commands_pr", "commands_pre"), ("dep", "deps"),
    ("depz", "deps"), ("desciption", "description"), ("passenv", "pass_env"), ("setenv", "set_env"),
    ("ocmmands", "commands"), ("command_per", "commands_pre"),
  ])
  func `a slip finds the word that was meant`(word: String, expected: String) {
    #expect(closestMatch(to: word, among: keys) == expected)
  }

  @Test(arguments: ["basepython", "xyz", "eps_", "description_of_it", "co"])
  func `what is too far has no suggestion`(word: String) {
    #expect(closestMatch(to: word, among: keys) == nil)
  }

  @Test(
    arguments: [
      ("ab", ["ax"], "ax"), ("ab", ["xy"], nil), ("abcdef", ["abcdxy"], "abcdxy"), ("abcdef", ["abcxyz"], nil),
      ("abcde", ["abcxy"], nil), ("abcdef", ["abcdefgh"], "abcdefgh"), ("abcdef", ["abcdefghi"], nil),
    ] as [(String, [String], String?)])
  func `a third of the word may differ, and one edit always`(word: String, candidates: [String], expected: String?) {
    #expect(closestMatch(to: word, among: candidates) == expected)
  }

  @Test func `of two equally close the first one wins`() {
    #expect(closestMatch(to: "py31x", among: ["py311", "py312"]) == "py311")
    #expect(closestMatch(to: "py31x", among: ["py312", "py311"]) == "py312")
  }

  @Test func `a closer one wins over an earlier one`() {
    #expect(closestMatch(to: "command", among: ["commxyd", "commands", "commandss"]) == "commands")
    #expect(closestMatch(to: "deps", among: ["dep", "deps"]) == "deps")
  }

  @Test func `without candidates there is no suggestion`() {
    #expect(closestMatch(to: "deps", among: []) == nil)
  }

  @Test func `letters beyond ASCII count their bytes`() {
    #expect(closestMatch(to: "größe", among: ["größer"]) == "größer")
    #expect(closestMatch(to: "grosse", among: ["größe"]) == nil)
  }
}
