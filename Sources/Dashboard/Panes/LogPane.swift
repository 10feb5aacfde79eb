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
  }

  private var currentExcerpt: LogExcerpt? {
    guard let excerpt = state.log.excerpt, excerpt.owner == state.logOwner,
      state.logOwner.flatMap({ state.records[$0]?.run }) == excerpt.run
    else { return nil }
    return excerpt
  }

  private func drawFrame(on canvas: inout Canvas) {
    canvas.frame(
      area, borders: state.borders, isFocused: state.focus == .log, title: PaneTitle.title(state, of: state.logOwner),
      rightTitle: state.isLogATab ? PaneTitle.tabs(state, width: area.columnCount) : [],
      footer: [TextRun(shownFacts, .dim)])
  }

  /// As many facts as there is room for, the last ones first.
  private var shownFacts: String {
    var facts = facts[...]
    while facts.count > 1, TextWidth.width(of: facts.joined(separator: "  ")) > area.columnCount - 7 {
      facts.removeFirst()
    }
    return facts.joined(separator: "  ")
  }

  private var facts: [String] {
    guard let excerpt = currentExcerpt, excerpt.lineCount > 0 else { return [] }
    var facts: [String] = []
    if let query = state.log.query { facts.append(matchFact(excerpt, query)) }
    if let keep = state.log.keep { facts.append("only '\(keep.text)'") }
    if let hide = state.log.hide { facts.append("without '\(hide.text)'") }
    if let stream = state.log.stream {
      facts.append(excerpt.tellsStreams ? "\(stream.rawValue) only" : "merged streams")
    }
    if state.pinned != nil { facts.append("pinned") }
    if state.log.isWrapped { facts.append("wrap") }
    if state.log.firstColumn > 0 { facts.append("from column \(state.log.firstColumn + 1)") }
    let last = (excerpt.rows.last?.position.line).map { $0 + 1 } ?? 0
    let shown = excerpt.shownCount.map { "\($0) of " } ?? "\(last)/"
    facts.append("\(shown)\(excerpt.lineCount)\(excerpt.isPartial ? "+" : "")")
    facts.append(state.log.isFollowing ? "follow" : "f follows")
    return facts
  }

  private func matchFact(_ excerpt: LogExcerpt, _ query: LogMatcher) -> String {
    guard excerpt.query == query else { return "searching '\(query.text)'" }
    let count = "\(excerpt.matchCount)\(excerpt.isSearchComplete && !excerpt.isPartial ? "" : "+")"
    return "/\(query.text)  \(count) \(excerpt.matchCount == 1 ? "match" : "matches")"
  }

  private func drawRows(of excerpt: LogExcerpt, on canvas: inout Canvas) {
    for (offset, row) in excerpt.rows.prefix(inside.rowCount).enumerated() {
      let point = Point(row: inside.row + offset, column: inside.column + timeWidth)
      switch row.content {
      case .heading(let heading):
        draw(heading, at: Point(row: point.row, column: inside.column), on: &canvas)
      case .output(let cells):
        drawTime(of: row, at: point.row, on: &canvas)
        draw(cells, row, at: point, on: &canvas)
        drawMatches(in: cells, row, at: point.row, on: &canvas)
        if row.isContinuation, row.position.piece == 0, inside != area {
          canvas[point.row, inside.column - 1] = Cell(scalar: 0xBB, style: CellStyle(.key))
        }
      }
    }
  }

  private func drawMatches(in cells: [Cell], _ row: LogRow, at line: Int, on canvas: inout Canvas) {
    let isCurrent = row.position.line == state.log.matchLine
    if isCurrent, state.log.isErrorLine { return highlight([0..<cells.count], isCurrent: true, row: line, on: &canvas) }
    guard let query = state.log.query else { return }
    highlight(query.ranges(in: cells), isCurrent: isCurrent, row: line, on: &canvas)
  }

  /// The columns in front of lines that tell when they were written.
  private var timeWidth: Int { state.logTimeWidth }

  /// When a line was written, from the start of its run, in the first of its pieces.
  private func drawTime(of row: LogRow, at line: Int, on canvas: inout Canvas) {
    guard timeWidth > 0 else { return }
    let start = state.logOwner.flatMap { state.run(of: $0)?.state.startTime } ?? 0
    let text = row.position.piece > 0 ? "" : row.time.map { DurationText.stamp(microseconds: $0 &- start) } ?? "-"
    canvas.write([TextRun(text, .dim)], row: line, endingAt: inside.column + timeWidth - 1)
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

  private func draw(_ cells: [Cell], _ row: LogRow, at point: Point, on canvas: inout Canvas) {
    canvas.write(cells.dropFirst(state.log.firstColumn), at: point, limit: inside.endColumn)
    // Halves of wide characters at the edges.
    if canvas[point.row, point.column].isFiller { canvas[point.row, point.column] = .blank }
    guard cells.count - state.log.firstColumn > inside.columnCount - timeWidth else { return }
    let last = inside.endColumn - 1
    if canvas[point.row, last].isFiller { canvas[point.row, last - 1] = .blank }
    canvas[point.row, last] = Cell(scalar: 0x3E, style: CellStyle(.key))
  }

  private func highlight(_ ranges: [Range<Int>], isCurrent: Bool, row: Int, on canvas: inout Canvas) {
    for range in ranges {
      let start = max(inside.column + timeWidth, inside.column + timeWidth + range.lowerBound - state.log.firstColumn)
      let end = min(inside.endColumn, inside.column + timeWidth + range.upperBound - state.log.firstColumn)
      canvas.restyle(Rectangle(row: row, column: start, rowCount: 1, columnCount: end - start)) {
        $0 = CellStyle(.match, attributes: isCurrent ? .underline : [])
      }
    }
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
    guard let owner = state.logOwner else { return [[TextRun("this project has no environments")]] }
    if let failure = currentExcerpt?.failure { return [[TextRun(failure, .warning)]] }
    guard let record = state.records[owner] else {
      if state.awaitsHistory { return [[TextRun("reading results", .dim)]] }
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
  static func title(_ state: DashboardState, of owner: StepOwner?) -> [TextRun] {
    guard let owner else { return [TextRun("Log", .title)] }
    let status = state.status(of: owner)
    return [
      TextRun(owner.label + "  ", .title),
      TextRun(state.theme.glyphs.text(of: status, in: state.glyphSet) + " " + state.verdict(of: owner), status.role),
    ]
  }

  /// The tabs that share one place, the one shown in brackets, with their keys.
  ///
  /// - Parameter width: Of the frame; where it has no room for all names those that are not shown have their keys alone.
  static func tabs(_ state: DashboardState, width: Int) -> [TextRun] {
    let isLog = state.isLogATab && (state.isZoomed ? state.focus != .detail : state.lowerPane != .detail)
    func tabs(isNarrow: Bool) -> [TextRun] {
      (state.isLogATab ? tab(1, "Log", isLog, isNarrow) : [])
        + DetailTab.allCases.flatMap { tab($0.number, $0.label, !isLog && state.tab == $0, isNarrow) }
    }
    let whole = tabs(isNarrow: false)
    let isNarrow = state.isLogATab && title(state, of: state.selection).width + whole.width + frameWidth > width
    return isNarrow ? tabs(isNarrow: true) : whole
  }

  /// What of a frame's upper line stands around the two titles and between them.
  private static let frameWidth = 10

  private static func tab(_ number: Int, _ label: String, _ isShown: Bool, _ isNarrow: Bool) -> [TextRun] {
    if isShown { return [TextRun("[\(number) \(label)]", .title)] }
    return [TextRun(isNarrow ? " \(number) " : " \(label) ", .dim)]
  }
}
