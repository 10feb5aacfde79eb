import Logs
import TestKit
import Testing

@Suite struct ColoredTextTests {
  private func colored(_ bytes: [UInt8]) -> String { LogSanitizer.coloredText(of: bytes.span) }
  /// With `^` for ESC.
  private func colored(_ text: String) -> String {
    let bytes = Array(text.utf8).map { $0 == UInt8(ascii: "^") ? 0x1B : $0 }
    return String(decoding: colored(bytes).utf8.map { $0 == 0x1B ? UInt8(ascii: "^") : $0 }, as: UTF8.self)
  }

  @Test(arguments: ["", "plain", "日本 é", "a  b"])
  func `text without colours is the same`(text: String) {
    #expect(colored(text) == text)
  }

  @Test(arguments: [
    ("31", "31"), ("37", "37"), ("40", "40"), ("97", "97"), ("100;91", "91;100"), ("38;5;1", "31"), ("38;5;9", "91"),
    ("48;5;15", "107"), ("38;5;16", "38;5;16"), ("48;5;255", "48;5;255"), ("38;2;1;2;3", "38;2;1;2;3"),
    ("48:2::255:0:7", "48;2;255;0;7"), ("1", "1"), ("2", "2"), ("3", "3"), ("4", "4"), ("7", "7"), ("5", "1"),
    ("7;4;3;2;1", "1;2;3;4;7"), ("1;31;48;5;17", "1;31;48;5;17"),
  ])
  func `colours and attributes stay and end with the line`(given: String, shown: String) {
    #expect(colored("a^[\(given)mb") == "a^[0;\(shown)mb^[0m")
  }

  @Test(arguments: [
    ("^[31ma^[32mb^[0mc", "^[0;31ma^[0;32mb^[0mc"), ("^[1;31ma^[22mb", "^[0;1;31ma^[0;31mb^[0m"),
    ("^[31ma^[31mb^[m", "^[0;31mab^[0m"), ("^[31m^[0mx", "x"), ("x^[31m", "x"), ("^[31;41mx", "x"),
    ("^[44m日^[0m", "^[0;44m日^[0m"), ("a\u{8}a", "^[0;1ma^[0m"),
  ])
  func `a change is told once, where it shows`(text: String, expected: String) {
    #expect(colored(text) == expected)
  }

  @Test(arguments: [
    ("a^[2J^[H^[10;10Hb", "ab"), ("a^[?1049h^[?25lb", "ab"), ("^]0;title\u{7}x", "x"),
    ("^]52;c;cm0gLXJm\u{7}x", "x"), ("^]8;;http://x\u{7}link^]8;;\u{7}", "link"), ("^P1$q^\\x", "x"), ("^(0x", "x"),
    ("a\u{9B}31mb", "a^[0;31mb^[0m"), ("50%\r100%", "100%"), ("a^", "a^[0;2m^[^[0m"),
    ("\u{7}", "^[0;2m^G^[0m"), ("\u{202E}x", "^[0;2m‹RLO›^[0mx"),
  ])
  func `nothing else acts on the terminal`(text: String, expected: String) {
    // An escape character that is shown is drawn as a caret of its own.
    #expect(colored(text) == expected)
  }

  @Test(arguments: [1, 2, 3] as [UInt64])
  func `whatever a program writes, only colours come out`(seed: UInt64) throws {
    var generator = SeededGenerator(seed: seed)
    let pieces: [[UInt8]] = [
      [0x1B], [0x9B], [0xC2, 0x9B], [0xFF], [0x08], [0x0D], [0x07], Array("\u{1B}[31m".utf8),
      Array("\u{1B}[38;2;1;2;3m".utf8), Array("\u{1B}[1;4m".utf8), Array("\u{1B}]0;".utf8), Array("日".utf8),
      Array("[2J".utf8), Array("m;x".utf8), [0x18],
    ]
    for _ in 0..<2_000 {
      let count = Int.random(in: 0...12, using: &generator)
      let bytes = (0..<count).flatMap { _ in pieces.randomElement(using: &generator) ?? [] }
      let text = colored(bytes)
      let plain = text.replacing(/\u{1B}\[0(;[0-9]+)*m/, with: "")
      #expect(!plain.unicodeScalars.contains { $0.value < 0x20 || (0x7F..<0xA0).contains($0.value) }, "\(bytes)")
      let last = text.matches(of: /\u{1B}\[0(?:;[0-9]+)*m/).last
      #expect(last == nil || last?.output == "\u{1B}[0m", "\(bytes)")
    }
  }
}
