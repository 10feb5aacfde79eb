import Screen
import Testing

@testable import NcursesTerminal

@Suite struct ColorTests {
  @Test(arguments: [
    (-1, false, ColorDepth.none), (0, false, .none), (8, false, .ansi8), (16, false, .ansi16), (88, false, .ansi16),
    (256, false, .palette256), (1 << 24, true, .trueColor), (1 << 24, false, .palette256), (256, true, .palette256),
  ])
  func `the number of colours gives the depth`(count: Int, isDirect: Bool, depth: ColorDepth) {
    #expect(ColorDepth(colorCount: count, isDirect: isDirect) == depth)
  }

  @Test(
    arguments: [
      (ColorDepth.none, Color.indexed(3), -1), (.trueColor, .terminal, -1), (.ansi8, .terminal, -1),
      (.palette256, .indexed(214), 214), (.palette256, .rgb(255, 175, 0), 214), (.palette256, .rgb(128, 128, 128), 244),
      (.ansi16, .indexed(9), 9), (.ansi16, .indexed(196), 9), (.ansi16, .rgb(0, 205, 0), 2), (.ansi8, .indexed(12), 12),
      (.trueColor, .indexed(5), 5), (.trueColor, .indexed(9), 0xFF0000), (.trueColor, .indexed(16), 0),
      (.trueColor, .rgb(1, 2, 3), 0x010203), (.trueColor, .rgb(0, 0, 3), 8), (.trueColor, .rgb(0, 0, 0), 0),
    ] as [(ColorDepth, Color, Int32)])
  func `a colour becomes the nearest number that the terminal has`(depth: ColorDepth, color: Color, number: Int32) {
    #expect(depth.number(of: color) == number)
  }

  @Test func `every entry of the palette is nearest to itself`() {
    for index in UInt8(16)...255 {
      let nearest = Palette.nearest(to: Palette.components(of: index), in: 16...255)
      #expect(Palette.components(of: nearest) == Palette.components(of: index))
    }
  }

  private var sheet: StyleSheet {
    var sheet = StyleSheet()
    let blue = PaletteColor(trueColor: .rgb(47, 175, 255), palette256: .indexed(39), ansi16: .indexed(12))
    sheet[.pass] = RoleStyle(foreground: blue, background: blue, attributes: .underline)
    return sheet
  }

  @Test(
    arguments: [
      (ColorDepth.none, -1, [.underline]), (.ansi8, 4, [.underline, .bold]), (.ansi16, 12, [.underline]),
      (.palette256, 39, [.underline]), (.trueColor, 0x2FAFFF, [.underline]),
    ] as [(ColorDepth, Int32, TextAttributes)])
  func `a role looks as its theme says at each depth`(depth: ColorDepth, number: Int32, attributes: TextAttributes) {
    let look = CellLook(CellStyle(.pass), in: sheet, depth: depth)
    #expect(look.colors == PairTable.Colors(foreground: number, background: number))
    #expect(look.attributes == attributes)
  }

  @Test func `a cell's own colours go before its role's`() {
    let style = CellStyle(.pass, foreground: .indexed(1), background: .terminal, attributes: .italic)
    let look = CellLook(style, in: sheet, depth: .palette256)
    #expect(look.colors == PairTable.Colors(foreground: 1, background: -1))
    #expect(look.attributes == [.underline, .italic])
  }

  @Test func `pairs are defined once and used again`() {
    var table = PairTable(limit: 10)
    var defined: [Int32] = []
    let red = PairTable.Colors(foreground: 1, background: -1)
    let green = PairTable.Colors(foreground: 2, background: -1)
    let pairs = [red, green, red, green].map { table.pair(of: $0) { pair, _ in defined.append(pair) } }
    #expect(pairs == [1, 2, 1, 2])
    #expect(defined == [1, 2])
  }

  @Test func `the terminal's own colours need no pair`() {
    var table = PairTable(limit: 1)
    let pair = table.pair(of: PairTable.Colors(foreground: -1, background: -1)) { _, _ in }
    #expect(pair == 0)
    #expect(!table.isExhausted)
  }

  @Test func `without numbers left the terminal's own colours are used`() {
    var table = PairTable(limit: 2)
    let pairs = [Int32(1), 2].map { table.pair(of: PairTable.Colors(foreground: $0, background: 0)) { _, _ in } }
    #expect(pairs == [1, 0])
    #expect(table.isExhausted)
  }
}
