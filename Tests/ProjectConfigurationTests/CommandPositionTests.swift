import Testing

@testable import ProjectConfiguration

@Suite("The place in a command line")
struct CommandPositionTests {
  @Test(
    "The program is the first word behind the marks of its line",
    arguments: [
      ("", true), ("py", true), ("  py", true), ("- py", true), ("!- \tpy", true), ("-py", true), ("py -", false),
      ("py ", false), ("py\u{A0}", false), ("py a\n", true), ("py a\n  ", true), ("py a\n b c", false),
      ("- py -m", false),
    ])
  func programIsTheFirstWord(text: String, isProgram: Bool) {
    var whole = CommandPosition()
    whole.advance(over: text)
    #expect(whole.isWithinProgram == isProgram)
    // However the text is cut.
    var pieces = CommandPosition()
    for character in text { pieces.advance(over: String(character)) }
    #expect(pieces.isWithinProgram == isProgram)
  }
}
