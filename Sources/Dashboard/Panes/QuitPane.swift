import RunModel
import Screen

/// Draws the question what is to become of a run when the user wants to leave.
struct QuitPane {
  let state: DashboardState

  func draw(on canvas: inout Canvas) {
    let width = min(canvas.size.columnCount, 56)
    let height = min(canvas.size.rowCount, 8)
    let area = Rectangle(
      row: (canvas.size.rowCount - height) / 2, column: (canvas.size.columnCount - width) / 2, rowCount: height,
      columnCount: width)
    canvas.fill(area)
    canvas.frame(area, borders: state.borders, isFocused: true, title: [TextRun("Leave swtox?", .title)])
    let inside = area.insideFrame
    for (offset, line) in lines(width: inside.columnCount - 2).prefix(inside.rowCount).enumerated() {
      canvas.write(line, at: Point(row: inside.row + offset, column: inside.column + 1), limit: inside.endColumn)
    }
  }

  private func lines(width: Int) -> [[TextRun]] {
    DetailPage.wrapped(situation, width: width).map { [TextRun($0)] } + [
      [],
      [TextRun("s", .key), TextRun(" or "), TextRun("Enter", .key), TextRun("  stop the run and leave")],
    ] + detaching + [[TextRun("Esc", .key), TextRun("         stay")]]
  }

  /// A run that has not begun cannot be watched as text.
  private var detaching: [[TextRun]] {
    state.activeRun == nil ? [] : [[TextRun("d", .key), TextRun("           leave it running, as lines of text")]]
  }

  private var situation: String {
    guard let run = state.activeRun else { return "A run is about to begin." }
    let count = state.count(of: .running)
    return "Run \(run.state.id) is going on, \(count == 1 ? "1 environment" : "\(count) environments") running."
  }
}
