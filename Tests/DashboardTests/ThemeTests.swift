import FoundationEssentials
import RunModel
import Screen
import SourceText
import Testing

@testable import Dashboard

@Suite struct ThemeTests {
  @Test(arguments: BuiltInThemes.all.map(\.name))
  func `built-in themes are the files in themes`(name: String) throws {
    let root = #filePath.split(separator: "/").dropLast(3).joined(separator: "/")
    let bytes = try #require(FileManager.default.contents(atPath: "/\(root)/themes/\(name).theme"))
    let text = try #require(BuiltInThemes.all.first { $0.name == name }?.text)
    #expect(String(decoding: bytes, as: UTF8.self) == text)
  }

  @Test(arguments: BuiltInThemes.all.map(\.name))
  func `built-in themes have no mistakes`(name: String) throws {
    let text = try #require(BuiltInThemes.all.first { $0.name == name }?.text)
    #expect(ThemeReader().read(path: name, text: text).diagnostics == [])
  }

  @Test(arguments: [
    ("[role]\ntext = blu\n", "2:8", "'blu' is neither a colour nor an attribute"),
    ("[role]\nborders = red\n", "2:1", "unknown role 'borders'"),
    ("[status]\npass = green ; fial = red\n", "2:16", "unknown status 'fial'"),
    ("[colors]\n", "1:1", "unknown section 'colors'"),
    ("shape = round\n", "1:1", "unknown key 'shape'"),
    ("inherits = nowhere\n", "1:12", "there is no theme 'nowhere' to inherit from"),
    ("[palette]\nsea = #12345\n", "2:7", "'#12345' is not a colour"),
    ("[glyph]\npass = ✓ P\n", "2:8", "a glyph needs three marks of one column: symbol, letter and ASCII"),
    ("[option]\nborders = round\n", "2:11", "'borders' is auto, line, ascii or none"),
    ("[option]\nappearance = grey\n", "2:14", "'appearance' is dark, light or any"),
    ("[role]\ntext red\n", "2:1", "expected 'name = value'"),
  ])
  func `mistakes are reported where they stand`(text: String, place: String, message: String) {
    let diagnostics = ThemeReader().read(path: "x.theme", text: text).diagnostics
    #expect(diagnostics.map(\.message) == [message])
    #expect(diagnostics.first?.span?.location == "x.theme:\(place)")
  }

  @Test func `the appearance is said or inherited`() {
    let reader = ThemeReader()
    #expect(reader.read(path: "x", text: "[option]\nappearance = light\n").theme.appearance == .light)
    #expect(reader.read(path: "x", text: "inherits = default-dark\n").theme.appearance == .dark)
    #expect(reader.read(path: "x", text: "[role]\ntext = red\n").theme.appearance == .any)
  }

  @Test func `a misspelt name brings a suggestion`() {
    let diagnostics = ThemeReader().read(path: "x", text: "[status]\nfal = red\n").diagnostics
    #expect(diagnostics.first?.help == "did you mean 'fail'?")
  }

  @Test func `depths that are not given are computed`() {
    let text = "[palette]\nsea = #2fafff\nsky = #2fafff | 39 | blue\n[role]\ntext = sea ; key = sky ; dim = 245\n"
    let styles = ThemeReader().read(path: "x", text: text).theme.styles
    #expect(
      styles[.text].foreground
        == PaletteColor(trueColor: .rgb(0x2F, 0xAF, 0xFF), palette256: .indexed(39), ansi16: .indexed(6)))
    #expect(styles[.key].foreground.ansi16 == .indexed(4))
    #expect(styles[.dim].foreground.trueColor == .rgb(138, 138, 138))
    #expect(styles[.dim].foreground.ansi16 == .indexed(8))
  }

  @Test func `looks have attributes, backgrounds and glyphs`() {
    let text = """
      inherits = default-dark   # any key may be left out
      [status]
      fail = bold on 52 ; pass = default   # quiet
      [glyph]
      run = » R >
      [option]
      borders = ascii
      """
    let result = ThemeReader().read(path: "x", text: text)
    #expect(result.diagnostics == [])
    #expect(result.theme.styles[.fail].attributes == .bold)
    #expect(result.theme.styles[.fail].background.palette256 == .indexed(52))
    #expect(result.theme.styles[.pass] == RoleStyle())
    #expect(result.theme.styles[.key] != RoleStyle())
    #expect(result.theme.glyphs.text(of: .running, in: .symbols) == "»")
    #expect(result.theme.borders == .ascii)
  }

  @Test(
    arguments: [
      (nil, [:], "default-dark"), (nil, ["NO_COLOR": "1"], "mono"), (nil, ["NO_COLOR": ""], "default-dark"),
      ("default-light", ["NO_COLOR": "1"], "default-light"),
    ] as [(String?, [String: String], String)])
  func `the first theme follows the wish and NO_COLOR`(
    wanted: String?, variables: [String: String], first: String
  ) {
    #expect(Theme.builtIn(wanted: wanted, variables: variables).first?.name == first)
  }

  @Test func `mono has no colours`() throws {
    let mono = try #require(ThemeReader.builtIn("mono"))
    for role in ThemeRole.allCases {
      #expect(mono.styles[role].foreground == .terminal)
      #expect(mono.styles[role].background == .terminal)
    }
  }

  @Test func `marks of states differ in every alphabet`() {
    for set in GlyphSet.allCases {
      let marks = MatrixStatus.allCases.map { StatusGlyphs().scalar(of: $0, in: set) }
      #expect(Set(marks).count == marks.count)
    }
  }
}
