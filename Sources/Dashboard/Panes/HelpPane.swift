import Screen

/// Draws all commands with their keys over the screen, made from the command table and the keymap.
struct HelpPane {
  let state: DashboardState
  let firstLine: Int

  /// How many lines of help are seen at a size.
  static func rowCount(_ size: Size) -> Int { max(1, size.rowCount - (isFramed(size) ? 2 : 0)) }

  private static func isFramed(_ size: Size) -> Bool { size.rowCount >= 8 && size.columnCount >= 40 }

  func draw(on canvas: inout Canvas) {
    let lines = Self.lines(state.keymap, size: canvas.size)
    let isFramed = Self.isFramed(canvas.size)
    let width = isFramed ? min(canvas.size.columnCount, 84) : canvas.size.columnCount
    let height = min(canvas.size.rowCount, lines.count + (isFramed ? 2 : 0))
    let area = Rectangle(
      row: (canvas.size.rowCount - height) / 2, column: (canvas.size.columnCount - width) / 2, rowCount: height,
      columnCount: width)
    canvas.fill(area)
    let inside = isFramed ? area.insideFrame : area
    if isFramed {
      let last = min(lines.count, firstLine + inside.rowCount)
      let hint = lines.count > inside.rowCount ? "\(last)/\(lines.count)  Up Down scroll  Esc leaves" : "Esc leaves"
      canvas.frame(
        area, borders: state.borders, isFocused: true, title: [TextRun("Keys", .title)], footer: [TextRun(hint, .dim)])
    }
    for (offset, line) in lines.dropFirst(firstLine).prefix(inside.rowCount).enumerated() {
      canvas.write(line, at: Point(row: inside.row + offset, column: inside.column + 1), limit: inside.endColumn)
    }
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
