package import RunModel
package import Screen

/// What is seen of the matrix at this moment: the rows and columns that fit, where they stand and what their cells show.
///
/// Making one costs as much as there is to see, whatever the size of the matrix.
package struct MatrixViewModel: Sendable {
  /// What a cell shows.
  package struct CellModel: Hashable, Sendable {
    package var status: MatrixStatus
    /// How long it took, or has taken so far; `nil` when it has not begun.
    package var microseconds: Int64?
    package var isSelected: Bool
    package var isMarked: Bool
  }

  package let rows: Range<Int>
  package let columns: Range<Int>
  private let state: DashboardState

  /// What is seen in a body of the matrix at the state's scroll position.
  package init(_ state: DashboardState, body: Rectangle) {
    self.state = state
    let last = state.arrangement.rowLabels.count
    let first = min(state.scroll.row, max(0, last - 1))
    rows = first..<min(last, first + max(0, body.rowCount))
    columns = state.geometry.visibleColumns(from: state.scroll.column, width: body.columnCount)
  }

  /// The offset of a visible column's cells from the left of the matrix.
  package func offset(of column: Int) -> Int {
    let offsets = state.geometry.columnOffsets
    return state.geometry.labelWidth + offsets[column] - offsets[columns.lowerBound]
  }

  /// Where a visible column ends.
  package func endOffset(of column: Int) -> Int {
    let offsets = state.geometry.columnOffsets
    return state.geometry.labelWidth + offsets[column + 1] - offsets[columns.lowerBound]
  }

  /// The visible column at an offset; `nil` outside the cells.
  package func column(at offset: Int) -> Int? {
    columns.first { offset >= self.offset(of: $0) && offset < endOffset(of: $0) }
  }

  /// What a place shows; `nil` where the product has no environment.
  package func cell(at place: MatrixPlace) -> CellModel? {
    guard let name = state.arrangement[place] else { return nil }
    let owner = StepOwner.environment(name)
    let summary = state.records[owner]?.summary
    return CellModel(
      status: summary?.status ?? .unknown, microseconds: summary.flatMap { $0.elapsed(at: state.now) },
      isSelected: owner == state.selection, isMarked: state.marked.contains(name))
  }

  /// The labels of a row that differ from the row above, from the outermost that does; all in the first visible row.
  package func changedLabels(of row: Int) -> [String?] {
    let labels = state.arrangement.rowLabels[row]
    guard row > rows.lowerBound else { return labels }
    let above = state.arrangement.rowLabels[row - 1]
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
