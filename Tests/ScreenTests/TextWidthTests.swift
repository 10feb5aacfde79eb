@testable import Screen
import Testing

@Suite struct TextWidthTests {
  @Test(arguments: [
    ("a", 1), ("~", 1), (" ", 1), ("é", 1), ("ß", 1), ("─", 1), ("│", 1), ("█", 1), ("●", 1), ("…", 1), ("✓", 1),
    ("✗", 1), ("►", 1), ("◌", 1), ("⊘", 1), ("⊗", 1), ("↻", 1), ("∅", 1), ("▸", 1), ("⊡", 1), ("\u{E0B0}", 1),
  ])
  func `letters, lines and status glyphs take one column`(text: String, width: Int) {
    #expect(TextWidth.width(of: text) == width)
  }

  @Test(arguments: ["漢", "あ", "한", "ａ", "￥", "⚡", "🚀", "😀", "🫠", "⌚", "\u{20000}", "\u{30000}", "\u{1F6D8}"])
  func `ideographs, full-width forms and emoji take two columns`(text: String) {
    #expect(TextWidth.width(of: text) == 2)
  }

  @Test(
    arguments: [
      0x0300, 0x0489, 0x200B, 0x200D, 0x200E, 0x2028, 0x202E, 0x2066, 0xFE0F, 0xFEFF, 0xAD, 0x1160, 0xE0001, 0xE0100,
    ] as [UInt32])
  func `marks and format characters take no column`(scalar: UInt32) {
    #expect(TextWidth.width(of: scalar) == 0)
  }

  @Test(arguments: [0x00, 0x07, 0x1B, 0x7F, 0x80, 0x9F] as [UInt32])
  func `control characters take the column of the blank they are shown as`(scalar: UInt32) {
    #expect(TextWidth.width(of: scalar) == 1)
  }

  @Test(arguments: [
    ("", 0), ("swtox", 5), ("日本語", 6), ("e\u{301}te\u{301}", 3), ("⚠\u{FE0F}", 1), ("👩\u{200D}💻", 4), ("🇫🇷", 2),
    ("한국", 4), ("a漢b", 4),
  ])
  func `the width of a text is the sum of its scalars`(text: String, width: Int) {
    #expect(TextWidth.width(of: text) == width)
  }

  @Test func `every scalar has a width of zero, one or two`() {
    #expect((0...0x10_FFFF).allSatisfy { (0...2).contains(TextWidth.width(of: $0)) })
  }

  @Test func `the ranges are in order and apart`() {
    for ranges in [TextWidth.zeroWidthRanges, TextWidth.wideRanges] {
      #expect(ranges.count.isMultiple(of: 2))
      #expect(zip(ranges, ranges.dropFirst()).enumerated().allSatisfy { $1.0 < $1.1 || ($0 % 2 == 0 && $1.0 == $1.1) })
    }
  }
}
