import Glibc
import Screen

/// What has to be put on a screen that shows one canvas so that it shows another.
///
/// Characters come out as a terminal can show them: a control character, half a wide character and a mark that combines
/// become blanks. A row with wide characters, now or before, is put whole, as overwriting half of one changes the other.
struct CanvasDifference {
  /// A character to put, and the columns it takes.
  struct Change: Hashable {
    var point: Point
    var scalar: UInt32
    var width: Int
    var style: CellStyle
    /// A mark that combines with the character; zero for none.
    var mark: UInt32 = 0
  }

  private let before: Canvas?
  private let after: Canvas
  private let rowCount: Int
  private let columnCount: Int

  /// - Parameters:
  ///   - before: What the screen shows, or `nil` where every cell has to be put.
  ///   - size: The screen's size; what lies outside is left out.
  init(from before: Canvas?, to after: Canvas, on size: Size) {
    self.before = before?.size == after.size ? before : nil
    self.after = after
    rowCount = min(size.rowCount, after.size.rowCount)
    columnCount = min(size.columnCount, after.size.columnCount)
  }

  /// Calls `put` for each change, from left to right and top to bottom.
  func forEach(_ put: (Change) -> Void) {
    for row in 0..<rowCount { forEach(inRow: row, put) }
  }

  private func forEach(inRow row: Int, _ put: (Change) -> Void) {
    let cells = self.cells(of: after, row)
    guard let before else { return putWhole(cells, row, put) }
    let shown = self.cells(of: before, row)
    guard !Self.areSameBytes(cells, shown), cells != shown else { return }
    guard !hasWide(cells), !hasWide(shown) else { return putWhole(cells, row, put) }
    for start in stride(from: 0, to: columnCount, by: Self.stepCount) {
      let part = cells.dropFirst(start).prefix(Self.stepCount)
      let old = shown.dropFirst(start).prefix(Self.stepCount)
      if Self.areSameBytes(part, old) { continue }
      for (offset, (cell, old)) in zip(part, old).enumerated() where cell != old {
        put(change(cell, row, start + offset))
      }
    }
  }

  /// So many cells are compared as bytes first.
  private static let stepCount = 8

  /// Whether two rows are the same byte for byte, which most are from frame to frame; cells that are equal may differ in
  /// bytes that mean nothing.
  private static func areSameBytes(_ left: ArraySlice<Cell>, _ right: ArraySlice<Cell>) -> Bool {
    left.withUnsafeBytes { left in
      right.withUnsafeBytes { right in
        guard left.count == right.count, let first = left.baseAddress, let second = right.baseAddress else {
          return false
        }
        return memcmp(first, second, left.count) == 0
      }
    }
  }

  private func putWhole(_ cells: ArraySlice<Cell>, _ row: Int, _ put: (Change) -> Void) {
    var column = 0
    while column < columnCount {
      let index = cells.startIndex + column
      let isWhole = column + 1 < columnCount && cells[index + 1].isFiller
      var change = self.change(cells[index], row, column)
      if isWhole, TextWidth.width(of: cells[index].scalar) == 2 {
        change.scalar = cells[index].scalar
        change.width = 2
        change.mark = TextWidth.isMark(cells[index].mark) ? cells[index].mark : 0
      }
      put(change)
      column += change.width
    }
  }

  private func change(_ cell: Cell, _ row: Int, _ column: Int) -> Change {
    let isPlain = cell.scalar >= 0x20 && !(0x7F...0x9F).contains(cell.scalar)
    let scalar = isPlain && TextWidth.width(of: cell.scalar) == 1 ? cell.scalar : 0x20
    let mark = scalar == cell.scalar && TextWidth.isMark(cell.mark) ? cell.mark : 0
    return Change(point: Point(row: row, column: column), scalar: scalar, width: 1, style: cell.style, mark: mark)
  }

  private func cells(of canvas: Canvas, _ row: Int) -> ArraySlice<Cell> {
    let start = row * canvas.size.columnCount
    return canvas.cells[start..<start + columnCount]
  }

  private func hasWide(_ cells: ArraySlice<Cell>) -> Bool {
    cells.contains { $0.isFiller || ($0.scalar >= 0x1100 && TextWidth.width(of: $0.scalar) == 2) }
  }
}
