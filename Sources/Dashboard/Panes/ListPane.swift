import RunModel
import Screen

/// Draws one environment or package a line, for terminals that have no room for the matrix.
struct ListPane {
  let state: DashboardState
  let area: Rectangle

  func draw(on canvas: inout Canvas) {
    let owners = state.owners
    let first = Self.firstIndex(state, owners, rowCount: area.rowCount)
    for (offset, owner) in owners.dropFirst(first).prefix(area.rowCount).enumerated() {
      draw(owner, row: area.row + offset, on: &canvas)
    }
  }

  /// The first owner shown so that the selected one stands about the middle.
  static func firstIndex(_ state: DashboardState, _ owners: [StepOwner], rowCount: Int) -> Int {
    let selected = state.selection.flatMap { owners.firstIndex(of: $0) } ?? 0
    return max(0, min(selected - rowCount / 2, owners.count - rowCount))
  }

  private func draw(_ owner: StepOwner, row: Int, on canvas: inout Canvas) {
    let isSelected = owner == state.selection
    let status = state.status(of: owner)
    let attributes: TextAttributes = isSelected ? .reverse : []
    if isSelected { canvas.write(">", at: Point(row: row, column: area.column), role: .focus) }
    if case .environment(let name) = owner, state.marked.contains(name) {
      canvas.write("*", at: Point(row: row, column: area.column + 1), role: .mark)
    }
    let style = CellStyle(status.role, attributes: attributes)
    let mark = Cell(scalar: state.theme.glyphs.scalar(of: status, in: state.glyphSet), style: style)
    canvas[row, area.column + 2] = mark
    if let elapsed = state.records[owner]?.summary.elapsed(at: state.clock) {
      let time = DurationText.compact(microseconds: elapsed)
      for (offset, scalar) in [time.0, time.1, time.2, time.3].enumerated() {
        canvas[row, area.column + 4 + offset] = Cell(scalar: scalar, style: style)
      }
    }
    let end = canvas.writeCut(
      owner.label, at: Point(row: row, column: area.column + 10), style: CellStyle(.text, attributes: attributes),
      limit: area.endColumn)
    guard end + 6 < area.endColumn else { return }
    canvas.writeCut(
      state.situation(of: owner), at: Point(row: row, column: end + 2), style: CellStyle(.dim), limit: area.endColumn)
  }
}
