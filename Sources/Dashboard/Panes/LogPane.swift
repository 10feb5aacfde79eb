import EnvironmentModel
import Logs
import RunModel
import Screen

/// Draws the log of the selected environment or package, or says why there is none.
struct LogPane {
  let state: DashboardState
  let area: Rectangle
  private let inside: Rectangle

  init(_ state: DashboardState, in area: Rectangle, isFramed: Bool) {
    self.state = state
    self.area = area
    inside = isFramed ? area.insidePane : area
  }

  func draw(on canvas: inout Canvas) {
    if inside != area { drawFrame(on: &canvas) }
    if let excerpt = currentExcerpt, excerpt.failure == nil, excerpt.lineCount > 0 {
      drawRows(of: excerpt, on: &canvas)
    } else {
      drawLesson(on: &canvas)
    }
    if state.log.input != nil { drawInput(on: &canvas) }
  }

  private var currentExcerpt: LogExcerpt? {
    guard let excerpt = state.log.excerpt, excerpt.owner == state.selection,
      state.selection.flatMap({ state.records[$0]?.run }) == excerpt.run
    else { return nil }
    return excerpt
  }

  private func drawFrame(on canvas: inout Canvas) {
    canvas.frame(
      area, borders: state.borders, isFocused: state.focus == .log, title: PaneTitle.title(state),
      rightTitle: PaneTitle.tabs(state), footer: [TextRun(facts.joined(separator: "  "), .dim)])
  }

  private var facts: [String] {
    guard let excerpt = currentExcerpt, excerpt.lineCount > 0 else { return [] }
    var facts: [String] = []
    if !state.log.query.isEmpty { facts.append(matchFact(excerpt)) }
    if state.log.firstColumn > 0 { facts.append("from column \(state.log.firstColumn + 1)") }
    let last = min(excerpt.lineCount, excerpt.firstLine + excerpt.rows.count)
    facts.append("\(last)/\(excerpt.lineCount)\(excerpt.isPartial ? "+" : "")")
    facts.append(state.log.isFollowing ? "follow" : "f follows")
    return facts
  }

  private func matchFact(_ excerpt: LogExcerpt) -> String {
    guard excerpt.query == state.log.query else { return "searching '\(state.log.query)'" }
    let count = "\(excerpt.matchCount)\(excerpt.isSearchComplete && !excerpt.isPartial ? "" : "+")"
    return "/\(state.log.query)  \(count) \(excerpt.matchCount == 1 ? "match" : "matches")"
  }

  private func drawRows(of excerpt: LogExcerpt, on canvas: inout Canvas) {
    let pattern = LogPattern(state.log.query)
    for (offset, row) in excerpt.rows.prefix(inside.rowCount).enumerated() {
      let point = Point(row: inside.row + offset, column: inside.column)
      switch row {
      case .heading(let heading): draw(heading, at: point, on: &canvas)
      case .output(let cells):
        draw(cells, at: point, on: &canvas)
        guard let pattern else { continue }
        let isCurrent = excerpt.firstLine + offset == state.log.matchLine
        highlight(pattern.ranges(in: cells), isCurrent: isCurrent, row: point.row, on: &canvas)
      }
    }
  }

  private func draw(_ heading: LogHeading, at point: Point, on canvas: inout Canvas) {
    let indent = heading.isRuled ? 3 : 0
    let start = Point(row: point.row, column: point.column + indent)
    let end = canvas.writeCut(heading.text, at: start, style: CellStyle(heading.role), limit: inside.endColumn)
    guard heading.isRuled else { return }
    let rule = Cell(scalar: FramePen(state.borders).horizontal, style: CellStyle(.border))
    for column in [point.column, point.column + 1] + Array((end + 1)..<max(end + 1, inside.endColumn)) {
      canvas[point.row, column] = rule
    }
  }

  private func draw(_ cells: [Cell], at point: Point, on canvas: inout Canvas) {
    canvas.write(cells.dropFirst(state.log.firstColumn), at: point, limit: inside.endColumn)
    // Halves of wide characters at the edges.
    if canvas[point.row, point.column].isFiller { canvas[point.row, point.column] = .blank }
    guard cells.count - state.log.firstColumn > inside.columnCount else { return }
    let last = inside.endColumn - 1
    if canvas[point.row, last].isFiller { canvas[point.row, last - 1] = .blank }
    canvas[point.row, last] = Cell(scalar: 0x3E, style: CellStyle(.key))
  }

  private func highlight(_ ranges: [Range<Int>], isCurrent: Bool, row: Int, on canvas: inout Canvas) {
    for range in ranges {
      let start = max(inside.column, inside.column + range.lowerBound - state.log.firstColumn)
      let end = min(inside.endColumn, inside.column + range.upperBound - state.log.firstColumn)
      canvas.restyle(Rectangle(row: row, column: start, rowCount: 1, columnCount: end - start)) {
        $0 = CellStyle(.match, attributes: isCurrent ? .underline : [])
      }
    }
  }

  private func drawInput(on canvas: inout Canvas) {
    guard let input = state.log.input, !inside.isEmpty else { return }
    let row = inside.endRow - 1
    canvas.fill(Rectangle(row: row, column: inside.column, rowCount: 1, columnCount: inside.columnCount))
    let start = canvas.write("/", at: Point(row: row, column: inside.column), role: .key)
    let end = canvas.write(
      Self.tail(of: input, width: inside.endColumn - 1 - start), at: Point(row: row, column: start), role: .text,
      limit: inside.endColumn - 1)
    canvas.cursor = Point(row: row, column: end)
    let hint = [TextRun("Enter", .key), TextRun(" search  ", .hint), TextRun("Esc", .key), TextRun(" leave", .hint)]
    if end + hint.width + 2 < inside.endColumn { canvas.write(hint, row: row, endingAt: inside.endColumn) }
  }

  /// The end of a text, where it is being typed on.
  private static func tail(of text: String, width: Int) -> String {
    var tail = Substring(text)
    while TextWidth.width(of: String(tail)) > max(0, width) { tail = tail.dropFirst() }
    return String(tail)
  }

  private func drawLesson(on canvas: inout Canvas) {
    for (offset, runs) in lesson.prefix(inside.rowCount).enumerated() {
      canvas.write(runs, at: Point(row: inside.row + offset, column: inside.column), limit: inside.endColumn)
    }
  }

  /// What there is to know and to do where no log is.
  private var lesson: [[TextRun]] {
    let runAll = advice(.runAll, "to run all")
    let runOne = advice(.rerun, "to run the selected environment")
    guard let owner = state.selection else { return [[TextRun("this project has no environments")]] }
    if let failure = currentExcerpt?.failure { return [[TextRun(failure, .warning)]] }
    guard let record = state.records[owner] else {
      let who = state.runs.isEmpty ? "never run yet" : "\(owner.label) was never run"
      return [[TextRun(who)], [], runAll, runOne]
    }
    switch record.summary.status {
    case .queued, .waiting: return [[TextRun("\(owner.label) is \(record.summary.status.label)")]]
    default:
      let reason = record.summary.reason
      return [[TextRun(reason.isEmpty ? "no output" : reason, record.summary.status.role)]]
    }
  }
}

extension LogPane {
  private func advice(_ command: DashboardCommand, _ purpose: String) -> [TextRun] {
    guard let key = state.keymap.keys(for: command, in: state.focus).first else { return [] }
    return [TextRun("press ", .dim), TextRun(key.label, .key), TextRun(" " + purpose, .dim)]
  }
}

/// The title of the panes that belong to the selection.
enum PaneTitle {
  static func title(_ state: DashboardState) -> [TextRun] {
    guard let owner = state.selection else { return [TextRun("Log", .title)] }
    let status = state.status(of: owner)
    return [
      TextRun(owner.label + "  ", .title),
      TextRun(state.theme.glyphs.text(of: status, in: state.glyphSet) + " " + state.verdict(of: owner), status.role),
    ]
  }

  /// The panes that share one place, the one shown in brackets; none where both are seen.
  static func tabs(_ state: DashboardState) -> [TextRun] {
    guard !DashboardLayout.hasTwoLowerPanes(size: state.size) || state.isZoomed else { return [] }
    let isDetail = state.isZoomed ? state.focus == .detail : state.lowerPane == .detail
    return [
      TextRun(isDetail ? " Log " : "[Log]", isDetail ? .dim : .title), TextRun(" "),
      TextRun(isDetail ? "[Inspection]" : " Inspection ", isDetail ? .title : .dim),
    ]
  }
}
