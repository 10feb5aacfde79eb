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

  /// The columns in front of each line that tell when it was written.
  var logTimeWidth: Int { log.showsTimes && (logRoom?.columnCount ?? 0) >= 40 ? 10 : 0 }

  /// What has to be read so that the log pane can be drawn; `nil` when nothing has.
  package var logRequest: LogRequest? {
    guard let room = logRoom, let owner = logOwner, let run = run(of: owner) else { return nil }
    return LogRequest(
      owner: owner, run: run.state.id, sections: LogSections.sections(of: owner, in: run), position: log.position,
      scroll: log.isFollowing ? 0 : log.scroll, isFollowing: log.isFollowing, rowCount: room.rowCount,
      columnCount: max(1, room.columnCount - logTimeWidth), firstColumn: log.firstColumn,
      isWrapped: log.isWrapped, showsTimes: log.showsTimes, query: log.query, keep: log.keep,
      hide: log.hide, stream: log.stream, seek: log.seek)
  }

  mutating func takeLog(_ excerpt: LogExcerpt) {
    guard excerpt.owner == logOwner else { return }
    log.excerpt = excerpt
    if log.stream != nil, !excerpt.tellsStreams, excerpt.isSearchComplete, notice.hasPrefix("standard ") {
      notice = "both streams came merged in this log: 'stderr = apart' in its environment parts them"
    }
    log.position = excerpt.position
    log.scroll -= log.isFollowing ? log.scroll : excerpt.scrolled
    guard let seek = log.seek, excerpt.sought == seek, excerpt.query == log.query else { return }
    if let line = excerpt.foundLine {
      go(to: line, seek)
    } else if excerpt.isSearchComplete, !excerpt.isPartial {
      wrapSearch(excerpt, seek)
    }
  }

  private mutating func go(to line: Int, _ seek: LogSeek) {
    log.seek = nil
    log.matchLine = line
    switch seek {
    case .errorAfter, .errorBefore, .place: log.isErrorLine = true
    case .after, .before: log.isErrorLine = false
    }
    log.isFollowing = false
    let columnCount = max(1, (logRoom?.columnCount ?? 1) - logTimeWidth)
    let column = log.excerpt?.foundColumn ?? 0
    let target = LogPosition(line: line, piece: log.isWrapped ? column / max(2, columnCount) : 0)
    if !log.isWrapped { showColumn(column, columnCount) }
    let isSeen = log.excerpt?.rows.contains { $0.position == target } ?? false
    if isSeen { return }
    scrollLog(to: line)
    log.position = target
    log.scroll = -((logRoom?.rowCount ?? 1) / 3)
  }

  /// Scrolls sideways no further than needed to show a column.
  private mutating func showColumn(_ column: Int, _ columnCount: Int) {
    if column < log.firstColumn || column >= log.firstColumn + columnCount - 1 {
      log.firstColumn = column < columnCount - 1 ? 0 : column - columnCount / 3
    }
  }

  private mutating func wrapSearch(_ excerpt: LogExcerpt, _ seek: LogSeek) {
    log.seek = nil
    switch seek {
    case .after(let line) where line >= 0 && excerpt.matchCount > 0:
      log.seek = .after(-1)
      notice = "search goes on at the start"
    case .before(let line) where line < excerpt.lineCount && excerpt.matchCount > 0:
      log.seek = .before(excerpt.lineCount)
      notice = "search goes on at the end"
    case .after, .before: notice = "no match for '\(log.query?.text ?? "")'"
    case .errorAfter(let line) where line >= 0:
      log.seek = .errorAfter(-1)
      notice = "search goes on at the start"
    case .errorBefore(let line) where line < excerpt.lineCount:
      log.seek = .errorBefore(excerpt.lineCount)
      notice = "search goes on at the end"
    case .errorAfter, .errorBefore: notice = "no line tells of an error"
    case .place: notice = "there is no such line"
    }
  }

  mutating func scrollLog(_ command: DashboardCommand) {
    let page = max(1, (logRoom?.rowCount ?? 1) - 1)
    switch command {
    case .moveUp: scrollLog(by: -1)
    case .moveDown: scrollLog(by: 1)
    case .pageUp: scrollLog(by: -page)
    case .pageDown: scrollLog(by: page)
    case .first, .rowStart: scrollLog(to: 0)
    case .moveLeft: log.firstColumn = max(0, log.firstColumn - 8)
    case .moveRight: if hasMoreColumns { log.firstColumn += 8 }
    default: log.isFollowing = true
    }
  }

  /// Whether a line that is seen goes on at the right.
  private var hasMoreColumns: Bool {
    let end = log.firstColumn + (logRoom?.columnCount ?? 0) - logTimeWidth
    return log.excerpt?.rows.contains { row in
      if case .output(let cells) = row.content { cells.count > end } else { false }
    } ?? false
  }

  /// Goes on by some rows; to go up ends following, and down ends it where there is more below.
  mutating func scrollLog(by rows: Int) {
    if log.isFollowing, rows > 0 { return }
    log.isFollowing = false
    log.scroll += rows
  }

  /// Puts a line at the top.
  mutating func scrollLog(to line: Int) {
    log.isFollowing = false
    log.position = LogPosition(line: max(0, line))
    log.scroll = 0
  }

  mutating func scrollDetail(_ command: DashboardCommand) {
    let detail = DashboardLayout(self).detail
    let inside = DashboardLayout.mode(of: size) == .panes ? detail.insidePane : detail
    let scroll = LineScroll(
      lineCount: DetailPane.lines(self, width: inside.columnCount).count, rowCount: inside.rowCount)
    detailFirstLine = scroll.firstLine(detailFirstLine, after: command) ?? detailFirstLine
  }
}

// How a log is shown, and what is looked for in it.
extension DashboardState {
  /// Does what a command about the log means.
  mutating func changeLog(_ command: DashboardCommand) -> [DashboardEffect] {
    switch command {
    case .follow: log.isFollowing.toggle()
    case .pin: pinOrRelease()
    case .wrap:
      log.isWrapped.toggle()
      log.firstColumn = 0
      notice = log.isWrapped ? "long lines are broken" : "long lines are cut; Left and Right show the rest"
    case .times:
      log.showsTimes.toggle()
      notice = log.showsTimes ? "when lines were written, from the start of the run" : "no times"
    case .stream: nextStream()
    case .search: beginInLog(.search)
    case .keepLines: beginInLog(.keep, text: log.keep?.text ?? "")
    case .hideLines: beginInLog(.hide, text: log.hide?.text ?? "")
    case .nextMatch: seekMatch(.next)
    case .previousMatch: seekMatch(.previous)
    case .nextError: log.seek = .errorAfter(log.matchLine ?? topLine - 1)
    case .previousError: log.seek = .errorBefore(log.matchLine ?? topLine)
    case .searchEverywhere: begin(.everywhere, text: log.query?.text ?? "")
    case .save: begin(.save, text: logOwner.map { "\($0.label.replacing(" ", with: "-")).log" } ?? "")
    default: return takeOut(command)
    }
    return []
  }

  /// Whose log is shown: that of what is selected, unless another is kept.
  var logOwner: StepOwner? { pinned ?? selection }

  /// Keeps the log that is shown, or shows that of what is selected again.
  private mutating func pinOrRelease() {
    if pinned == nil {
      pinned = selection
      notice = pinned.map { "the log of \($0.label) stays while the selection moves" } ?? "there is no log yet"
    } else {
      release()
      notice = "the log is that of what is selected again"
    }
  }

  /// Shows the log of what is selected.
  mutating func release() {
    if pinned != nil, pinned != selection { log = log.forAnotherLog() }
    pinned = nil
  }

  /// Shows errors alone, output alone, or both again.
  private mutating func nextStream() {
    switch log.stream {
    case nil: log.stream = .errors
    case .errors: log.stream = .output
    case .output: log.stream = nil
    }
    showAsBefore(.log)
    notice =
      switch log.stream {
      case nil: "standard output and standard error"
      case .errors: "standard error alone"
      case .output: "standard output alone"
      }
  }

  private var topLine: Int { log.excerpt?.rows.first?.position.line ?? 0 }

  private mutating func beginInLog(_ purpose: Prompt.Purpose, text: String = "") {
    showAsBefore(.log)
    begin(purpose, text: text)
  }

  /// Looks for a text from the first line shown on; an empty one repeats the last search.
  mutating func search(for prompt: Prompt) {
    if let matcher = matcher(of: prompt) { log.query = matcher }
    guard log.query != nil, notice.isEmpty else { return }
    log.matchLine = nil
    log.seek = .after(topLine - 1)
  }

  /// Changes which lines are shown.
  mutating func sift(_ prompt: Prompt, _ change: (inout LogPaneState, LogMatcher?) -> Void) {
    let matcher = matcher(of: prompt)
    guard notice.isEmpty else { return }
    change(&log, matcher)
    log.isFollowing = true
    showAsBefore(.log)
  }

  /// What was typed, or `nil` and a word on what is wrong with it.
  private mutating func matcher(of prompt: Prompt) -> LogMatcher? {
    log.isExpression = prompt.isExpression
    do throws(LogExpression.Mistake) {
      return try LogMatcher(prompt.text, isExpression: prompt.isExpression)
    } catch {
      notice = error.text
      return nil
    }
  }

  mutating func searchEverywhere(_ prompt: Prompt) -> [DashboardEffect] {
    guard let matcher = matcher(of: prompt) else { return [] }
    let known = project.environments.compactMap { name in records[.environment(name)].map { (name, $0.run) } }
    return open(.matches(matcher, Dictionary(known) { first, _ in first }))
  }

  private mutating func seekMatch(_ direction: Direction) {
    guard log.query != nil else {
      notice = "/ searches first"
      return
    }
    switch direction {
    case .next: log.seek = .after(log.matchLine ?? topLine - 1)
    case .previous: log.seek = .before(log.matchLine ?? topLine)
    }
  }
}

// What leaves the program: copies, files, pagers, editors.
extension DashboardState {
  private mutating func takeOut(_ command: DashboardCommand) -> [DashboardEffect] {
    // In the matrix an editor is asked for by what is selected there.
    let whose = command == .editor && focus == .matrix ? selection : logOwner
    guard let owner = whose, let run = run(of: owner) else {
      notice = "there is no log yet"
      return []
    }
    let sections = LogSections.sections(of: owner, in: run)
    switch command {
    case .copy:
      let lines = log.excerpt.map(Self.plainLines) ?? []
      notice = "\(lines.count) lines copied"
      return [.copy(lines.joined(separator: "\n") + "\n")]
    case .copyPath:
      guard let path = sections.last?.path else { return [] }
      notice = "copied: \(path)"
      return [.copy(path)]
    case .pager: return [.page(sections, line: topLine)]
    case .editor: return [.edit(owner, run.state.id)]
    default: return []
    }
  }

  mutating func save(as path: String) -> [DashboardEffect] {
    guard !path.isEmpty, let owner = logOwner, let run = run(of: owner) else { return [] }
    return [.save(LogSections.sections(of: owner, in: run), path: path)]
  }

  /// The rows that are seen as text; pieces of one line are one line again.
  private static func plainLines(_ excerpt: LogExcerpt) -> [String] {
    var lines: [String] = []
    for row in excerpt.rows {
      var text = ""
      switch row.content {
      case .heading(let heading): text = heading.text
      case .output(let cells):
        for cell in cells where !cell.isFiller {
          if let scalar = Unicode.Scalar(cell.scalar) { text.unicodeScalars.append(scalar) }
          if cell.mark != 0, let mark = Unicode.Scalar(cell.mark) { text.unicodeScalars.append(mark) }
        }
      }
      if row.position.piece > 0, !lines.isEmpty { lines[lines.count - 1] += text } else { lines.append(text) }
    }
    return lines
  }
}
