import EnvironmentModel
import RunModel
import Screen

/// Draws the key hints and the status line.
struct FooterPane {
  let state: DashboardState

  func drawHints(in area: Rectangle, on canvas: inout Canvas) {
    // A pane over all others, or a line being typed into, takes the keys and names its own.
    guard !area.isEmpty, state.overlay == nil, state.prompt == nil else { return }
    var column = area.column + 1
    let tail = hint(.help) + [TextRun("  ")] + hint(.quit)
    for command in commands {
      let runs = hint(command)
      guard column + runs.width + 2 + tail.width < area.endColumn else { continue }
      if !runs.isEmpty { column = canvas.write(runs, at: Point(row: area.row, column: column)) + 2 }
    }
    canvas.write(tail, at: Point(row: area.row, column: column), limit: area.endColumn)
  }

  private func hint(_ command: DashboardCommand) -> [TextRun] {
    guard let key = state.keymap.keys(for: command, in: state.focus).first else { return [] }
    return [TextRun(key.label, .key), TextRun(" " + words(for: command), .hint)]
  }

  /// The command's own words, or what it comes to now.
  private func words(for command: DashboardCommand) -> String {
    switch command {
    case .open where state.focus == .failures: "mark them"
    case .open where state.focus != .matrix: state.isZoomed ? "smaller" : "larger"
    case .quit where state.isZoomed: "back"
    case .back where state.viewedRun != nil && state.focus == .matrix: "back to now"
    case .pause where state.isPaused: "go on"
    case .rerun where !state.marked.isEmpty: "rerun marked"
    default: command.hint
    }
  }

  /// The commands that help most where the focus is, the most important first.
  private var commands: [DashboardCommand] {
    let isSinglePane = DashboardLayout.isSinglePane(state.size)
    let size: [DashboardCommand] = isSinglePane ? [] : [.open]
    switch state.focus {
    case .matrix: return matrixCommands
    case .log:
      let matches: [DashboardCommand] = state.log.query == nil ? [] : [.nextMatch, .previousMatch]
      return [.back, .search] + matches + [.follow, .first, .last] + size + [.inspect, .nextPane, .rerun]
    case .detail: return [.back, .nextTab, .first, .last] + size + [.nextPane, .rerun, .search]
    case .failures: return [.open, .back, .nextPane, .rerun]
    }
  }

  private var matrixCommands: [DashboardCommand] {
    let marks: [DashboardCommand] = state.marked.isEmpty ? [.mark] : [.mark, .unmarkAll]
    let views: [DashboardCommand] = [.open, .search, .nextPane, .glyphs, .theme]
    let failures: [DashboardCommand] = hasFailures ? [.nextFailure, .failures] : []
    if state.viewedRun != nil {
      return [.back, .open, .inspect] + failures + [.history, .difference, .search, .nextPane]
    }
    let keyboard: [DashboardCommand] = state.keyboardOwner == nil ? [] : [.keyboard]
    if state.isRunning { return keyboard + [.cancel, .stop, .inspect, .pause] + marks + failures + views + [.rerun] }
    return [.runAll, .rerun] + (hasFailures ? [.rerunFailed] : []) + marks + [.inspect] + failures
      + (state.runs.isEmpty ? [] : [.history]) + views
  }

  private var hasFailures: Bool {
    MatrixStatus.allCases.contains { $0.isBad && state.count(of: $0) > 0 }
  }

  func drawStatus(in area: Rectangle, on canvas: inout Canvas) {
    let point = Point(row: area.row, column: area.column + 1)
    if !state.notice.isEmpty {
      canvas.writeCut(state.notice, at: point, style: CellStyle(.warning), limit: area.endColumn - 1)
      return
    }
    guard let owner = state.selection else { return }
    if let place = state.selectedPlace, state.focus == .matrix {
      let members = state.arrangement.members(at: place)
      if members.count > 1 { return drawFolded(Array(members), at: point, limit: area.endColumn - 1, on: &canvas) }
    }
    let status = state.status(of: owner)
    let mark = TextRun(state.theme.glyphs.text(of: status, in: state.glyphSet) + " ", status.role)
    let end = canvas.write([mark, TextRun(owner.label)], at: point, limit: area.endColumn - 1)
    let situation = state.situation(of: owner)
    let words = situation.isEmpty ? status.label : situation
    guard end + 4 < area.endColumn else { return }
    canvas.writeCut(
      words, at: Point(row: area.row, column: end + 2), style: CellStyle(.dim), limit: area.endColumn - 1)
  }

  /// What several environments that share a cell come to.
  private func drawFolded(_ names: [EnvironmentName], at point: Point, limit: Int, on canvas: inout Canvas) {
    let statuses = names.map { state.status(of: .environment($0)) }
    var runs = [TextRun("\(names.count) environments  ")]
    for status in MatrixStatus.allCases where statuses.contains(status) {
      let mark = state.theme.glyphs.text(of: status, in: state.glyphSet)
      runs.append(TextRun("\(mark)\(statuses.count { $0 == status }) ", status.role))
    }
    canvas.writeCut(
      runs + [TextRun(" the log is of \(state.selectedEnvironment?.text ?? "")", .dim)], at: point, limit: limit)
  }
}
