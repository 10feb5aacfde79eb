import Screen
import Testing

@Suite struct CanvasTests {
  private func canvas(_ rowCount: Int = 2, _ columnCount: Int = 6) -> Canvas {
    Canvas(Size(rowCount: rowCount, columnCount: columnCount))
  }

  /// The glyphs of a row; the right half of a wide character is left out.
  private func row(_ row: Int, of canvas: Canvas) -> String {
    String(canvas.goldenText.split(separator: "\n", omittingEmptySubsequences: false)[row])
  }

  @Test func `a new canvas is blank`() {
    #expect(canvas().cells == Array(repeating: .blank, count: 12))
    #expect(canvas().cursor == nil)
  }

  @Test(arguments: [(-1, 5), (3, -2), (0, 0)])
  func `a canvas without cells takes writes and shows nothing`(rowCount: Int, columnCount: Int) {
    var canvas = canvas(rowCount, columnCount)
    canvas.write("text", at: Point(row: 0, column: 0), role: .text)
    #expect(canvas.cells.isEmpty)
  }

  @Test func `text is cut at the right edge`() {
    var canvas = canvas()
    let end = canvas.write("abcdefgh", at: Point(row: 0, column: 3), role: .text)
    #expect(end == 6)
    #expect(row(0, of: canvas) == "   abc")
    #expect(row(1, of: canvas) == "      ")
  }

  @Test func `text is cut at its limit`() {
    var canvas = canvas()
    #expect(canvas.write("abcdef", at: Point(row: 0, column: 1), role: .text, limit: 4) == 4)
    #expect(row(0, of: canvas) == " abc  ")
  }

  @Test func `text that begins left of the canvas shows its rest`() {
    var canvas = canvas()
    canvas.write("abcdef", at: Point(row: 0, column: -2), role: .text)
    #expect(row(0, of: canvas) == "cdef  ")
  }

  @Test(arguments: [-1, 2, 99])
  func `text above and below the canvas is ignored`(row: Int) {
    var canvas = canvas()
    #expect(canvas.write("abc", at: Point(row: row, column: 2), role: .text) == 2)
    #expect(canvas == self.canvas())
  }

  @Test func `a wide character stands in two cells`() {
    var canvas = canvas()
    #expect(canvas.write("漢a", at: Point(row: 0, column: 1), role: .pass) == 4)
    #expect(canvas[0, 1].scalar == 0x6F22)
    #expect(canvas[0, 2].isFiller)
    #expect(canvas[0, 2].style.role == .pass)
    #expect(canvas[0, 3].scalar == 0x61)
  }

  @Test(arguments: [(Int.max, 5), (4, 3)])
  func `half a wide character is never written at the edge`(limit: Int, column: Int) {
    var canvas = canvas()
    #expect(canvas.write("漢", at: Point(row: 0, column: column), role: .text, limit: limit) == column)
    #expect(canvas == self.canvas())
  }

  @Test(arguments: ["\u{00}", "\u{07}", "\u{08}", "\t", "\n", "\r", "\u{1B}", "\u{7F}"])
  func `a control character is shown as a blank`(control: String) {
    var canvas = canvas()
    canvas.write("a" + control + "b", at: Point(row: 0, column: 0), role: .text)
    #expect(row(0, of: canvas) == "a b   ")
  }

  @Test func `a mark stays with its character, the first of several`() {
    var canvas = canvas()
    canvas.write("a\u{301}\u{302}b", at: Point(row: 0, column: 0), role: .text)
    #expect(row(0, of: canvas) == "a\u{301}b    ")
    #expect(canvas[0, 0].mark == 0x301)
  }

  @Test(arguments: ["\u{200D}", "\u{202E}", "\u{FE0F}"])
  func `format characters are left out`(mark: String) {
    var canvas = canvas()
    canvas.write("a" + mark + "b", at: Point(row: 0, column: 0), role: .text)
    #expect(row(0, of: canvas) == "ab    ")
  }

  @Test func `ready cells are cut at limit and edge`() {
    var canvas = canvas()
    let cells = "abcdefgh".unicodeScalars.map { Cell(scalar: $0.value) }
    canvas.write(cells, at: Point(row: 0, column: 4))
    canvas.write(cells, at: Point(row: 1, column: 0), limit: 2)
    #expect(row(0, of: canvas) == "    ab")
    #expect(row(1, of: canvas) == "ab    ")
  }

  @Test func `a cell outside is neither written nor missed`() {
    var canvas = canvas()
    for point in [(-1, 0), (0, -1), (2, 0), (0, 6)] { canvas[point.0, point.1] = Cell(scalar: 0x58) }
    #expect(canvas == self.canvas())
  }

  @Test func `filling and restyling stay inside the canvas`() {
    var canvas = canvas()
    canvas.fill(Rectangle(row: -1, column: 4, rowCount: 2, columnCount: 9), with: Cell(scalar: 0x23))
    canvas.restyle(Rectangle(row: 0, column: 5, rowCount: 9, columnCount: 9)) { $0.role = .selection }
    #expect(canvas.goldenText == "    ##\n      \n======\n.....s\n.....s\n")
  }

  @Test func `golden text shows glyphs, a rule and roles`() {
    var canvas = canvas(1, 6)
    canvas.write("漢✓", at: Point(row: 0, column: 0), role: .pass)
    canvas.write("✗", at: Point(row: 0, column: 3), role: .fail)
    #expect(canvas.goldenText == "漢✓✗  \n======\nPPPF..\n")
  }
}
