import Screen
import Testing

@Suite struct GeometryTests {
  private let block = Rectangle(row: 2, column: 3, rowCount: 4, columnCount: 5)

  @Test func `a rectangle is never negative`() {
    let rectangle = Rectangle(row: 1, column: 1, rowCount: -3, columnCount: -1)
    #expect(rectangle.rowCount == 0)
    #expect(rectangle.columnCount == 0)
    #expect(rectangle.isEmpty)
  }

  @Test(arguments: [(2, 3, true), (5, 7, true), (6, 3, false), (2, 8, false), (1, 3, false), (2, 2, false)])
  func `a rectangle holds its first cell and not the one after its last`(row: Int, column: Int, isInside: Bool) {
    #expect(block.contains(Point(row: row, column: column)) == isInside)
  }

  @Test func `the inside of a frame is one cell smaller all around`() {
    #expect(block.insideFrame == Rectangle(row: 3, column: 4, rowCount: 2, columnCount: 3))
    #expect(Rectangle(row: 0, column: 0, rowCount: 1, columnCount: 1).insideFrame.isEmpty)
  }

  @Test(arguments: [(-1, 0), (0, 0), (1, 1), (4, 4), (9, 4)])
  func `splitting rows keeps every row once`(count: Int, top: Int) {
    let (first, second) = block.splitRows(at: count)
    #expect(first.rowCount == top)
    #expect(first.endRow == second.row)
    #expect(first.rowCount + second.rowCount == block.rowCount)
    #expect(first.columnCount == 5 && second.columnCount == 5)
  }

  @Test(arguments: [(-1, 0), (0, 0), (2, 2), (5, 5), (9, 5)])
  func `splitting columns keeps every column once`(count: Int, left: Int) {
    let (first, second) = block.splitColumns(at: count)
    #expect(first.columnCount == left)
    #expect(first.endColumn == second.column)
    #expect(first.columnCount + second.columnCount == block.columnCount)
    #expect(first.rowCount == 4 && second.rowCount == 4)
  }

  @Test(arguments: [
    (
      Rectangle(row: 0, column: 0, rowCount: 3, columnCount: 4),
      Rectangle(row: 2, column: 3, rowCount: 1, columnCount: 1)
    ),
    (
      Rectangle(row: 3, column: 4, rowCount: 1, columnCount: 1),
      Rectangle(row: 3, column: 4, rowCount: 1, columnCount: 1)
    ),
  ])
  func `clipping keeps what both have`(other: Rectangle, common: Rectangle) {
    #expect(block.clipped(to: other) == common)
    #expect(other.clipped(to: block) == common)
  }

  @Test func `clipping what lies apart leaves nothing`() {
    #expect(block.clipped(to: Rectangle(row: 20, column: 20, rowCount: 2, columnCount: 2)).isEmpty)
  }
}
