import Screen

/// Draws lines over the screen, of which a part is seen where they are many.
struct TextPane {
  var title: String
  var lines: [[TextRun]]
  var firstLine: Int
  /// What keys do here, for the frame.
  var hint: String
  /// The widest that it gets.
  var columnLimit: Int
  /// The line that keys are about.
  var cursor: Int?
  /// How many rows it takes at least.
  var rowMinimum = 0
  /// How many columns of the lines are out of sight at the left.
  var firstColumn = 0
  /// Whether it stands at the bottom, so that what is above stays in sight.
  var isAtBottom = false

  /// How many lines are seen at a size.
  private static func rowCount(_ size: Size) -> Int { max(1, size.rowCount - (isFramed(size) ? 2 : 0)) }

  /// Some lines as they are scrolled through at a size.
  static func scroll(_ lineCount: Int, _ size: Size) -> LineScroll {
    LineScroll(lineCount: lineCount, rowCount: rowCount(size))
  }

  private static func isFramed(_ size: Size) -> Bool { size.rowCount >= 8 && size.columnCount >= 40 }

  func draw(on canvas: inout Canvas, borders: Theme.Borders) {
    let isNarrow = canvas.size.columnCount < 70
    let isFramed = Self.isFramed(canvas.size)
    let width = isFramed ? min(canvas.size.columnCount, columnLimit) : canvas.size.columnCount
    let height = min(canvas.size.rowCount, max(rowMinimum, lines.count + (isFramed ? 2 : 0)))
    let area = Rectangle(
      row: isAtBottom ? canvas.size.rowCount - height : (canvas.size.rowCount - height) / 2,
      column: (canvas.size.columnCount - width) / 2, rowCount: height,
      columnCount: width)
    canvas.fill(area)
    let inside = isFramed ? area.insideFrame : area
    if isFramed {
      let last = min(lines.count, firstLine + inside.rowCount)
      let place = isNarrow ? "\(last)/\(lines.count)  " : "\(last)/\(lines.count)  Up Down scroll  "
      let footer = lines.count > inside.rowCount ? place + hint : hint
      canvas.frame(
        area, borders: borders, isFocused: true, title: [TextRun(title, .title)], footer: [TextRun(footer, .dim)])
    }
    for (offset, line) in lines.dropFirst(firstLine).prefix(inside.rowCount).enumerated() {
      let row = inside.row + offset
      canvas.writeCut(
        line.dropping(columns: firstColumn), at: Point(row: row, column: inside.column + 1), limit: inside.endColumn)
      if firstLine + offset == cursor {
        canvas.restyle(Rectangle(row: row, column: inside.column, rowCount: 1, columnCount: inside.columnCount)) {
          $0.attributes.insert(.reverse)
        }
      }
    }
  }
}
