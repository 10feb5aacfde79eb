package import Logs
import Screen

/// Reads the part of a log that is seen, and searches it step by step; owned by the screen's thread.
package final class LogReader {
  /// Bytes taken in by one read, so that no key waits for a huge log.
  private static let refreshByteBudget = 4 * 1024 * 1024
  private static let searchByteBudget = 4 * 1024 * 1024
  /// The same for regular expressions, which take longer.
  private static let expressionByteBudget = 512 * 1024
  /// So many logs are kept that were looked at before.
  private static let keptCount = 24
  /// Lines looked at by one read in search of an error.
  private static let errorLineBudget = 4_000

  private let open: (String) -> LogStore
  private let openMarks: (String) -> LogMarks?
  private var files: [LogSlice: LogFileView] = [:]
  /// These in the order in which they were looked at last.
  private var recent: [LogSlice] = []
  /// When the lines of logs were written, each log once whatever parts of it are looked at.
  private var marks: [String: LogMarks] = [:]
  /// How far the search for an error has come.
  private var errorSearch: (seek: LogSeek, line: Int)?

  /// - Parameters:
  ///   - open: Makes the store for a path.
  ///   - openMarks: Finds when the lines of a log were written and to which stream; asked only where somebody wants to see it.
  package init(
    open: @escaping (String) -> LogStore, openMarks: @escaping (String) -> LogMarks? = { _ in nil }
  ) {
    self.open = open
    self.openMarks = openMarks
  }

  /// The rows a request asks for, and how far counting and searching have come; call again while these are not done.
  package func read(_ request: LogRequest) -> LogExcerpt {
    prepare(request)
    var excerpt = LogExcerpt(owner: request.owner, run: request.run)
    var budget = Self.refreshByteBudget
    for section in request.sections {
      if let failure = files[section.slice]?.refresh(&budget, &excerpt.isPartial) { excerpt.failure = failure }
    }
    excerpt.tellsStreams = request.sections.contains { files[$0.slice]?.tellsStreams ?? false }
    search(request, &excerpt)
    let lines = LogLines(request, files)
    excerpt.lineCount = lines.lineCount
    if request.isSifted { excerpt.shownCount = lines.shownCount }
    if let line = excerpt.foundLine, let query = request.query {
      excerpt.foundColumn = lines.column(of: query, in: line)
    }
    let walk = LogWalk(request, lines)
    let last = walk.lastPosition
    excerpt.position =
      request.isFollowing
      ? last : max(LogPosition(line: 0), min(last, walk.position(request.position, by: request.scroll)))
    excerpt.position = walk.shown(excerpt.position)
    excerpt.scrolled = request.scroll
    excerpt.rows = walk.rows(from: excerpt.position)
    if excerpt.isPartial, request.isFollowing { showEnd(request, &excerpt) }
    return excerpt
  }

  /// Shows the end of a log that is not taken in yet, by the bytes at the end of its file.
  private func showEnd(_ request: LogRequest, _ excerpt: inout LogExcerpt) {
    guard !request.isSifted else { return }
    var contents: [LogRow.Content] = []
    for section in request.sections.reversed() where contents.count < request.rowCount {
      let lines = files[section.slice]?.lastLines(count: request.rowCount - contents.count) ?? []
      let cells = lines.map { LogRow.Content.output($0.cells(limit: request.firstColumn + request.columnCount + 1)) }
      contents = section.heading.map { .heading($0) } + cells + contents
    }
    guard !contents.isEmpty else { return }
    excerpt.rows = contents.suffix(request.rowCount).enumerated().map { number, content in
      LogRow(content, at: LogPosition(line: excerpt.lineCount + number))
    }
  }

  private func prepare(_ request: LogRequest) {
    refreshMarks(request)
    let slices = Set(request.sections.map(\.slice))
    recent = recent.filter { !slices.contains($0) }.suffix(Self.keptCount) + request.sections.map(\.slice)
    let kept = Set(recent)
    files = files.filter { kept.contains($0.key) }
    for section in request.sections {
      let slice = section.slice
      let file =
        files[slice] ?? LogFileView(slice.start == 0 ? open(slice.path) : open(slice.path).beginning(at: slice.start))
      file.look(for: request, endingAt: section.end, marks[slice.path])
      files[slice] = file
    }
  }

  /// Takes in when lines were written where somebody wants to see it.
  private func refreshMarks(_ request: LogRequest) {
    guard request.showsTimes || request.stream != nil else { return marks = [:] }
    let paths = Set(request.sections.map(\.path))
    marks = marks.filter { paths.contains($0.key) }
    for path in paths {
      guard var known = marks.removeValue(forKey: path) ?? openMarks(path) else { continue }
      try? known.refresh()  // what cannot be read is not shown
      marks[path] = known
    }
  }

  private func search(_ request: LogRequest, _ excerpt: inout LogExcerpt) {
    excerpt.query = request.query
    let matchers = [request.query, request.keep, request.hide].compactMap { $0 }
    var budget = matchers.contains(where: \.isExpression) ? Self.expressionByteBudget : Self.searchByteBudget
    for section in request.sections {
      guard let file = files[section.slice] else { continue }
      if let failure = file.search(&budget) { excerpt.failure = failure }
      if !file.isSearched { excerpt.isSearchComplete = false }
      excerpt.matchCount += file.query?.matchCount ?? 0
    }
    excerpt.sought = request.seek
    guard let seek = request.seek else {
      errorSearch = nil
      return
    }
    let isComplete = excerpt.isSearchComplete && !excerpt.isPartial
    switch seek {
    case .after, .before, .place: excerpt.foundLine = found(seek, request, isComplete)
    case .errorAfter, .errorBefore:
      let lines = LogLines(request, files)
      excerpt.foundLine = foundError(seek, lines)
      if excerpt.foundLine == nil, let search = errorSearch, (0..<lines.lineCount).contains(search.line) {
        excerpt.isSearchComplete = false
      }
    }
  }

  /// The line of the match sought; backwards only when all is searched, since a nearer one might follow.
  private func found(_ seek: LogSeek, _ request: LogRequest, _ isComplete: Bool) -> Int? {
    var start = 0
    var nearest: Int?
    // How many lines of its file stand before a part of it.
    var linesBefore = 0
    for section in request.sections {
      let outputStart = start + section.heading.count
      guard let file = files[section.slice] else { continue }
      switch seek {
      case .after(let line):
        if let found = file.query?.nextLine(after: line - outputStart) { return outputStart + found }
        if !file.isSearched { return nil }
      case .before(let line):
        if let found = file.query?.previousLine(before: line - outputStart) { nearest = outputStart + found }
      case .place(section.path, let line):
        if line - linesBefore < file.lineCount { return outputStart + max(0, line - linesBefore) }
        // Until it has been taken in, and all that stands before it, nobody knows where it is.
        guard file.isWhole else { return nil }
        linesBefore += file.lineCount - (file.endsWithLine ? 0 : 1)
      case .place, .errorAfter, .errorBefore: break
      }
      start = outputStart + file.lineCount
    }
    return isComplete ? nearest : nil
  }

  /// The nearest line that tells of an error, looked for in small steps.
  private func foundError(_ seek: LogSeek, _ lines: LogLines) -> Int? {
    var line: Int
    let step: Int
    switch seek {
    case .errorAfter(let start): (line, step) = (start + 1, 1)
    case .errorBefore(let start): (line, step) = (start - 1, -1)
    case .after, .before, .place: return nil
    }
    if let search = errorSearch, search.seek == seek { line = search.line }
    for _ in 0..<Self.errorLineBudget {
      guard (0..<lines.lineCount).contains(line) else { break }
      if lines.tellsOfError(line) { return line }
      line += step
    }
    errorSearch = (seek, line)
    return nil
  }
}
