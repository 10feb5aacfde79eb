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

  /// What the screen shows and what it is to show, row by row.
  private let before: [Cell]?
  private let after: [Cell]
  /// The columns of a row of these, of which the screen may have room for fewer.
  private let pitch: Int
  private let rowCount: Int
  private let columnCount: Int

  /// - Parameters:
  ///   - before: What the screen shows, or `nil` where every cell has to be put.
  ///   - size: The screen's size; what lies outside is left out.
  init(from before: Canvas?, to after: Canvas, on size: Size) {
    self.before = before?.size == after.size ? before?.cells : nil
    self.after = after.cells
    pitch = after.size.columnCount
    rowCount = min(size.rowCount, after.size.rowCount)
    columnCount = min(size.columnCount, after.size.columnCount)
  }

  /// Calls `put` for each change, from left to right and top to bottom.
  func forEach(_ put: (Change) -> Void) {
    for row in 0..<rowCount {
      let range = row * pitch..<row * pitch + columnCount
      let cells = after.span.extracting(range)
      if let before {
        compare(before.span.extracting(range), cells, row, put)
      } else {
        putWhole(cells, row, put)
      }
    }
  }

  private func compare(_ shown: Span<Cell>, _ cells: Span<Cell>, _ row: Int, _ put: (Change) -> Void) {
    if Self.areSameBytes(shown, cells, 0..<columnCount) { return }
    var isNarrow = false
    for start in stride(from: 0, to: columnCount, by: Self.stepCount) {
      let part = start..<min(start + Self.stepCount, columnCount)
      if Self.areSameBytes(shown, cells, part) { continue }
      // Not `!=`, which is generic and looks the comparison up each time.
      for column in part where !(shown[column] == cells[column]) {
        if !isNarrow, Self.hasWide(shown) || Self.hasWide(cells) { return putWhole(cells, row, put) }
        isNarrow = true
        put(change(cells[column], row, column))
      }
    }
  }

  /// So many cells are compared as bytes first.
  private static let stepCount = 8

  /// Whether cells are the same byte for byte, which most are from frame to frame.
  private static func areSameBytes(_ left: Span<Cell>, _ right: Span<Cell>, _ range: Range<Int>) -> Bool {
    left.extracting(range).withUnsafeBytes { left in
      right.extracting(range).withUnsafeBytes { right in
        guard let first = left.baseAddress, let second = right.baseAddress else { return left.count == right.count }
        return memcmp(first, second, left.count) == 0
      }
    }
  }

  /// Whether a row has a wide character, which is shown as one only with a filler behind it.
  private static func hasWide(_ cells: Span<Cell>) -> Bool {
    for column in cells.indices where cells[column].isFiller { return true }
    return false
  }

  private func putWhole(_ cells: Span<Cell>, _ row: Int, _ put: (Change) -> Void) {
    var column = 0
    while column < columnCount {
      let cell = cells[column]
      let isWhole = column + 1 < columnCount && cells[column + 1].isFiller
      var change = self.change(cell, row, column)
      if isWhole, TextWidth.width(of: cell.scalar) == 2 {
        change.scalar = cell.scalar
        change.width = 2
        change.mark = TextWidth.isMark(cell.mark) ? cell.mark : 0
      }
      put(change)
      column += change.width
    }
  }

  private func change(_ cell: Cell, _ row: Int, _ column: Int) -> Change {
    let isPlain = cell.scalar >= 0x20 && !(0x7F...0x9F).contains(cell.scalar)
    let scalar = isPlain && TextWidth.width(of: cell.scalar) == 1 ? cell.scalar : 0x20
    let mark = scalar == cell.scalar && cell.mark != 0 && TextWidth.isMark(cell.mark) ? cell.mark : 0
    return Change(point: Point(row: row, column: column), scalar: scalar, width: 1, style: cell.style, mark: mark)
  }
}
