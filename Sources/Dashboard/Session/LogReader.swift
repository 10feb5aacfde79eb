package import Logs
import Screen

/// Reads the part of a log that is seen, and searches it step by step; owned by the screen's thread.
package final class LogReader {
  /// Bytes taken in by one read, so that the screen does not stand still for a huge log.
  private static let refreshByteBudget = 16 * 1024 * 1024
  private static let searchByteBudget = 4 * 1024 * 1024

  private let open: (String) -> LogStore
  private var stores: [String: LogStore] = [:]
  private var searches: [String: LogSearch] = [:]
  private var query = ""

  /// - Parameter open: Makes the store for a path.
  package init(open: @escaping (String) -> LogStore) { self.open = open }

  /// The lines a request asks for, and how far counting and searching have come; call again while these are not done.
  package func read(_ request: LogRequest) -> LogExcerpt {
    forgetOthers(request)
    var excerpt = LogExcerpt(owner: request.owner, run: request.run, firstLine: 0, rows: [], lineCount: 0)
    var budget = Self.refreshByteBudget
    for section in request.sections {
      if let failure = refresh(section, &budget, &excerpt.isPartial) { excerpt.failure = failure }
      excerpt.lineCount += section.heading.count + (stores[section.path]?.lineCount ?? 0)
    }
    let last = max(0, excerpt.lineCount - request.rowCount)
    excerpt.firstLine = request.isFollowing ? last : min(max(0, request.firstLine), last)
    excerpt.rows = rows(request, from: excerpt.firstLine)
    search(request, &excerpt)
    return excerpt
  }

  private func forgetOthers(_ request: LogRequest) {
    let paths = Set(request.sections.map(\.path))
    stores = stores.filter { paths.contains($0.key) }
    if request.query != query { searches = [:] }
    searches = searches.filter { paths.contains($0.key) }
    query = request.query
    for path in paths where stores[path] == nil { stores[path] = open(path) }
  }

  private func refresh(_ section: LogSection, _ budget: inout Int, _ isPartial: inout Bool) -> String? {
    guard var store = stores[section.path] else { return nil }
    defer { stores[section.path] = store }
    let known = store.byteCount
    do {
      if try store.refresh(maximumByteCount: max(1, budget)) { isPartial = true }
      budget -= store.byteCount - known
      return nil
    } catch {
      return "cannot read '\(section.path)'"
    }
  }

  private func rows(_ request: LogRequest, from first: Int) -> [LogRow] {
    var rows: [LogRow] = []
    var start = 0
    for section in request.sections where rows.count < request.rowCount {
      let outputStart = start + section.heading.count
      for (offset, heading) in section.heading.enumerated()
      where start + offset >= first && rows.count < request.rowCount { rows.append(.heading(heading)) }
      let from = max(0, first - outputStart)
      rows += output(section.path, from: from, count: request.rowCount - rows.count, request.columnCount)
      start = outputStart + (stores[section.path]?.lineCount ?? 0)
    }
    return rows
  }

  private func output(_ path: String, from first: Int, count: Int, _ columnCount: Int) -> [LogRow] {
    guard count > 0, var store = stores[path] else { return [] }
    defer { stores[path] = store }
    // A failure to read was told by the refresh just before; a file that vanished since is shown as ended.
    let lines = (try? store.lines(from: first, count: count)) ?? []
    return lines.map { .output($0.cells(limit: columnCount + 1)) }
  }
}

extension LogReader {
  private func search(_ request: LogRequest, _ excerpt: inout LogExcerpt) {
    excerpt.query = request.query
    guard let pattern = LogPattern(request.query) else { return }
    var budget = Self.searchByteBudget
    for section in request.sections {
      var search = searches[section.path] ?? LogSearch(pattern)
      defer { searches[section.path] = search }
      guard let store = stores[section.path] else { continue }
      if budget > 0, !search.isComplete(in: store) {
        do {
          _ = try search.step(byteBudget: budget, in: store)
        } catch {
          excerpt.failure = "cannot read '\(section.path)'"
        }
        budget -= Self.searchByteBudget / 2
      }
      if !search.isComplete(in: store) { excerpt.isSearchComplete = false }
      excerpt.matchCount += search.matchCount
    }
    excerpt.foundLine = request.seek.flatMap { found($0, request, excerpt.isSearchComplete && !excerpt.isPartial) }
  }

  /// The line of the match sought; backwards only when all is searched, since a nearer one might follow.
  private func found(_ seek: LogSeek, _ request: LogRequest, _ isComplete: Bool) -> Int? {
    var start = 0
    var nearest: Int?
    for section in request.sections {
      let outputStart = start + section.heading.count
      let search = searches[section.path]
      switch seek {
      case .after(let line):
        if let found = search?.nextLine(after: line - outputStart) { return outputStart + found }
        if let search, let store = stores[section.path], !search.isComplete(in: store) { return nil }
      case .before(let line):
        if let found = search?.previousLine(before: line - outputStart) { nearest = outputStart + found }
      }
      start = outputStart + (stores[section.path]?.lineCount ?? 0)
    }
    return isComplete ? nearest : nil
  }
}
