import Screen

/// Draws all commands with their keys over the screen, made from the command table and the keymap.
struct HelpPane {
  let state: DashboardState
  let firstLine: Int

  func draw(on canvas: inout Canvas) {
    TextPane(
      title: "Keys", lines: Self.lines(state.keymap, size: canvas.size), firstLine: firstLine, hint: "Esc leaves",
      columnLimit: 84
    ).draw(on: &canvas, borders: state.borders)
  }

  /// The commands under the headings of their groups, each on one line, or on more where the screen is narrow.
  static func lines(_ keymap: Keymap, size: Size) -> [[TextRun]] {
    let isNarrow = size.columnCount < 80
    var lines: [[TextRun]] = []
    for group in DashboardCommand.Group.allCases {
      if !lines.isEmpty { lines.append([]) }
      lines.append([TextRun(group.rawValue, .title)])
      for command in DashboardCommand.allCases where command.group == group {
        let keys = keymap.keysText(of: command)
        if isNarrow {
          lines.append([TextRun("  " + keys, .key)])
          lines += DetailPage.wrapped(command.help, width: max(8, size.columnCount - 8)).map { [TextRun("    " + $0)] }
        } else {
          lines.append([TextRun("  " + padded(keys), .key), TextRun(command.help)])
        }
      }
    }
    return lines
  }

  private static func padded(_ text: String) -> String {
    text + String(repeating: " ", count: max(1, 24 - TextWidth.width(of: text)))
  }
}

extension DashboardFocus {
  /// The pane in a word.
  var label: String {
    switch self {
    case .matrix: "matrix"
    case .log: "log"
    case .detail: "inspection"
    }
  }
}
