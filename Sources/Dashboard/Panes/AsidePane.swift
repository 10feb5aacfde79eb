import Screen

/// Draws the commands and the past of the selected environment beside the tabs of large screens.
struct AsidePane {
  let state: DashboardState
  let area: Rectangle

  func draw(on canvas: inout Canvas) {
    let inside = area.insidePane
    let (commands, past) = lines(width: inside.columnCount)
    canvas.frame(area, borders: state.borders, isFocused: false, title: [TextRun("Commands and history", .title)])
    // The past keeps a third, and what the commands leave free.
    let pastCount = min(past.count, max(inside.rowCount / 3, inside.rowCount - commands.count - 1))
    let room = inside.rowCount - (pastCount > 0 ? pastCount + 1 : 0)
    draw(commands, in: inside.splitRows(at: room).top, on: &canvas)
    draw(Array(past.prefix(pastCount)), in: inside.splitRows(at: inside.rowCount - pastCount).bottom, on: &canvas)
  }

  private func lines(width: Int) -> (commands: [[TextRun]], past: [[TextRun]]) {
    guard let owner = state.selection else { return ([], []) }
    var page = DetailPage(width: width)
    page.addCommands(state, owner)
    let past = state.selectedEnvironment.flatMap { state.lookedUp[.history($0)] } ?? []
    return (page.lines, past.map(\.runs))
  }

  private func draw(_ lines: [[TextRun]], in area: Rectangle, on canvas: inout Canvas) {
    let isCut = lines.count > area.rowCount
    for (offset, line) in lines.prefix(isCut ? area.rowCount - 1 : area.rowCount).enumerated() {
      canvas.writeCut(line, at: Point(row: area.row + offset, column: area.column), limit: area.endColumn)
    }
    guard isCut, area.rowCount > 0 else { return }
    let point = Point(row: area.endRow - 1, column: area.column)
    canvas.write("and \(lines.count - area.rowCount + 1) lines more", at: point, role: .dim, limit: area.endColumn)
  }
}
