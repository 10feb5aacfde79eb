/// A block of cells; never negative in size.
package struct Rectangle: Hashable, Sendable {
  package var row: Int
  package var column: Int
  package var rowCount: Int
  package var columnCount: Int

  package init(row: Int, column: Int, rowCount: Int, columnCount: Int) {
    self.row = row
    self.column = column
    self.rowCount = max(0, rowCount)
    self.columnCount = max(0, columnCount)
  }

  /// All of a screen of a size.
  package init(_ size: Size) {
    self.init(row: 0, column: 0, rowCount: size.rowCount, columnCount: size.columnCount)
  }

  package var origin: Point { Point(row: row, column: column) }
  /// The first row below.
  package var endRow: Int { row + rowCount }
  /// The first column to the right.
  package var endColumn: Int { column + columnCount }
  package var isEmpty: Bool { rowCount == 0 || columnCount == 0 }

  /// What is left inside a frame one cell thick.
  package var insideFrame: Rectangle {
    Rectangle(row: row + 1, column: column + 1, rowCount: rowCount - 2, columnCount: columnCount - 2)
  }

  /// Whether a cell lies inside.
  package func contains(_ point: Point) -> Bool {
    point.row >= row && point.row < endRow && point.column >= column && point.column < endColumn
  }

  /// The top `count` rows and the rest below them.
  package func splitRows(at count: Int) -> (top: Rectangle, bottom: Rectangle) {
    let count = min(max(0, count), rowCount)
    return (
      Rectangle(row: row, column: column, rowCount: count, columnCount: columnCount),
      Rectangle(row: row + count, column: column, rowCount: rowCount - count, columnCount: columnCount)
    )
  }

  /// The left `count` columns and the rest to their right.
  package func splitColumns(at count: Int) -> (left: Rectangle, right: Rectangle) {
    let count = min(max(0, count), columnCount)
    return (
      Rectangle(row: row, column: column, rowCount: rowCount, columnCount: count),
      Rectangle(row: row, column: column + count, rowCount: rowCount, columnCount: columnCount - count)
    )
  }
}

extension Rectangle {
  /// The part of the rectangle that lies inside another.
  package func clipped(to other: Rectangle) -> Rectangle {
    let row = max(self.row, other.row)
    let column = max(self.column, other.column)
    return Rectangle(
      row: row, column: column, rowCount: min(endRow, other.endRow) - row,
      columnCount: min(endColumn, other.endColumn) - column)
  }
}
