import RunModel
import Screen

/// Draws what rows and columns of the matrix come to, beside and below its cells, where the screen has room for it.
struct TotalsPane {
  /// The columns of a row's total, the gap to the cells included.
  static let width = 22

  let state: DashboardState
  let areas: MatrixAreas
  let model: MatrixViewModel

  /// The columns that are kept for the totals of rows, where the screen is wide enough to have them.
  static func reservedWidth(_ state: DashboardState) -> Int {
    state.size.columnCount >= 120 && hasBothAxes(state) ? width : 0
  }

  /// Whether rows have totals at the right.
  static func hasRowTotals(_ state: DashboardState) -> Bool {
    state.size.columnCount >= 120 && hasBothAxes(state) && state.geometry.form != .packed
      && state.geometry.width + width <= DashboardLayout.matrixRoom(of: state.size).columnCount
  }

  /// Whether columns have totals at the bottom.
  static func hasColumnTotals(_ state: DashboardState) -> Bool {
    state.size.columnCount >= 120 && state.size.rowCount >= 30 && hasBothAxes(state)
      && state.geometry.form == .times
  }

  private static func hasBothAxes(_ state: DashboardState) -> Bool {
    state.arrangement.columnLabels.count > 1 && state.arrangement.rowLabels.count > 1
  }

  func draw(on canvas: inout Canvas) {
    if Self.hasRowTotals(state) { drawRowTotals(on: &canvas) }
    guard !areas.totals.isEmpty else { return }
    let label = state.geometry.labelWidth >= 6 ? "total" : state.geometry.labelWidth >= 4 ? "all" : ""
    canvas.write(label, at: areas.totals.origin, role: .dim)
    for column in model.columns {
      let start = areas.body.column + model.offset(of: column) + 1
      let end = areas.body.column + model.endOffset(of: column)
      draw(state.totals.column(column), at: Point(row: areas.totals.row, column: start), limit: end, on: &canvas)
    }
  }

  private func drawRowTotals(on canvas: inout Canvas) {
    let column = areas.body.column + state.geometry.width + 2
    if areas.headings.rowCount > 0 {
      canvas.write("total", at: Point(row: areas.headings.endRow - 1, column: column), role: .dim)
    }
    for row in model.rows {
      let point = Point(row: areas.body.row + row - model.rows.lowerBound, column: column)
      draw(state.totals.row(row), at: point, limit: column + Self.width - 2, on: &canvas)
    }
  }

  /// Counts with their marks, the worst first; what there is no room for is summed up: `✗1 +11`.
  private func draw(
    _ counts: [(status: MatrixStatus, count: Int)], at point: Point, limit: Int, on canvas: inout Canvas
  ) {
    let texts = counts.map { state.theme.glyphs.text(of: $0.status, in: state.glyphSet) + String($0.count) }
    let shown = shownCount(counts, texts, room: limit - point.column)
    var column = point.column
    for (text, entry) in zip(texts, counts).prefix(shown) {
      column = canvas.write(text, at: Point(row: point.row, column: column), role: entry.status.role, limit: limit) + 1
    }
    guard shown < counts.count else { return }
    let rest = Self.remainder(counts, after: shown)
    let isTight = column + TextWidth.width(of: rest) > limit
    canvas.write(
      isTight ? "+" : rest, at: Point(row: point.row, column: isTight ? column - 1 : column), role: .dim, limit: limit)
  }

  /// How many entries fit: all of them, or some with a word on the rest; never none.
  private func shownCount(_ counts: [(status: MatrixStatus, count: Int)], _ texts: [String], room: Int) -> Int {
    let widths = texts.map { TextWidth.width(of: $0) + 1 }
    return counts.indices.reversed().first { last in
      let used = widths.prefix(last + 1).reduce(0, +)
      if last == counts.count - 1 { return used - 1 <= room }
      return used + TextWidth.width(of: Self.remainder(counts, after: last + 1)) <= room
    }.map { $0 + 1 } ?? min(1, counts.count)
  }

  private static func remainder(_ counts: [(status: MatrixStatus, count: Int)], after shown: Int) -> String {
    "+\(counts.dropFirst(shown).reduce(0) { $0 + $1.count })"
  }
}
