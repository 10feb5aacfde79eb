import Logs
import Screen
import Testing

@Suite struct LogSanitizerTests {
  private func cells(_ bytes: [UInt8], limit: Int = .max) -> [Cell] { LogSanitizer.cells(of: bytes.span, limit: limit) }
  private func cells(_ text: String, limit: Int = .max) -> [Cell] { cells(Array(text.utf8), limit: limit) }

  /// The glyphs; dim ones of our own making come in braces.
  private func shown(_ cells: [Cell]) -> String {
    var text = ""
    var isLiteral = false
    for cell in cells where !cell.isFiller {
      if (cell.style.role == .dim) != isLiteral { text += isLiteral ? "}" : "{" }
      isLiteral = cell.style.role == .dim
      if let scalar = Unicode.Scalar(cell.scalar) { text.unicodeScalars.append(scalar) }
    }
    return text + (isLiteral ? "}" : "")
  }

  private func shown(_ text: String) -> String { shown(cells(text)) }
  private func style(_ text: String) -> CellStyle? { cells(text).last?.style }

  @Test(arguments: [
    ("plain", "plain"), ("", ""), ("\u{1B}[31mred\u{1B}[0m", "red"),
    ("a\u{1B}[2J\u{1B}[H\u{1B}[10;10Hb", "ab"), ("a\u{1B}[?25lb\u{1B}[6nc\u{1B}[>4;2md", "abcd"),
    ("a\u{1B}[1 qb\u{1B}[!pc", "abc"),
    ("\u{1B}]0;title\u{7}text", "text"), ("\u{1B}]2;title\u{1B}\\text", "text"),
    ("\u{1B}]8;;http://x/\u{1B}\\link\u{1B}]8;;\u{1B}\\!", "link!"), ("\u{1B}]52;c;aGk=\u{7}x", "x"),
    ("a\u{1B}P1$r0m\u{1B}\\b", "ab"), ("a\u{1B}_Gf=24;AAAA\u{1B}\\b", "ab"), ("a\u{1B}^pm\u{1B}\\b", "ab"),
    ("a\u{1B}Xsos\u{1B}\\b", "ab"), ("a\u{1B}ktitle\u{1B}\\b", "ab"), ("a\u{1B}cb", "ab"), ("a\u{1B}(Bb\u{F}", "ab"),
    ("a\u{1B}7b\u{1B}8c\u{1B}=d\u{1B}\\e", "abcde"),
    ("a\u{9B}31mb\u{9D}0;t\u{9C}c\u{85}d\u{90}q\u{1B}\\e", "abcde"), ("\u{1B}]0;t\u{18}x", "x"),
  ])
  func `sequences leave no trace in the text`(text: String, expected: String) {
    #expect(shown(text) == expected)
  }

  @Test func `raw 8-bit controls count as their UTF-8 forms`() {
    #expect(shown(cells(Array("a".utf8) + [0x9B] + Array("31mb".utf8) + [0x85])) == "ab")
    #expect(shown(cells([0x9D] + Array("0;t".utf8) + [0x9C] + Array("x".utf8))) == "x")
    #expect(shown(cells(Array("\u{1B}]0;".utf8) + Array("✜".utf8) + [0x07, 0x78])) == "x")
  }

  @Test(arguments: [
    ("a\u{1B}", "a{^[}"), ("a\u{1B}[31", "a{^[}[31"), ("a\u{1B}]0;x", "a{^[}]0;x"), ("\u{1B}[3\u{1}m", "{^[}[3{^A}m"),
    ("\u{1B}]0;x\u{1B}[1my", "{^[}]0;xy"), ("a\u{9D}0;x", "a{‹9D›}0;x"), ("\u{1B}é", "{^[}é"), ("\u{1B}(", "{^[}("),
  ])
  func `a sequence without an end is shown`(text: String, expected: String) {
    #expect(shown(text) == expected)
  }

  @Test func `a string sequence of more than 4 KiB is shown`() {
    let fits = String(repeating: "x", count: 4000)
    let long = String(repeating: "x", count: 5000)
    #expect(shown("\u{1B}]\(fits)\u{7}.") == ".")
    #expect(shown("\u{1B}]\(long)\u{7}.") == "{^[}]\(long){^G}.")
  }

  @Test(arguments: [
    ("a\u{0}b", "a{^@}b"), ("\u{7}", "{^G}"), ("\u{7F}", "{^?}"), ("a\nb", "a{^J}b"),
    ("\u{202E}abc\u{202C}", "{‹RLO›}abc{‹PDF›}"), ("a\u{200B}\u{200D}\u{FEFF}", "a{‹ZWSP›‹ZWJ›‹BOM›}"),
    ("\u{2066}\u{2069}\u{200E}\u{200F}\u{61C}", "{‹LRI›‹PDI›‹LRM›‹RLM›‹ALM›}"), ("e\u{301}", "e"),
    ("a\u{AD}b", "a{‹SHY›}b"),
    ("\u{2028}", "{‹LS›}"), ("\u{E0041}x", "x"),
  ])
  func `what draws nothing is named or dropped`(text: String, expected: String) {
    #expect(shown(text) == expected)
  }

  @Test(
    arguments: [
      ([0xFF], "{‹FF›}"), ([0xC3], "{‹C3›}"), ([0xC3, 0x28], "{‹C3›}("), ([0xE2, 0x94], "{‹E2›‹94›}"),
      ([0xC0, 0xAF], "{‹C0›‹AF›}"), ([0xED, 0xA0, 0x80], "{‹ED›‹A0›‹80›}"),
      ([0xF4, 0x90, 0x80, 0x80], "{‹F4›‹90›‹80›‹80›}"),
      ([0xF0, 0x9F, 0x98, 0x41], "{‹F0›‹9F›‹98›}A"), ([0xF5], "{‹F5›}"), ([0xE9, 0x41], "{‹E9›}A"),
    ] as [([UInt8], String)])
  func `bytes that are not UTF-8 are shown as numbers`(bytes: [UInt8], expected: String) {
    #expect(shown(cells(bytes)) == expected)
  }

  @Test(arguments: [
    ("10%\r50%\r100%", "100%"), ("done\r", "done"), ("text\r\r", "text"), ("100%\r\u{1B}[K", "100%"),
    ("abc\rx", "x"), ("\rabc", "abc"), ("a\r\u{1B}[31mb\r", "b"),
  ])
  func `the last part with anything in it is shown`(text: String, expected: String) {
    #expect(shown(text) == expected)
  }

  @Test(arguments: [
    ("\ta", "        a"), ("ab\tc", "ab      c"), ("12345678\tx", "12345678        x"), ("日\tx", "日      x"),
  ])
  func `a tab goes to a multiple of eight`(text: String, expected: String) {
    #expect(shown(text) == expected)
  }

  @Test(arguments: [
    ("ab\u{8}c", "ac"), ("abc\u{8}\u{8}\u{8}", "abc"), ("\u{8}a", "a"), ("日\u{8}ab", "ab"), ("日x\u{8}\u{8}本", "本x"),
    ("ab\u{8}\u{8}日", "日"), ("abc\u{8}\u{8}日", "a日"), ("a日\u{8}\u{8}本", "本 "), ("日\u{8}a", "a "),
  ])
  func `a backspace lets the next character take a place`(text: String, expected: String) {
    #expect(shown(text) == expected)
  }

  @Test func `overstrikes are bold and underlined`() {
    #expect(cells("a\u{8}a").map(\.style) == [CellStyle(.text, attributes: .bold)])
    #expect(cells("_\u{8}a") == [Cell(scalar: 0x61, style: CellStyle(.text, attributes: .underline))])
    #expect(cells("a\u{8}_") == [Cell(scalar: 0x61, style: CellStyle(.text, attributes: .underline))])
    #expect(style("_\u{8}a\u{8}a") == CellStyle(.text, attributes: [.bold, .underline]))
    #expect(cells("日\u{8}日").map(\.style.attributes) == [.bold, .bold])
  }

  @Test func `a wide character takes two cells`() {
    #expect(cells("日x").map(\.scalar) == [0x65E5, 0, 0x78])
  }

  @Test(
    arguments: [
      ("31", Color.indexed(1), nil), ("97;100", .indexed(15), .indexed(8)), ("38;5;208", .indexed(208), nil),
      ("48;5;17", nil, .indexed(17)), ("38;2;1;2;3", .rgb(1, 2, 3), nil), ("38:2:1:2:3", .rgb(1, 2, 3), nil),
      ("38:2::1:2:3", .rgb(1, 2, 3), nil), ("48:5:9;31", .indexed(1), .indexed(9)), ("38;5;300", nil, nil),
      ("38;2;1;2", nil, nil), ("31;39", nil, nil), ("31;", nil, nil), ("", nil, nil), ("31;41", nil, nil),
      ("31;44;49", .indexed(1), nil), ("58;5;9;32", .indexed(2), nil), ("58:2::1:2:3;32", .indexed(2), nil),
      ("38:2:0:1:2:3:0:0;44", .rgb(1, 2, 3), .indexed(4)), ("99999999999999999999;35", .indexed(5), nil),
    ] as [(String, Color?, Color?)])
  func `colours are taken`(parameters: String, foreground: Color?, background: Color?) {
    #expect(style("\u{1B}[\(parameters)mx") == CellStyle(.text, foreground: foreground, background: background))
  }

  @Test(
    arguments: [
      ("1", .bold), ("2", .dim), ("3", .italic), ("4", .underline), ("7", .reverse), ("5", .bold), ("8", []),
      ("1;2;22", []), ("3;23", []), ("4;24", []), ("7;27", []), ("5;25", []), ("1;5;25", .bold), ("4:3", .underline),
      ("4:3;4:0", []), ("21", .underline), ("1;4;0", []), ("1;4;7", [.bold, .underline, .reverse]), ("1;9;53", .bold),
    ] as [(String, TextAttributes)])
  func `attributes are taken`(parameters: String, attributes: TextAttributes) {
    #expect(style("\u{1B}[\(parameters)mx") == CellStyle(.text, attributes: attributes))
  }

  @Test func `what is beyond the limit is left out`() {
    #expect(shown(cells("abcdef", limit: 3)) == "abc")
    #expect(shown(cells("ab日cd", limit: 3)) == "ab")
    #expect(shown(cells("abcdef\rxy", limit: 3)) == "xy")
    #expect(shown(cells("\tx", limit: 3)) == "   ")
    #expect(cells("abc", limit: 0).isEmpty)
    #expect(shown(cells("abcdef\r", limit: 3)) == "abc")
  }

  @Test(arguments: [
    ("\u{1B}[1mE   assert\u{1B}[0m\r", "E   assert"), ("a\tb", "a\tb"), ("_\u{8}a\u{8}ab", "ab"),
    ("e\u{301}", "e\u{301}"),
    ("\u{202E}x\u{200B}\u{FEFF}", "x"), ("👩\u{200D}💻", "👩\u{200D}💻"), ("10%\r20%", "20%"), ("a\u{0}\u{7}b", "ab"),
    ("a\u{8}_", "a"), ("ab\u{8}\u{8}xy", "xy"), ("", ""), ("e\u{301}\u{8}a", "a\u{301}"),
  ])
  func `copied text is clean`(text: String, expected: String) {
    #expect(LogSanitizer.plainText(of: Array(text.utf8).span) == expected)
  }

  @Test func `copied text has a replacement for each byte that is not UTF-8`() {
    #expect(LogSanitizer.plainText(of: [0x61, 0xFF, 0xC3, 0x62].span) == "a\u{FFFD}\u{FFFD}b")
  }

  @Test func `a mark stays with its character, and nothing else that takes no room does`() {
    let cells = LogSanitizer.cells(of: Array("e\u{301}\u{302}x日\u{308}⚠\u{FE0F}".utf8).span)
    #expect(cells.map(\.scalar) == [0x65, 0x78, 0x65E5, 0, 0x26A0])
    #expect(cells.map(\.mark) == [0x301, 0, 0x308, 0, 0])
    #expect(LogSanitizer.coloredText(of: Array("e\u{301}".utf8).span) == "e\u{301}")
  }
}
