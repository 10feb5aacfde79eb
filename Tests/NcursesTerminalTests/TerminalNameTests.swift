import Testing

@testable import NcursesTerminal

@Suite struct TerminalNameTests {
  @Test(arguments: [[:], ["TERM": ""]] as [[String: String]])
  func `a terminal without a type has no name`(variables: [String: String]) {
    #expect(TerminalName(variables: variables) == nil)
  }

  @Test(arguments: [
    ("xterm-256color", false, ["xterm-256color", "xterm-256color"]),
    ("xterm-256color", true, ["xterm-direct", "xterm-256color", "xterm-direct", "xterm-256color"]),
    ("xterm-ghostty", false, ["xterm-ghostty", "xterm-256color"]),
    ("xterm-kitty", true, ["kitty-direct", "xterm-kitty", "xterm-direct", "xterm-256color"]),
    ("foot", false, ["foot", "xterm-256color"]), ("alacritty", false, ["alacritty", "xterm-256color"]),
    ("wezterm", true, ["wezterm-direct", "wezterm", "xterm-direct", "xterm-256color"]),
    ("tmux-256color", true, ["tmux-direct", "tmux-256color"]), ("screen", false, ["screen"]), ("dumb", false, ["dumb"]),
    ("linux", false, ["linux"]), ("nosuchterm", false, ["nosuchterm"]),
  ])
  func `types that follow xterm fall back to it`(name: String, wantsTrueColor: Bool, candidates: [String]) throws {
    let name = try #require(TerminalName(variables: ["TERM": name]))
    #expect(name.candidates(wantsTrueColor: wantsTrueColor) == candidates)
  }

  @Test(arguments: [("xterm", true), ("tmux-256color", true), ("linux", false), ("vt100", false), ("ansi", false)])
  func `consoles are not asked questions`(name: String, answers: Bool) throws {
    #expect(try #require(TerminalName(variables: ["TERM": name])).answersQueries == answers)
  }

  @Test(arguments: [
    TerminalError.noTerminal, .typeNotSet, .typeUnknown("x"), .typeTooSimple("dumb"),
    .systemRefused("open it", errno: 5),
  ])
  func `an error says in one line each what is wrong and what to do`(error: TerminalError) {
    for line in [error.message, error.help] {
      #expect(!line.isEmpty)
      #expect(!line.contains("\n"))
      #expect(!line.hasSuffix("."))
    }
  }
}
