import Screen
import SourceText
import Testing

@testable import Dashboard

@Suite struct KeymapReaderTests {
  private func read(_ text: String) -> (keymap: Keymap, diagnostics: [Diagnostic]) {
    KeymapReader.read(SourceFile(path: "keys.conf", text: text))
  }

  @Test func `keys get other meanings, everywhere or in one place`() {
    let result = read(
      """
      # mine
      Ctrl-R = none
      F5 = rerun
      [matrix]
      R = run-all
      # = sort
      = = fold
      [ = previous-failure
      [log]
      R = follow
      """)
    #expect(result.diagnostics == [])
    let keymap = result.keymap
    #expect(keymap.command(for: .function(5), in: .log) == .rerun)
    #expect(keymap.command(for: .character("R"), in: .matrix) == .runAll)
    #expect(keymap.command(for: .character("R"), in: .log) == .follow)
    #expect(keymap.command(for: .character("R"), in: .detail) == .rerunFailed)
    #expect(keymap.command(for: .character("#"), in: .matrix) == .sort)
    #expect(keymap.command(for: .character("="), in: .matrix) == .fold)
    #expect(keymap.command(for: .character("["), in: .matrix) == .previousFailure)
    #expect(keymap.keys(for: .rerunFailed, in: .matrix) == [.character("f")])
    #expect(keymap.keysText(of: .rerunFailed).contains("R (inspection"))
  }

  @Test func `a key is taken away`() {
    let keymap = read("q = none\n[matrix]\nr = none\n").keymap
    #expect(keymap.command(for: .character("q"), in: .log) == nil)
    #expect(keymap.command(for: .character("r"), in: .matrix) == nil)
    #expect(keymap.command(for: .character("r"), in: .log) == .rerun)
    #expect(keymap.keys(for: .quit, in: .matrix).isEmpty)
  }

  @Test func `all keys are taken away first`() {
    let keymap = read("reset = true\nx = quit\n").keymap
    #expect(keymap.bindings.map(\.key) == [.character("x")])
    let local = read("[log]\nreset = true\nx = quit\n").keymap
    #expect(local.command(for: .character("x"), in: .log) == .quit)
    #expect(local.command(for: .character("q"), in: .log) == nil)
    #expect(local.command(for: .character("q"), in: .matrix) == .quit)
  }

  @Test(arguments: [
    ("x = explode\n", "1:5", "there is no action 'explode'"),
    ("\n[matrix]\nCtrl-Alt-X = quit\n", "3:1", "'Ctrl-Alt-X' is no key"),
    ("x = quit\nx = sort\n", "2:1", "x is bound twice"), ("[panel]\nx = quit\n", "1:1", "unknown section 'panel'"),
    ("quit\n", "1:1", "expected 'name = value'"), ("reset = maybe\n", "1:9", "'reset' is true or false"),
  ])
  func `mistakes are reported where they stand`(text: String, place: String, message: String) {
    let diagnostics = read(text).diagnostics
    #expect(diagnostics.map(\.message) == [message])
    #expect(diagnostics.first?.span?.location == "keys.conf:\(place)")
  }

  @Test func `a misspelt action brings a suggestion`() {
    #expect(read("x = rerun-faild\n").diagnostics.first?.help == "did you mean 'rerun-failed'?")
  }

  @Test func `every default key is read back from its name`() {
    for binding in Keymap().bindings { #expect(Key(label: binding.key.label) == binding.key) }
  }
}

@Suite struct DashboardSettingsTests {
  private func read(_ text: String) -> (settings: DashboardSettings, diagnostics: [Diagnostic]) {
    DashboardSettings.read(SourceFile(path: "tui.conf", text: text))
  }

  @Test func `settings are read`() {
    let text =
      "theme = auto\nglyphs = letters\nlayout = list\nmouse = off\nanimations = false\nwrap = yes\ntimes = on\n"
    let result = read(text)
    #expect(result.diagnostics == [])
    var expected = DashboardSettings()
    (expected.theme, expected.glyphs, expected.zoom) = ("auto", .letters, .list)
    (expected.takesMouse, expected.isAnimated, expected.isWrapped, expected.showsTimes) = (false, false, true, true)
    #expect(result.settings == expected)
  }

  @Test(arguments: [
    ("glyphs = round\n", "1:10", "'glyphs' is not 'round'"), ("mose = on\n", "1:1", "unknown setting 'mose'"),
    ("zoom = 3\n", "1:8", "'zoom' is not '3'"), ("wrap = perhaps\n", "1:8", "'wrap' is not 'perhaps'"),
  ])
  func `mistakes are reported where they stand`(text: String, place: String, message: String) {
    let diagnostics = read(text).diagnostics
    #expect(diagnostics.map(\.message) == [message])
    #expect(diagnostics.first?.span?.location == "tui.conf:\(place)")
  }
}
