import Screen
import Testing

@testable import NcursesTerminal

@Suite struct KeyDecoderTests {
  private func keys(_ text: String) -> [Key] {
    var decoder = KeyDecoder()
    return decoder.decode(text.utf8).compactMap { if case .key(let key) = $0 { key } else { nil } }
  }

  @Test(arguments: [
    ("\u{1B}[A", Key.up), ("\u{1B}OA", .up), ("\u{1B}[B", .down), ("\u{1B}OB", .down), ("\u{1B}[C", .right),
    ("\u{1B}OC", .right), ("\u{1B}[D", .left), ("\u{1B}OD", .left), ("\u{1B}[H", .home), ("\u{1B}OH", .home),
    ("\u{1B}[1~", .home), ("\u{1B}[7~", .home), ("\u{1B}[F", .end), ("\u{1B}OF", .end), ("\u{1B}[4~", .end),
    ("\u{1B}[8~", .end), ("\u{1B}[2~", .insert), ("\u{1B}[3~", .delete), ("\u{1B}[5~", .pageUp),
    ("\u{1B}[6~", .pageDown), ("\u{1B}[Z", .backTab), ("\u{1B}OM", .enter), ("\u{1B}Oo", .character("/")),
  ])
  func `the forms of a key are one key`(bytes: String, key: Key) {
    #expect(keys(bytes) == [key])
  }

  @Test(arguments: [
    ("\u{1B}OP", 1), ("\u{1B}[P", 1), ("\u{1B}[11~", 1), ("\u{1B}[[A", 1), ("\u{1B}OQ", 2), ("\u{1B}[12~", 2),
    ("\u{1B}[[B", 2), ("\u{1B}OR", 3), ("\u{1B}[R", 3), ("\u{1B}[13~", 3), ("\u{1B}[[C", 3), ("\u{1B}OS", 4),
    ("\u{1B}[14~", 4), ("\u{1B}[[D", 4), ("\u{1B}[15~", 5), ("\u{1B}[[E", 5), ("\u{1B}[17~", 6), ("\u{1B}[18~", 7),
    ("\u{1B}[19~", 8), ("\u{1B}[20~", 9), ("\u{1B}[21~", 10), ("\u{1B}[23~", 11), ("\u{1B}[24~", 12),
    ("\u{1B}[1;5P", 1), ("\u{1B}[1;2R", 3), ("\u{1B}[24;5~", 12), ("\u{1B}[34~", 20),
  ])
  func `function keys of xterm, rxvt and the console`(bytes: String, number: Int) {
    #expect(keys(bytes) == [.function(number)])
  }

  @Test(arguments: [
    ("\u{1B}[1;5A", Key.up), ("\u{1B}[1;2D", .left), ("\u{1B}[1;3H", .home), ("\u{1B}[3;5~", .delete),
    ("\u{1B}[5;2~", .pageUp), ("\u{1B}[a", .up), ("\u{1B}Oc", .right), ("\u{1B}O5D", .left), ("\u{1B}[7$", .home),
    ("\u{1B}[8^", .end), ("\u{1B}[3@", .delete),
  ])
  func `a named key stays itself with Shift, Alt and Ctrl`(bytes: String, key: Key) {
    #expect(keys(bytes) == [key])
  }

  @Test(arguments: [
    ("\u{00}", Key.control(" ")), ("\u{01}", .control("a")), ("\u{03}", .control("c")), ("\u{08}", .control("h")),
    ("\t", .tab), ("\n", .control("j")), ("\r", .enter), ("\u{1A}", .control("z")), ("\u{1C}", .control("\\")),
    ("\u{1F}", .control("_")), (" ", .character(" ")), ("~", .character("~")), ("\u{7F}", .backspace),
    ("é", .character("é")), ("漢", .character("漢")), ("🚀", .character("🚀")),
    ("\u{1B}[27;5;99~", .control("c")), ("\u{1B}[99;5u", .control("c")), ("\u{1B}[97u", .character("a")),
    ("\u{1B}[9;2u", .backTab), ("\u{1B}[13u", .enter), ("\u{1B}[27u", .escape), ("\u{1B}[127u", .backspace),
  ])
  func `characters and characters with Ctrl`(bytes: String, key: Key) {
    #expect(keys(bytes) == [key])
  }

  @Test func `Ctrl-H is Backspace where the terminal says so`() {
    var decoder = KeyDecoder(erasesByControlH: true)
    #expect(decoder.decode([0x08, 0x7F]) == [.key(.backspace), .key(.backspace)])
  }

  @Test func `keys that come together stay apart`() {
    #expect(keys("j\u{1B}[Ak\u{1B}OBé\r") == [.character("j"), .up, .character("k"), .down, .character("é"), .enter])
  }

  @Test(arguments: ["\u{1B}[A", "\u{1B}OA", "\u{1B}[1;5A", "漢", "🚀", "\u{1B}[<0;3;4M", "\u{1B}[?2026;1$y"])
  func `a sequence may come byte by byte`(bytes: String) {
    var whole = KeyDecoder()
    var slow = KeyDecoder()
    var inputs: [Input] = []
    for byte in bytes.utf8.dropLast() {
      inputs += slow.decode([byte])
      #expect(inputs.isEmpty && slow.pendingDelay != nil)
    }
    inputs += slow.decode(bytes.utf8.suffix(1))
    #expect(inputs == whole.decode(bytes.utf8))
    #expect(inputs.count == 1)
    #expect(slow.pendingDelay == nil)
  }

  @Test(arguments: [
    ("\u{1B}", [Key.escape]), ("\u{1B}[", [.escape, .character("[")]), ("\u{1B}O", [.escape, .character("O")]),
  ])
  func `an escape that nothing follows is a key`(bytes: String, expected: [Key]) {
    var decoder = KeyDecoder(escapeDelay: .milliseconds(25))
    #expect(decoder.decode(bytes.utf8).isEmpty)
    #expect(decoder.pendingDelay == .milliseconds(25))
    #expect(decoder.flush() == expected.map(Input.key))
    #expect(decoder.pendingDelay == nil)
    #expect(decoder.flush().isEmpty)
  }

  @Test func `an escape and a key in one go are both`() {
    #expect(keys("\u{1B}q") == [.escape, .character("q")])
    #expect(keys("\u{1B}\u{1B}[A") == [.escape, .up])
  }

  @Test func `the rest of a slow answer does not come out as keys`() {
    var decoder = KeyDecoder()
    #expect(decoder.decode("\u{1B}[?20".utf8).isEmpty)
    #expect(decoder.pendingDelay == .milliseconds(500))
    #expect(decoder.decode("26;2$y".utf8) == [.modeReport(mode: 2026, setting: 2)])
    #expect(decoder.decode("\u{1B}[12;40R".utf8) == [.cursorReport(Point(row: 11, column: 39))])
  }

  @Test func `a sequence that is broken off is dropped`() {
    var decoder = KeyDecoder()
    #expect(decoder.decode("\u{1B}[12;".utf8).isEmpty)
    #expect(decoder.flush().isEmpty)
    #expect(decoder.decode("j".utf8) == [.key(.character("j"))])
    #expect(keys("\u{1B}[12\u{1B}[A") == [.up])
    #expect(keys("\u{1B}[12\rj") == [.enter, .character("j")])
  }

  @Test(arguments: [
    "\u{1B}[?62;22c", "\u{1B}[>0;276;0c", "\u{1B}[0n", "\u{1B}[I", "\u{1B}[O", "\u{1B}[8;24;80t",
    "\u{1B}]11;?\u{07}", "\u{1B}]11;rgb:what/1e1e/1e1e\u{1B}\\", "\u{1B}]4;1;rgb:00/00/00\u{07}",
    "\u{1B}P1+r436f\u{1B}\\",
    "\u{1B}_Gi=1;OK\u{1B}\\", "\u{1B}[?1u", "\u{1B}[99~", "\u{1B}[E",
  ])
  func `answers and keys that are not known are swallowed whole`(bytes: String) {
    var decoder = KeyDecoder()
    #expect(decoder.decode((bytes + "j").utf8) == [.key(.character("j"))])
  }

  @Test(arguments: [
    ("\u{1B}]11;rgb:ffff/ffff/ffff\u{07}", 1.0), ("\u{1B}]11;rgb:00/00/00\u{1B}\\", 0),
    ("\u{1B}]11;rgba:ff/ff/ff/ff\u{07}", 1),
  ])
  func `the terminal's background is told`(bytes: String, brightness: Double) {
    var decoder = KeyDecoder()
    #expect(decoder.decode((bytes + "j").utf8) == [.background(brightness: brightness), .key(.character("j"))])
  }

  @Test func `answers about modes are told`() {
    var decoder = KeyDecoder()
    #expect(decoder.decode("\u{1B}[?2026;0$y".utf8) == [.modeReport(mode: 2026, setting: 0)])
  }

  @Test(arguments: [
    ("\u{1B}[<0;5;3M", [Input.press(Point(row: 2, column: 4))]),
    ("\u{1B}[<4;300;100M", [.press(Point(row: 99, column: 299))]),
    ("\u{1B}[<64;1;1M", [.wheelUp(Point(row: 0, column: 0))]),
    ("\u{1B}[<65;1;2M", [.wheelDown(Point(row: 1, column: 0))]),
    ("\u{1B}[<0;5;3m", []), ("\u{1B}[<2;5;3M", []), ("\u{1B}[<32;5;3M", []), ("\u{1B}[<66;5;3M", []),
    ("\u{1B}[<0;0;0M", []), ("\u{1B}[M !!", [.press(Point(row: 0, column: 0))]),
    ("\u{1B}[Ma\"#", [.wheelDown(Point(row: 2, column: 1))]), ("\u{1B}[M#!!", []),
  ])
  func `left presses and the wheel are told, the rest of the mouse is not`(bytes: String, expected: [Input]) {
    var decoder = KeyDecoder()
    #expect(decoder.decode(bytes.utf8) == expected)
    #expect(decoder.pendingDelay == nil)
  }

  @Test func `a paste is swallowed`() {
    #expect(keys("a\u{1B}[200~q\rrm -rf\n\u{1B}[A\u{03}é\u{1B}[201~b") == [.character("a"), .character("b")])
  }

  @Test func `a paste that is asked for fills in a line and never ends it`() {
    var decoder = KeyDecoder()
    decoder.deliversPaste = true
    let inputs = decoder.decode("\u{1B}[200~a\té\r\u{03}\u{1B}[Ab\u{1B}[201~\r".utf8)
    #expect(inputs == ["a", " ", "é", " ", "[", "A", "b"].map { .key(.character($0)) } + [.key(.enter)])
  }

  @Test func `a paste may come in pieces`() {
    var decoder = KeyDecoder()
    for piece in ["\u{1B}[20", "0~abc", "\u{1B}", "[20", "1~"] { #expect(decoder.decode(piece.utf8).isEmpty) }
    #expect(decoder.pendingDelay == nil)
    #expect(decoder.decode("q".utf8) == [.key(.character("q"))])
  }

  @Test func `a paste without an end is given up after a while`() {
    var decoder = KeyDecoder()
    #expect(decoder.decode("\u{1B}[200~abc".utf8).isEmpty)
    #expect(decoder.pendingDelay == .seconds(5))
    #expect(decoder.flush().isEmpty)
    #expect(decoder.decode("q".utf8) == [.key(.character("q"))])
  }

  @Test(arguments: [[0xFF], [0xC0, 0x80], [0xC3, 0x28], [0xED, 0xA0, 0x80], [0x80], [0xC2, 0x9B]] as [[UInt8]])
  func `bytes that are no text do no harm`(bytes: [UInt8]) {
    var decoder = KeyDecoder()
    #expect(decoder.decode(bytes + [0x6A]).last == .key(.character("j")))
    #expect(decoder.pendingDelay == nil)
  }

  @Test func `endless strings and sequences end`() {
    var decoder = KeyDecoder()
    #expect(decoder.decode("\u{1B}]".utf8 + Array(repeating: 0x61, count: 5000)).isEmpty)
    #expect(decoder.pendingDelay == nil)
    #expect(decoder.decode("\u{1B}[".utf8 + Array(repeating: 0x31, count: 128)).isEmpty)
    #expect(decoder.decode("j".utf8) == [.key(.character("j"))])
  }
}
