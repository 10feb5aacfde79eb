import Screen
import TestKit
import Testing

@testable import NcursesTerminal

@Suite struct FrameTests {
  private let size = Size(rowCount: 2, columnCount: 6)

  private func canvas(_ text: String, row: Int = 0, column: Int = 0) -> Canvas {
    var canvas = Canvas(size)
    canvas.write(text, at: Point(row: row, column: column), role: .text)
    return canvas
  }

  private func changes(from before: Canvas?, to after: Canvas, on size: Size? = nil) -> [CanvasDifference.Change] {
    var changes: [CanvasDifference.Change] = []
    CanvasDifference(from: before, to: after, on: size ?? self.size).forEach { changes.append($0) }
    return changes
  }

  private func text(_ changes: [CanvasDifference.Change]) -> String {
    var text = ""
    for change in changes { Unicode.Scalar(change.scalar).map { text.unicodeScalars.append($0) } }
    return text
  }

  @Test func `equal canvases have no changes`() {
    #expect(changes(from: canvas("漢字"), to: canvas("漢字")).isEmpty)
  }

  @Test func `only the cells that differ are put`() {
    let found = changes(from: canvas("abc"), to: canvas("aXc"))
    #expect(found.map(\.point) == [Point(row: 0, column: 1)])
    #expect(text(found) == "X")
  }

  @Test func `a style alone is a change`() {
    var styled = canvas("abc")
    styled.restyle(Rectangle(row: 0, column: 2, rowCount: 1, columnCount: 1)) { $0.role = .selection }
    #expect(changes(from: canvas("abc"), to: styled).map(\.style.role) == [.selection])
  }

  @Test func `without a canvas before, or with another size, every cell is put`() {
    #expect(changes(from: nil, to: canvas("abc")).count == 12)
    #expect(changes(from: Canvas(Size(rowCount: 1, columnCount: 6)), to: canvas("abc")).count == 12)
  }

  @Test func `what lies outside the screen is left out`() {
    let found = changes(from: nil, to: canvas("ab漢cd"), on: Size(rowCount: 1, columnCount: 3))
    #expect(text(found) == "ab ")
  }

  @Test(arguments: [("ab漢c", "ab漢d"), ("ab漢c", "abcde"), ("abcde", "ab漢c")])
  func `a row with wide characters is put whole`(before: String, after: String) {
    let found = changes(from: canvas(before), to: canvas(after))
    #expect(found.reduce(0) { $0 + $1.width } == 6)
    #expect(found.allSatisfy { $0.point.row == 0 })
    #expect(text(found).hasPrefix(after))
  }

  @Test(arguments: 1...40)
  func `what is put leads from any canvas to any other`(seed: Int) {
    var numbers = SeededGenerator(seed: UInt64(seed))
    let size = Size(rowCount: 4, columnCount: 20)
    var before = Canvas(size)
    var shown = shown(changes(from: nil, to: before, on: size))
    for _ in 0..<20 {
      var after = before
      for _ in 0..<numbers.next(6) { Self.change(&after, &numbers) }
      shown = self.shown(changes(from: before, to: after, on: size), over: shown)
      #expect(shown == self.shown(changes(from: nil, to: after, on: size)))
      before = after
    }
  }

  /// What stands where after changes; the right half of a wide character is left out.
  private func shown(
    _ changes: [CanvasDifference.Change], over shown: [Point: CanvasDifference.Change] = [:]
  ) -> [Point: CanvasDifference.Change] {
    var shown = shown
    for change in changes {
      shown[change.point] = change
      if change.width == 2 { shown[Point(row: change.point.row, column: change.point.column + 1)] = nil }
    }
    return shown
  }

  /// Writes something, or breaks what is there.
  private static func change(_ canvas: inout Canvas, _ numbers: inout SeededGenerator) {
    let place = Point(row: numbers.next(canvas.size.rowCount), column: numbers.next(canvas.size.columnCount))
    let colors: [Color?] = [nil, .terminal, .indexed(UInt8(numbers.next(256))), .rgb(1, UInt8(numbers.next(256)), 3)]
    let style = CellStyle(
      StyleRole.allCases[numbers.next(StyleRole.allCases.count)], foreground: colors[numbers.next(4)],
      background: colors[numbers.next(4)], attributes: [.none, .reverse, .bold][numbers.next(3)])
    if numbers.next(5) == 0 { return canvas[place.row, place.column] = Cell(scalar: UInt32(numbers.next(0xA0))) }
    canvas.write(["x", "ab c", "漢字", "✓", "e\u{301}", "   "][numbers.next(6)], at: place, style: style)
  }

  @Test func `halves of wide characters become blanks`() {
    var broken = canvas("漢字x")
    broken[0, 1] = Cell(scalar: 0x61)
    broken[0, 2] = Cell(scalar: 0x62)
    #expect(text(changes(from: nil, to: broken, on: Size(rowCount: 1, columnCount: 6))) == " ab x ")
  }

  @Test(arguments: [0x07, 0x1B, 0x7F, 0x85, 0x9B, 0x301, 0x202E] as [UInt32])
  func `what would act on the terminal becomes a blank`(scalar: UInt32) {
    var canvas = canvas("abc")
    canvas[0, 1] = Cell(scalar: scalar)
    #expect(text(changes(from: self.canvas("abc"), to: canvas)) == " ")
  }

  private func look(_ foreground: Int32, _ background: Int32 = -1, _ attributes: TextAttributes = []) -> CellLook {
    var look = CellLook(CellStyle(), in: StyleSheet(), depth: .none)
    look.colors = PairTable.Colors(foreground: foreground, background: background)
    look.attributes = attributes
    return look
  }

  private func looks(_ cells: [(Unicode.Scalar, CellLook)]) -> [CellLook] {
    var blanks = BlankLook()
    return cells.enumerated().map { column, cell in
      let point = Point(row: 0, column: column)
      let change = CanvasDifference.Change(point: point, scalar: cell.0.value, width: 1, style: CellStyle())
      return blanks.look(of: change, meant: cell.1)
    }
  }

  @Test func `blanks between characters take the look before them, two at most`() {
    let plain = look(-1)
    let blue = look(4, -1, .bold)
    #expect(looks([("x", blue), (" ", plain), (" ", plain), (" ", plain)]) == [blue, blue, blue, plain])
  }

  @Test func `a blank that would be seen keeps its look`() {
    for other in [look(-1, 4), look(-1, -1, .reverse), look(-1, -1, .underline)] {
      let plain = look(-1)
      #expect(looks([("x", plain), (" ", other)]) == [plain, other])
      #expect(looks([("x", other), (" ", plain)]) == [other, plain])
    }
  }

  @Test(arguments: [("\u{1B}[m$<2>\u{1B}[H", "\u{1B}[m\u{1B}[H"), ("$<5*/>x$<", "x$<"), ("a$b>", "a$b>"), ("", "")])
  func `waiting times of old terminals are left out`(sequence: String, bare: String) {
    #expect(Padding.removed(from: Array(sequence.utf8)) == Array(bare.utf8))
  }

  @Test(arguments: [("a", "a"), ("─", "-"), ("│", "|"), ("┌", "+"), ("█", "#"), ("►", ">"), ("✗", "x"), ("漢", "?")])
  func `a locale without UTF-8 gets stand-ins`(character: Unicode.Scalar, plain: Unicode.Scalar) {
    #expect(PlainCharacters.scalar(for: character.value) == plain.value)
  }
}
