import RunModel
import Screen

/// Draws what runs at this moment, the longest first.
struct RunningPane {
  let state: DashboardState
  let area: Rectangle

  func draw(on canvas: inout Canvas) {
    let owners = state.runningOwners
    let inside = area.insidePane
    canvas.frame(
      area, borders: state.borders, isFocused: false, title: [TextRun("Running \(owners.count)", .title)])
    let room = owners.count > inside.rowCount ? inside.rowCount - 1 : inside.rowCount
    for (offset, owner) in owners.prefix(room).enumerated() {
      draw(owner, row: inside.row + offset, inside, on: &canvas)
    }
    let point = Point(row: inside.endRow - 1, column: inside.column)
    if owners.isEmpty { canvas.write("nothing runs", at: inside.origin, role: .dim, limit: inside.endColumn) }
    if owners.count > room { canvas.write("and \(owners.count - room) more", at: point, role: .dim) }
  }

  private func draw(_ owner: StepOwner, row: Int, _ inside: Rectangle, on canvas: inout Canvas) {
    guard let summary = state.records[owner]?.summary else { return }
    let mark = state.theme.glyphs.text(of: .running, in: state.glyphSet) + " "
    let time = summary.elapsed(at: state.clock).map { DurationText.short(microseconds: $0) } ?? ""
    let limit = canvas.write([TextRun(time, .dim)], row: row, endingAt: inside.endColumn) - 1
    let half = inside.column + inside.columnCount * 3 / 5
    let start = canvas.write([TextRun(mark, .running)], at: Point(row: row, column: inside.column))
    let end = canvas.writeCut(owner.label, at: Point(row: row, column: start), style: CellStyle(), limit: half)
    canvas.writeCut(
      state.situation(of: owner), at: Point(row: row, column: max(end + 2, half - 8)), style: CellStyle(.dim),
      limit: limit)
  }
}

/// Draws failures that are alike, those of most environments first.
struct GroupsPane {
  let state: DashboardState
  let area: Rectangle

  func draw(on canvas: inout Canvas) {
    let inside = area.insidePane
    let isFocused = state.focus == .failures
    let count = state.groupsKnown.count
    canvas.frame(
      area, borders: state.borders, isFocused: isFocused,
      title: [TextRun(count == 0 ? "Failures" : "Failures \(count), by first error", .title)],
      footer: [TextRun(isFocused ? "Enter marks them" : "", .dim)])
    if state.groups.isEmpty {
      let text = state.groupsInQuestion?.isEmpty == false ? "looking at the logs" : "nothing failed"
      canvas.write(text, at: inside.origin, role: .dim, limit: inside.endColumn)
    }
    let first = max(0, min(state.groupCursor - inside.rowCount + 1, state.groups.count - inside.rowCount))
    for (offset, line) in state.groups.dropFirst(first).prefix(inside.rowCount).enumerated() {
      let row = inside.row + offset
      canvas.writeCut(line.runs, at: Point(row: row, column: inside.column), limit: inside.endColumn)
      guard isFocused, first + offset == state.groupCursor else { continue }
      canvas.restyle(Rectangle(row: row, column: inside.column, rowCount: 1, columnCount: inside.columnCount)) {
        $0.attributes.insert(.reverse)
      }
    }
  }
}
