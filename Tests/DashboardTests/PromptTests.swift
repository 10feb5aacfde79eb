import EnvironmentModel
import Logs
import RunModel
import Screen
import TestKit
import Testing

@testable import Dashboard

@Suite struct PromptTests {
  private func typed(_ keys: [Key], from text: String = "") -> Prompt {
    var prompt = Prompt(.search, text: text)
    for key in keys { _ = prompt.edit(key) }
    return prompt
  }

  @Test(arguments: [
    ([Key.character("a"), .character("b")], "", "ab", ""), ([.left, .character("x")], "ab", "ax", "b"),
    ([.home, .delete], "ab", "", "b"), ([.left, .control("k")], "ab", "a", ""), ([.control("u")], "ab", "", ""),
    ([.control("w")], "one two", "one ", ""), ([.control("w"), .control("w")], "one two", "", ""),
    ([.control("a"), .right], "ab", "a", "b"), ([.backspace], "é", "", ""), ([.home, .end], "ab", "ab", ""),
  ])
  func `a line is edited`(keys: [Key], text: String, before: String, after: String) {
    let prompt = typed(keys, from: text)
    #expect(prompt.before == before)
    #expect(prompt.after == after)
  }

  @Test func `what was typed before comes back`() {
    var state = Scene.failed.state(rows: 24, columns: 80)
    for word in ["one", "two"] {
      state.hit(.character("/"))
      for character in word { state.hit(.character(character)) }
      state.hit(.enter)
    }
    state.hit(.character("/"), .character("x"), .up)
    #expect(state.prompt?.text == "two")
    state.hit(.up, .up)
    #expect(state.prompt?.text == "one")
    state.hit(.down, .down)
    #expect(state.prompt?.text == "x")
  }

  @Test func `an expression that is none is told`() {
    var state = Scene.failed.state(rows: 24, columns: 80)
    state.hit(.character("/"), .character("("), .control("r"), .enter)
    #expect(state.notice.hasPrefix("'(' is no regular expression: "))
    #expect(state.log.query == nil)
  }
}

@Suite struct PaletteTests {
  private func state() -> DashboardState { Scene.failed.state(rows: 24, columns: 80) }

  private func perform(_ line: String, in state: inout DashboardState) -> [DashboardEffect] {
    state.hit(.character(":"))
    for character in line { state.hit(.character(character)) }
    return state.hit(.enter)
  }

  @Test func `every command and verb can be typed`() {
    let offers = state().palette("").map(\.line)
    for verb in PaletteVerb.allCases { #expect(offers.contains(verb.rawValue + " ")) }
    for command in DashboardCommand.allCases where PaletteVerb(rawValue: command.name) == nil {
      #expect(offers.contains(command.name))
    }
  }

  @Test(arguments: [
    ("rerun-f", "rerun-failed"), ("fail", "failures"), ("theme d", "theme default-dark"),
    ("run py310-dj5", "run py310-dj50-venv"),
    ("ivt", "invert-marks"), ("zoom o", "zoom overview"),
  ])
  func `the best offer is what was meant`(text: String, line: String) {
    #expect(state().palette(text).first?.line == line)
  }

  @Test func `Tab completes as far as offers agree`() {
    var state = state()
    state.hit(.character(":"), .character("e"), .character("x"), .tab)
    #expect(state.prompt?.text == "export ")
  }

  @Test(arguments: [
    (
      "run py310-*-venv",
      [DashboardEffect.startRun(["py310-dj42-venv", "py310-dj50-venv", "py310-dj52-venv"].map { EnvironmentName($0) })]
    ),
    ("rerun-failed", [.startRun(UpdateTests.failing)]), ("show 41", [.openRun(RunID(41))]),
    ("arguments -k 'a b'", [.setArguments(["-k", "a b"])]), ("arguments", [.setArguments(nil)]),
    ("run lint -- -x", [.setArguments(["-x"]), .startRun([EnvironmentName("lint")])]),
    ("run lint -- -k 'a b'", [.setArguments(["-k", "a b"]), .startRun([EnvironmentName("lint")])]),
    ("axes py|dj", [.remember("nesting = py dj\nrows = py\ncolumns = dj\n")]), ("quit", [.quit(.user)]),
  ])
  func `lines are done`(line: String, effects: [DashboardEffect]) {
    var state = state()
    #expect(perform(line, in: &state) == effects)
  }

  @Test(arguments: ["line 3", "3"])
  func `a line of the log is gone to`(line: String) {
    var state = state()
    #expect(perform(line, in: &state) == [])
    let paths = state.logRequest?.sections.map(\.path) ?? []
    #expect(paths.count == 3)
    #expect(state.log.seek == .place(path: paths[2], line: 2))
    let files = MemoryFiles(Dictionary(uniqueKeysWithValues: paths.map { ($0, "a\nb\nc\nd\n") }))
    state.read(LogReader { LogStore(path: $0, files: files) })
    let shown = state.log.excerpt?.rows.first { $0.position.line == state.log.matchLine }
    #expect(shown?.content == .output(LogLine(number: 0, byteOffset: 0, bytes: [0x63], isContinuation: false).cells()))
  }

  @Test(arguments: [
    ("line x", "usage: line NUMBER"), ("0", "usage: line NUMBER"), ("frobnicate", "there is no command 'frobnicate'"),
    ("rrun", "there is no command 'rrun'; did you mean 'rerun'?"),
    ("run nothing*", "no environment is called 'nothing*'"), ("theme pink", "there is no theme 'pink'"),
    ("axes os|dj", "there is no axis 'os'; there are py, dj, kind"), ("zoom 7", "usage: zoom"),
    ("export junit", "usage: export"), ("filter os:linux", "there is no 'os' to filter by"),
  ])
  func `mistakes are told`(line: String, notice: String) {
    var state = state()
    state.hit(.character(":"))
    for character in line { state.hit(.character(character)) }
    state.prompt?.chosen = nil
    // What is no command is not replaced by the nearest offer.
    _ = state.perform(line: line)
    #expect(state.notice.hasPrefix(notice), "\(state.notice)")
  }

  @Test(arguments: ["foo", "al"])
  func `what only has the letters of a command is not done`(line: String) {
    var state = state()
    #expect(!state.palette(line).isEmpty)
    #expect(perform(line, in: &state) == [])
    #expect(state.notice.hasPrefix("there is no command '\(line)'"))
  }

  @Test func `a report of the run that is shown is written`() {
    var state = state()
    state.exportFormats = ["junit", "html"]
    #expect(perform("export html out.html", in: &state) == [.export(RunID(42), format: "html", path: "out.html")])
  }
}
