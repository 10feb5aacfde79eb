import EnvironmentModel
import Screen

/// Draws the choice of what rows and columns stand for.
struct AxesPane {
  let state: DashboardState
  let view: AxesView

  func draw(on canvas: inout Canvas) {
    TextPane(
      title: "Axes, outermost first", lines: lines + help, firstLine: 0, hint: "Enter keeps  Esc leaves",
      columnLimit: 120, cursor: min(view.cursor, lines.count - 1), isAtBottom: true
    ).draw(on: &canvas, borders: state.borders)
  }

  private var lines: [[TextRun]] {
    let axes = state.axesInOrder
    let width = axes.map { TextWidth.width(of: $0.name) }.max() ?? 0
    return axes.map { axis in
      let blanks = String(repeating: " ", count: width + 2 - TextWidth.width(of: axis.name))
      let values = axis.values.map { $0.isEmpty ? "-" : $0 }.joined(separator: " ")
      return [TextRun(axis.name + blanks, .header), TextRun(padded(place(of: axis.name)), .key), TextRun(values, .dim)]
    }
  }

  private func padded(_ text: String) -> String {
    text + String(repeating: " ", count: max(2, 18 - TextWidth.width(of: text)))
  }

  private func place(of name: String) -> String {
    switch state.choice.places[name] {
    case .rows: "rows"
    case .columns: "columns"
    case .folded: "folded"
    case .pinned(let value): "only \(value.isEmpty ? "-" : value)"
    case nil: "(\(state.arrangement.whereabouts(of: name)))"
    }
  }

  private var help: [[TextRun]] {
    [
      [], pairs([("r", "rows"), ("c", "columns"), ("f", "fold"), ("Left Right", "only one value")]),
      pairs([("J K", "move in or out"), ("o", "leave open"), ("a", "leave all open")]),
    ]
  }

  private func pairs(_ pairs: [(String, String)]) -> [TextRun] {
    pairs.flatMap { [TextRun($0, .key), TextRun(" \($1)  ", .hint)] }
  }
}
