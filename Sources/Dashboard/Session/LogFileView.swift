import Logs
import RunModel

/// One log file as it is looked at: its lines, and what is searched for among them.
final class LogFileView {
  private(set) var store: LogStore
  /// What is searched for.
  private(set) var query: LogSearch?
  private var keep: LogSearch?
  private var hide: LogSearch?
  private var times: LogTimes?

  init(_ store: LogStore) { self.store = store }

  var lineCount: Int { store.lineCount }

  /// Makes ready for what a request looks for; what is looked for already goes on.
  func look(for request: LogRequest, _ openTimes: (String) -> LogTimes?) {
    func renewed(_ search: LogSearch?, _ matcher: LogMatcher?) -> LogSearch? {
      search?.matcher == matcher ? search : matcher.map { LogSearch($0) }
    }
    query = renewed(query, request.query)
    keep = renewed(keep, request.keep)
    hide = renewed(hide, request.hide)
    if request.showsTimes {
      if times == nil { times = openTimes(store.path) }
    } else {
      times = nil
    }
  }

  /// Takes in what is new; returns why that is impossible.
  func refresh(_ budget: inout Int, _ isPartial: inout Bool) -> String? {
    let known = store.byteCount
    do {
      if try store.refresh(maximumByteCount: max(1, budget)) { isPartial = true }
      budget -= store.byteCount - known
      try times?.refresh()
      return nil
    } catch {
      return "cannot read '\(store.path)'"
    }
  }

  /// Searches on; returns why that is impossible.
  func search(_ budget: inout Int) -> String? {
    let step = budget / 2
    do {
      for path in [\LogFileView.query, \.keep, \.hide] {
        guard budget > 0, let search = self[keyPath: path], !search.isComplete(in: store) else { continue }
        self[keyPath: path] = nil
        var moved = search
        defer { self[keyPath: path] = moved }
        try moved.step(byteBudget: budget, in: store)
        budget -= max(1, step)
      }
      return nil
    } catch {
      return "cannot read '\(store.path)'"
    }
  }

  /// Whether all that is looked for was.
  var isSearched: Bool { [query, keep, hide].allSatisfy { $0?.isComplete(in: store) ?? true } }

  /// How many lines are shown.
  var shownCount: Int {
    guard keep != nil || hide != nil else { return lineCount }
    let kept = keep.map(\.lineCount) ?? lineCount
    guard let hide else { return kept }
    return keep == nil ? lineCount - hide.lineCount : (0..<lineCount).count(where: isShown)
  }

  func isShown(_ line: Int) -> Bool {
    if let keep, !keep.contains(line) { return false }
    return !(hide?.contains(line) ?? false)
  }

  /// The nearest line below one that is shown.
  func nextShown(after line: Int) -> Int? {
    var line = line
    while true {
      let next = keep.map { $0.nextLine(after: line) } ?? (line + 1 < lineCount ? line + 1 : nil)
      guard let next, next < lineCount else { return nil }
      if isShown(next) { return next }
      line = next
    }
  }

  /// The nearest line above one that is shown.
  func previousShown(before line: Int) -> Int? {
    var line = min(line, lineCount)
    while true {
      let next = keep.map { $0.previousLine(before: line) } ?? (line > 0 ? line - 1 : nil)
      guard let next else { return nil }
      if isShown(next) { return next }
      line = next
    }
  }

  /// Some lines; fewer where the log ends.
  func lines(from first: Int, count: Int) -> [LogLine] {
    // A failure to read was told by the refresh just before; a file that vanished since is shown as ended.
    (try? store.lines(from: first, count: count)) ?? []
  }

  /// The last lines, without their numbers.
  func lastLines(count: Int) -> [LogLine] { (try? store.lastLines(count: count)) ?? [] }  // as above

  /// When what stands at an offset was written.
  func time(at offset: Int) -> Int64? { times?.mark(at: offset)?.time }
}
