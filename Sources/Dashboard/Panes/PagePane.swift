import Screen

/// Draws a page over the whole screen, with the line under its cursor.
struct PagePane {
  let state: DashboardState
  let page: PageView

  func draw(on canvas: inout Canvas) {
    TextPane(
      title: page.subject.title, lines: page.shownLines, firstLine: page.firstLine,
      hint: hint(width: canvas.size.columnCount),
      columnLimit: canvas.size.columnCount, cursor: page.cursor, rowMinimum: canvas.size.rowCount,
      firstColumn: page.firstColumn
    ).draw(on: &canvas, borders: state.borders)
  }

  /// What keys do here, as much of it as there is room for.
  private func hint(width: Int) -> String {
    if !state.notice.isEmpty { return state.notice }
    if width < 70 { return "Esc leaves" }
    var parts: [String] = []
    switch page.subject {
    case .runs, .history: parts.append("Enter shows the run")
    case .failures: parts.append("Enter shows the log, or marks all that failed alike")
    case .matches: parts.append("Enter shows the line")
    case .difference, .groups, .packages, .doctor: break
    }
    var others: [(DashboardCommand, String)] = [
      (.failures, "failures"), (.difference, "changes"), (.history, isHistory ? "all runs" : "history"),
    ]
    others.removeAll { isShown($0.0) }
    let rest = others.compactMap { command, word in
      state.keymap.keys(for: command, in: .matrix).first.map { "\($0.label) \(word)" }
    }
    // Beside them stands how far the page is scrolled.
    let room = width - 34
    for part in rest.reversed() where (parts + [part, "Esc leaves"]).joined(separator: "  ").count <= room {
      parts.append(part)
    }
    return (parts + ["Esc leaves"]).joined(separator: "  ")
  }

  private var isHistory: Bool { if case .history = page.subject { true } else { false } }

  private func isShown(_ command: DashboardCommand) -> Bool {
    switch (page.subject, command) {
    case (.difference, .difference), (.failures, .failures): true
    default: false
    }
  }
}
