import Testing

@testable import SwtoxCommand

@Suite struct ClipboardProgramTests {
  private func words(_ variables: [String: String], there: Set<String>, setting: String = "auto") -> [[String]]? {
    ClipboardProgram(setting: setting, variables: variables, isThere: there.contains)?.candidates
  }

  @Test func `the session decides which program is asked`() {
    let all: Set = ["wl-copy", "xclip", "xsel", "tmux"]
    let everything = ["WAYLAND_DISPLAY": "wayland-0", "DISPLAY": ":0", "TMUX": "/tmp/tmux"]
    #expect(words(everything, there: all)?.map(\.first) == ["wl-copy", "xclip", "xsel", "tmux"])
    #expect(words(everything, there: ["xclip"]) == [["xclip", "-selection", "clipboard"]])
    #expect(words(["DISPLAY": ":0"], there: ["xsel"]) == [["xsel", "--clipboard", "--input"]])
    #expect(words(["TMUX": "/tmp/tmux", "DISPLAY": ""], there: all) == [["tmux", "load-buffer", "-w", "-"]])
    #expect(words([:], there: all) == nil)
    #expect(words(everything, there: []) == nil)
  }

  @Test func `a setting decides more than the session`() {
    #expect(words(["DISPLAY": ":0"], there: ["xclip"], setting: "terminal") == nil)
    #expect(words([:], there: [], setting: "my-copy --to 'the clip board'") == [["my-copy", "--to", "the clip board"]])
    #expect(words([:], there: [], setting: "''") == [[""]])
  }

  @Test func `a program is given the text, and its failure is told`() {
    func problem(_ setting: String) -> String? {
      ClipboardProgram(setting: setting, variables: [:]) { _ in false }?
        .take("copied\n", variables: ["PATH": "/usr/bin:/bin"])
    }
    #expect(problem("grep -qx copied") == nil)
    #expect(problem("grep -qx other") == "'grep' could not copy: exit code 1")
    #expect(problem("no-such-copy")?.hasPrefix("there is no program 'no-such-copy' to copy with") == true)
  }

  @Test func `the next program is asked when one fails`() throws {
    let variables = ["PATH": "/usr/bin:/bin", "DISPLAY": ":0", "TMUX": "x"]
    let clipboard = try #require(ClipboardProgram(setting: "auto", variables: variables) { _ in true })
    #expect(clipboard.candidates.map(\.first) == ["xclip", "xsel", "tmux"])
    let problem = clipboard.take("text", variables: ["PATH": "/nowhere"])
    #expect(problem == "there is no program 'xclip' to copy with; see 'clipboard' in tui.conf")
  }
}
