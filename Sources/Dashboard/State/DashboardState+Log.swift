import EnvironmentModel
import Logs
import RunModel
package import Screen

extension DashboardState {
  /// The rows and columns in which log lines are shown; `nil` when no log is seen.
  package var logRoom: Size? {
    let layout = DashboardLayout(self)
    let inside = layout.mode == .panes ? layout.log.insidePane : layout.log
    return inside.isEmpty ? nil : Size(rowCount: inside.rowCount, columnCount: inside.columnCount)
  }

  /// What has to be read so that the log pane can be drawn; `nil` when nothing has.
  package var logRequest: LogRequest? {
    guard let room = logRoom, let owner = selection, let run = run(of: owner) else { return nil }
    return LogRequest(
      owner: owner, run: run.state.id, sections: LogSections.sections(of: owner, in: run),
      firstLine: log.isFollowing ? 0 : log.firstLine, isFollowing: log.isFollowing, rowCount: room.rowCount,
      columnCount: room.columnCount + log.firstColumn, query: log.query, seek: log.seek)
  }

  mutating func takeLog(_ excerpt: LogExcerpt) {
    guard excerpt.owner == selection else { return }
    log.excerpt = excerpt
    log.firstLine = excerpt.firstLine
    guard log.seek != nil, excerpt.query == log.query else { return }
    if let line = excerpt.foundLine {
      goToMatch(line, in: excerpt)
    } else if excerpt.isSearchComplete, !excerpt.isPartial {
      wrapSearch(excerpt)
    }
  }

  private mutating func goToMatch(_ line: Int, in excerpt: LogExcerpt) {
    log.seek = nil
    log.matchLine = line
    log.isFollowing = false
    let rowCount = logRoom?.rowCount ?? 1
    if line < log.firstLine || line >= log.firstLine + rowCount { log.firstLine = max(0, line - rowCount / 3) }
  }

  private mutating func wrapSearch(_ excerpt: LogExcerpt) {
    guard excerpt.matchCount > 0 else {
      log.seek = nil
      notice = "no match for '\(log.query)'"
      return
    }
    switch log.seek {
    case .after(let line) where line >= 0:
      log.seek = .after(-1)
      notice = "search goes on at the start"
    case .before(let line) where line < excerpt.lineCount:
      log.seek = .before(excerpt.lineCount)
      notice = "search goes on at the end"
    default: log.seek = nil
    }
  }

  mutating func scrollLog(_ command: DashboardCommand) {
    let rowCount = logRoom?.rowCount ?? 1
    switch command {
    case .moveUp: scrollLog(to: log.firstLine - 1)
    case .moveDown: scrollLog(to: log.firstLine + 1)
    case .pageUp: scrollLog(to: log.firstLine - max(1, rowCount - 1))
    case .pageDown: scrollLog(to: log.firstLine + max(1, rowCount - 1))
    case .first, .rowStart: scrollLog(to: 0)
    case .moveLeft: log.firstColumn = max(0, log.firstColumn - 8)
    case .moveRight: if hasMoreColumns { log.firstColumn += 8 }
    default: log.isFollowing = true
    }
  }

  /// Whether a line that is seen goes on at the right.
  private var hasMoreColumns: Bool {
    let end = log.firstColumn + (logRoom?.columnCount ?? 0)
    return log.excerpt?.rows.contains { if case .output(let cells) = $0 { cells.count > end } else { false } } ?? false
  }

  /// Puts a line at the top; following ends unless that shows the log's end.
  mutating func scrollLog(to line: Int) {
    let last = max(0, (log.excerpt?.lineCount ?? 0) - (logRoom?.rowCount ?? 0))
    log.isFollowing = log.isFollowing && line >= last
    log.firstLine = min(max(0, line), last)
  }

  mutating func scrollDetail(_ command: DashboardCommand) {
    let detail = DashboardLayout(self).detail
    let inside = DashboardLayout.mode(of: size) == .panes ? detail.insidePane : detail
    let scroll = LineScroll(
      lineCount: DetailPane.lines(self, width: inside.columnCount).count, rowCount: inside.rowCount)
    detailFirstLine = scroll.firstLine(detailFirstLine, after: command) ?? detailFirstLine
  }

  mutating func beginSearch() {
    focus = .log
    lowerPane = .log
    if DashboardLayout.isSinglePane(size) { isZoomed = true }
    log.input = ""
  }

  /// Keys while a query is typed.
  mutating func type(_ key: Key) -> [DashboardEffect] {
    guard var input = log.input else { return [] }
    switch key {
    case .character(let character): input.append(character)
    case .backspace, .control("h"):
      if input.isEmpty {
        log.input = nil
        return []
      }
      input.removeLast()
    case .control("u"): input = ""
    case .escape:
      log.input = nil
      return []
    case .enter:
      log.input = nil
      search(for: input)
      return []
    default: break
    }
    log.input = input
    return []
  }

  /// Looks for a text from the first line shown on; an empty one repeats the last search.
  private mutating func search(for text: String) {
    if !text.isEmpty { log.query = text }
    guard LogPattern(log.query) != nil else { return }
    log.matchLine = nil
    log.seek = .after(log.firstLine - 1)
  }

  mutating func seekMatch(_ direction: Direction) {
    guard !log.query.isEmpty else {
      notice = "/ searches first"
      return
    }
    switch direction {
    case .next: log.seek = .after(log.matchLine ?? log.firstLine - 1)
    case .previous: log.seek = .before(log.matchLine ?? log.firstLine)
    }
  }
}
