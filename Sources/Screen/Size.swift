/// A height and a width in cells.
package struct Size: Hashable, Sendable {
  package var rowCount: Int
  package var columnCount: Int

  package init(rowCount: Int, columnCount: Int) {
    self.rowCount = rowCount
    self.columnCount = columnCount
  }
}
