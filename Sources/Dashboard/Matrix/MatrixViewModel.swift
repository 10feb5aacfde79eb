import EnvironmentModel
package import RunModel
package import Screen

/// What is seen of the matrix at this moment: the rows and columns that fit, where they stand and what their cells show.
///
/// Making one costs as much as there is to see, whatever the size of the matrix.
package struct MatrixViewModel: Sendable {
  /// What a cell shows.
  package struct CellModel: Sendable {
    package var status: MatrixStatus
    /// How long it took, or has taken so far; `nil` when it has not begun.
    package var microseconds: Int64?
    /// Of several environments that share the cell: how many are in the worst state, and how many there are.
    package var share: (count: Int, total: Int)?
    package var isSelected: Bool
    package var isMarked: Bool
  }

  package let rows: Range<Int>
  package let columns: Range<Int>
  private let arrangement: MatrixArrangement
  private let geometry: MatrixGeometry
  private let cells: [CellState]
  private let clock: Int64
  private let marked: Set<EnvironmentName>
  /// Where the first environment of the selected place stands in the arrangement's order.
  private let selectedIndex: Int?

  /// What is seen in a body of the matrix at the state's scroll position.
  package init(_ state: DashboardState, body: Rectangle) {
    arrangement = state.arrangement
    geometry = state.geometry
    cells = state.cells
    clock = state.clock
    marked = state.effectivelyMarked
    selectedIndex = state.selectedPlace.flatMap { state.arrangement.indices(at: $0).first }
    let last = state.arrangement.rowLabels.count
    let first = min(state.scroll.row, max(0, last - 1))
    rows = first..<min(last, first + max(0, body.rowCount))
    columns = state.geometry.visibleColumns(from: state.scroll.column, width: body.columnCount)
  }

  /// The offset of a visible column's cells from the left of the matrix.
  package func offset(of column: Int) -> Int {
    let offsets = geometry.columnOffsets
    return geometry.labelWidth + offsets[column] - offsets[columns.lowerBound]
  }

  /// Where a visible column ends.
  package func endOffset(of column: Int) -> Int {
    let offsets = geometry.columnOffsets
    return geometry.labelWidth + offsets[column + 1] - offsets[columns.lowerBound]
  }

  /// The visible column at an offset; `nil` outside the cells.
  package func column(at offset: Int) -> Int? {
    columns.first { offset >= self.offset(of: $0) && offset < endOffset(of: $0) }
  }

  /// Goes through the cells of a row that are seen, from left to right, with their offsets from the left of the matrix.
  func forEachCell(inRow row: Int, _ body: (_ offset: Int, CellModel) -> Void) {
    let indices = arrangement.indices(inRow: row, columns)
    if indices.isEmpty { return }
    let start = geometry.labelWidth - geometry.columnOffsets[columns.lowerBound]
    var index = indices.lowerBound
    while index < indices.upperBound {
      let column = arrangement.column(at: index)
      var end = index + 1
      while end < indices.upperBound, arrangement.column(at: end) == column { end += 1 }
      body(start + geometry.columnOffsets[column], end == index + 1 ? cell(at: index) : folded(index..<end))
      index = end
    }
  }

  /// What a place shows; `nil` where the product has no environment.
  package func cell(at place: MatrixPlace) -> CellModel? {
    let indices = arrangement.indices(at: place)
    return indices.isEmpty ? nil : indices.count == 1 ? cell(at: indices.lowerBound) : folded(indices)
  }

  // Of the ten thousand cells that a screen may have each goes through here for each frame.
  @inline(__always) private func cell(at index: Int) -> CellModel {
    let cell = cells[index]
    return CellModel(
      status: cell.status, microseconds: cell.elapsed(at: clock), isSelected: selectedIndex == index,
      isMarked: !marked.isEmpty && marked.contains(arrangement.order[index]))
  }

  /// What a cell comes to that several environments share: the worst of them, and how many are like it.
  private func folded(_ indices: Range<Int>) -> CellModel {
    let worst = indices.map { cells[$0].status }.max { $0.severity < $1.severity } ?? .unknown
    return CellModel(
      status: worst, share: (indices.count { cells[$0].status == worst }, indices.count),
      isSelected: selectedIndex == indices.lowerBound,
      isMarked: !marked.isEmpty && indices.contains { marked.contains(arrangement.order[$0]) })
  }

  /// The labels of a row that differ from the row above, from the outermost that does; all in the first visible row.
  package func changedLabels(of row: Int) -> [String?] {
    let labels = arrangement.rowLabels[row]
    guard row > rows.lowerBound else { return labels }
    let above = arrangement.rowLabels[row - 1]
    let firstChange = labels.indices.first { labels[$0] != above[$0] } ?? labels.count
    return labels.indices.map { $0 < firstChange ? nil : labels[$0] }
  }
}

extension OwnerSummary {
  /// The microseconds its steps have taken up to a time, without the waiting; `nil` before the first starts.
  package func elapsed(at now: Int64) -> Int64? {
    workedMicroseconds.map { $0 + max(0, runningSince.map { now - $0 } ?? 0) }
  }
}

/// What is known of the environment of a cell, kept where drawing finds it without a search.
struct CellState: Hashable, Sendable {
  var status = MatrixStatus.unknown
  private var worked: Int64?
  private var runningSince: Int64?

  init(_ summary: OwnerSummary?) {
    guard let summary else { return }
    (status, worked, runningSince) = (summary.status, summary.workedMicroseconds, summary.runningSince)
  }

  func elapsed(at now: Int64) -> Int64? { worked.map { $0 + max(0, runningSince.map { now - $0 } ?? 0) } }
}
