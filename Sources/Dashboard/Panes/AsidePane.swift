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
    drawEnd(of: commands, in: inside.splitRows(at: room).top, on: &canvas)
    drawStart(of: past, in: inside.splitRows(at: inside.rowCount - pastCount).bottom, on: &canvas)
  }

  private func lines(width: Int) -> (commands: [[TextRun]], past: [[TextRun]]) {
    guard let owner = state.selection else { return ([], []) }
    var page = DetailPage(width: width)
    page.addCommandList(state, owner)
    let past = state.selectedEnvironment.flatMap { state.lookedUp[.history($0)] } ?? []
    return (page.lines, past.map(\.runs))
  }

  /// The last commands matter most: they run or failed.
  private func drawEnd(of lines: [[TextRun]], in area: Rectangle, on canvas: inout Canvas) {
    guard lines.count > area.rowCount else { return draw(lines, in: area, on: &canvas) }
    let shown = lines.suffix(max(0, area.rowCount - 1))
    draw([Self.more(lines.count - shown.count, "before")] + shown, in: area, on: &canvas)
  }

  /// The newest results come first.
  private func drawStart(of lines: [[TextRun]], in area: Rectangle, on canvas: inout Canvas) {
    guard lines.count > area.rowCount else { return draw(lines, in: area, on: &canvas) }
    let shown = lines.prefix(max(0, area.rowCount - 1))
    draw(shown + [Self.more(lines.count - shown.count, "more")], in: area, on: &canvas)
  }

  private static func more(_ count: Int, _ where: String) -> [TextRun] { [TextRun("\(count) lines \(`where`)", .dim)] }

  private func draw(_ lines: [[TextRun]], in area: Rectangle, on canvas: inout Canvas) {
    for (offset, line) in lines.prefix(area.rowCount).enumerated() {
      canvas.writeCut(line, at: Point(row: area.row + offset, column: area.column), limit: area.endColumn)
    }
  }
}
