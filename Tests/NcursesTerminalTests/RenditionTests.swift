import Screen
import TestKit
import Testing

@testable import NcursesTerminal

@Suite struct RenditionTests {
  private static let escape = "\u{1B}"

  private func shortened(_ frames: String...) -> String {
    var shortener = RenditionShortener()
    return frames.map { frame in
      let bytes = shortener.shortened(Array(frame.replacing("^[", with: Self.escape).utf8))
      return String(decoding: bytes, as: UTF8.self).replacing(Self.escape, with: "^[")
    }.joined()
  }

  @Test(arguments: [
    ("^[(B^[[0;1ma^[[39m^[(B^[[mb", "^[(B^[[0;1ma^[[mb"),
    ("^[[m^[[38;5;79ma^[[39m^[(B^[[0;1mb", "^[[0;38;5;79ma^[(B^[[0;1mb"),
    ("^[[ma^[[1mb^[[1;38;5;79mc^[[39md", "^[[ma^[[1mb^[[38;5;79mc^[[39md"),
    ("^[[0;1;7ma^[[0;1mb", "^[[0;1;7ma^[[0;1mb"), ("^[[ma^[[31;44mb^[[39;49mc", "^[[ma^[[31;44mb^[[mc"),
    ("^[[m\u{F}a^[[1m\u{F}b\u{E}q\u{F}c", "\u{F}^[[ma^[[1mb\u{E}q\u{F}c"), ("^[[ma^[[1m^[[mb", "^[[mab"),
    ("^[[ma^[[38:2::1:2:3mb^[[48;2;4;5;6mc", "^[[ma^[[38:2::1:2:3mb^[[48;2;4;5;6mc"),
  ])
  func `a change is told once, by what differs`(frame: String, shorter: String) {
    #expect(shortened(frame) == shorter)
  }

  @Test func `what comes before the library has begun anew passes as it is`() {
    #expect(shortened("^[[1ma^[[31mb^[[0;1mc^[[31md") == "^[[1ma^[[31mb^[[0;1mc^[[31md")
  }

  @Test func `what is not understood passes as it is, as does what follows`() {
    #expect(shortened("^[[ma^[[1m^[[58;5;3mb^[[31mc^[[md^[[31me") == "^[[ma^[[1m^[[58;5;3mb^[[31mc^[[md^[[31me")
  }

  @Test func `moves wait for nothing, and what erases comes in the colours it is meant in`() {
    #expect(shortened("^[[ma^[[1m^[[5;6H^[[mb") == "^[[ma^[[5;6Hb")
    #expect(shortened("^[[ma^[[44m^[[2;3H^[[K^[[mb") == "^[[ma^[[2;3H^[[44m^[[K^[[mb")
  }

  @Test func `a frame ends in what the library wants, and the next begins there`() {
    #expect(shortened("^[[0;1ma^[[m", "b^[[1mc") == "^[[0;1ma^[[mb^[[1mc")
  }

  @Test func `blanks wait for no colour of text, where that is wanted`() {
    var shortener = RenditionShortener()
    let frame = "\u{1B}[ma\u{1B}[31m  b\u{1B}[44m c\u{1B}[m\u{1B}[1m \u{1B}[4m d"
    let expected = "\u{1B}[ma  \u{1B}[31mb\u{1B}[44m c\u{1B}[0;1m \u{1B}[4m d"
    #expect(String(decoding: shortener.shortened(Array(frame.utf8), recolorsBlanks: true), as: UTF8.self) == expected)
  }

  @Test(arguments: 1...40, [false, true])
  func `the screen is the same, in no more bytes`(seed: Int, recolorsBlanks: Bool) {
    var numbers = SeededGenerator(seed: UInt64(seed))
    let size = Size(rowCount: 6, columnCount: 20)
    var (whole, short) = (VirtualScreen(size), VirtualScreen(size))
    var shortener = RenditionShortener()
    for frame in 0..<20 {
      let bytes = Array((0..<numbers.next(40)).map { _ in Self.part(&numbers) }.joined().utf8)
      let fewer = shortener.shortened(bytes, recolorsBlanks: recolorsBlanks)
      whole.take(bytes)
      short.take(fewer)
      #expect(fewer.count <= bytes.count, "frame \(frame)")
      #expect(short.objections == [])
      let grids = [whole, short].map { recolorsBlanks ? $0.visibleGlyphs : $0.allGlyphs }
      for (row, (expected, found)) in zip(grids[0], grids[1]).enumerated() {
        for (column, pair) in zip(expected, found).enumerated() where pair.0 != pair.1 {
          Issue.record("\(pair.1) for \(pair.0) at \(row), \(column) of frame \(frame)")
        }
      }
    }
  }

  /// Something that terminal libraries write.
  private static func part(_ numbers: inout SeededGenerator) -> String {
    let attributes = ["", "0", "0;1", "0;1;7", "1", "4", "0;2;4"]
    let colors = ["31", "38;5;208", "38;5;7", "39", "97", "48;5;4", "49", "38;2;1;22;133", "39;49", "44"]
    switch numbers.next(8) {
    case 0: return "\(escape)(B\(escape)[\(attributes[numbers.next(attributes.count)])m"
    case 1, 2: return "\(escape)[\(colors[numbers.next(colors.count)])m"
    case 3: return "\(escape)[\(1 + numbers.next(6));\(1 + numbers.next(20))H"
    case 4: return ["\(escape)[K", "\(escape)[3X", "\r", "\u{8}", "\(escape)[A", "\n"][numbers.next(6)]
    default: return ["a", " ", " word ", "✓", "漢", "────", "-\(escape)[7b", " \(escape)[3b"][numbers.next(8)]
    }
  }
}

extension VirtualScreen {
  /// All that is on the screen, row by row.
  var allGlyphs: [[Glyph]] {
    (0..<size.rowCount).map { row in (0..<size.columnCount).map { self[row, $0] } }
  }

  /// The same without what cannot be seen: the colour of text and the weight of blanks.
  var visibleGlyphs: [[Glyph]] {
    allGlyphs.map { row in
      row.map { glyph in
        if glyph.text != " " || glyph.rendition.contains("7") { return glyph }
        var blank = glyph
        blank.rendition.removeAll { !$0.hasPrefix("4") && !$0.hasPrefix("10") }
        return blank
      }
    }
  }
}
