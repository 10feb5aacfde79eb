import Screen

/// Draws all commands with their keys over the screen, made from the command table and the keymap.
struct HelpPane {
  let state: DashboardState
  let firstLine: Int

  func draw(on canvas: inout Canvas) {
    TextPane(
      title: state.helpFilter.isEmpty ? "Keys" : "Keys with '\(state.helpFilter)'",
      lines: Self.lines(state.keymap, size: canvas.size, filter: state.helpFilter), firstLine: firstLine,
      hint: state.notice.isEmpty ? "/ finds  Esc leaves" : state.notice,
      columnLimit: 84
    ).draw(on: &canvas, borders: state.borders)
  }

  /// The commands under the headings of their groups, each on one line, or on more where the screen is narrow.
  ///
  /// - Parameter filter: What a command's line has to have.
  static func lines(_ keymap: Keymap, size: Size, filter: String = "") -> [[TextRun]] {
    let isNarrow = size.columnCount < 80
    var lines: [[TextRun]] = []
    for group in CommandEntry.Group.allCases {
      let commands = DashboardCommand.allCases.filter { $0.group == group && isFound($0, keymap, filter) }
      if commands.isEmpty { continue }
      if !lines.isEmpty { lines.append([]) }
      lines.append([TextRun(group.rawValue, .title)])
      for command in commands {
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

  private static func isFound(_ command: DashboardCommand, _ keymap: Keymap, _ filter: String) -> Bool {
    if filter.isEmpty { return true }
    return "\(keymap.keysText(of: command)) \(command.name) \(command.help)".lowercased().contains(filter.lowercased())
  }

  private static func padded(_ text: String) -> String {
    text + String(repeating: " ", count: max(1, 24 - TextWidth.width(of: text)))
  }
}

extension DashboardFocus {
  /// The pane in a word.
  package var label: String {
    switch self {
    case .matrix: "matrix"
    case .log: "log"
    case .detail: "inspection"
    case .failures: "failures"
    }
  }
}
