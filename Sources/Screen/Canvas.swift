/// A grid of cells: what a frame looks like, before any terminal has seen it.
///
/// Writing outside is ignored, so panes need no bounds checks of their own.
package struct Canvas: Sendable, Equatable {
  package let size: Size
  /// Row by row, `size.rowCount * size.columnCount` of them.
  package var cells: [Cell] { storage }
  @usableFromInline var storage: [Cell]
  /// Where the text cursor is to be shown, `nil` to hide it.
  package var cursor: Point?

  package init(_ size: Size) {
    self.size = Size(rowCount: max(0, size.rowCount), columnCount: max(0, size.columnCount))
    storage = Array(repeating: .blank, count: self.size.rowCount * self.size.columnCount)
  }

  /// The whole canvas.
  package var bounds: Rectangle { Rectangle(size) }

  /// The cell at a row and column; writing outside is ignored, reading outside is a mistake of the caller.
  @inlinable package subscript(row: Int, column: Int) -> Cell {
    @inline(__always) get { storage[row * size.columnCount + column] }
    @inline(__always) set {
      guard row >= 0, row < size.rowCount, column >= 0, column < size.columnCount else { return }
      storage[row * size.columnCount + column] = newValue
    }
  }

  /// Writes text from a point to the right, cut at `limit` (an absolute column) or the canvas's edge.
  ///
  /// Control characters are shown as a blank, so that no text can act on the terminal.
  ///
  /// - Returns: The column after the last cell written.
  @discardableResult
  package mutating func write(_ text: String, at point: Point, style: CellStyle, limit: Int = .max) -> Int {
    var column = point.column
    let end = min(limit, size.columnCount)
    guard point.row >= 0, point.row < size.rowCount else { return column }
    for scalar in text.unicodeScalars {
      let width = TextWidth.width(of: scalar.value)
      if width == 0 {
        if TextWidth.isMark(scalar.value), column > point.column { mark(scalar.value, at: point.row, before: column) }
        continue
      }
      if column + width > end { break }
      put(scalar.value < 0x20 || scalar.value == 0x7F ? 0x20 : scalar.value, width, at: point.row, column, style)
      column += width
    }
    return column
  }

  /// Writes text in the look of a role alone.
  @discardableResult
  package mutating func write(_ text: String, at point: Point, role: StyleRole, limit: Int = .max) -> Int {
    write(text, at: point, style: CellStyle(role), limit: limit)
  }

  /// Copies ready cells, for output of programs that was sanitised before; cut at `limit`.
  package mutating func write(_ cells: some Sequence<Cell>, at point: Point, limit: Int = .max) {
    let end = min(limit, size.columnCount)
    for (offset, cell) in cells.enumerated() {
      guard point.column + offset < end else { break }
      self[point.row, point.column + offset] = cell
    }
  }

  /// Fills a rectangle with one cell.
  package mutating func fill(_ rectangle: Rectangle, with cell: Cell = .blank) {
    for row in rectangle.row..<rectangle.endRow {
      for column in rectangle.column..<rectangle.endColumn { self[row, column] = cell }
    }
  }

  /// Changes the style of every cell of a rectangle and keeps the text.
  package mutating func restyle(_ rectangle: Rectangle, _ change: (inout CellStyle) -> Void) {
    let rectangle = rectangle.clipped(to: bounds)
    for row in rectangle.row..<rectangle.endRow {
      for column in rectangle.column..<rectangle.endColumn { change(&storage[row * size.columnCount + column].style) }
    }
  }

  /// Puts a mark on the character that ends before a column, if that has none yet.
  private mutating func mark(_ scalar: UInt32, at row: Int, before column: Int) {
    var column = column - 1
    guard column >= 0, column < size.columnCount else { return }
    if self[row, column].isFiller, column > 0 { column -= 1 }
    if self[row, column].mark == 0 { self[row, column].mark = scalar }
  }

  private mutating func put(_ scalar: UInt32, _ width: Int, at row: Int, _ column: Int, _ style: CellStyle) {
    guard column >= 0 else { return }
    self[row, column] = Cell(scalar: scalar, style: style)
    if width == 2 { self[row, column + 1] = Cell(scalar: 0, style: style) }
  }
}
