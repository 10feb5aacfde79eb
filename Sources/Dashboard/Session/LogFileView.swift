import Logs
import RunModel

/// One log file as it is looked at: its lines, and what is searched for among them.
final class LogFileView {
  private(set) var store: LogStore
  /// What is searched for.
  private(set) var query: LogSearch?
  private var keep: LogSearch?
  private var hide: LogSearch?
  /// What was written to the stream that is shown alone.
  private var stream: StreamLines?
  private var marks: LogMarks?

  init(_ store: LogStore) { self.store = store }

  var lineCount: Int { store.lineCount }

  /// Makes ready for what a request looks for; what is looked for already goes on.
  ///
  /// - Parameters:
  ///   - end: Where it ends in the file; `nil` for its end.
  ///   - marks: When and to which stream it was written; `nil` where nobody wants to see it.
  func look(for request: LogRequest, endingAt end: Int?, _ marks: LogMarks?) {
    store.end(at: end)
    func renewed(_ search: LogSearch?, _ matcher: LogMatcher?) -> LogSearch? {
      search?.matcher == matcher ? search : matcher.map { LogSearch($0) }
    }
    query = renewed(query, request.query)
    keep = renewed(keep, request.keep)
    hide = renewed(hide, request.hide)
    if stream?.stream != request.stream { stream = request.stream.map { StreamLines($0) } }
    self.marks = marks
  }

  /// Whether all of a part of a file that something follows was taken in.
  var isWhole: Bool { store.end.map { store.start + store.byteCount == $0 } ?? false }
  var endsWithLine: Bool { store.endsWithLine }

  /// Takes in what is new; returns why that is impossible.
  func refresh(_ budget: inout Int, _ isPartial: inout Bool) -> String? {
    if isWhole { return nil }
    if budget <= 0 {
      isPartial = true
      return nil
    }
    let known = store.byteCount
    do {
      if try store.refresh(maximumByteCount: budget) { isPartial = true }
      budget -= store.byteCount - known
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
      if budget > 0, let marks { try stream?.step(byteBudget: budget, in: store, marks: marks) }
      return nil
    } catch {
      return "cannot read '\(store.path)'"
    }
  }

  /// Whether all that is looked for was.
  var isSearched: Bool {
    [query, keep, hide].allSatisfy { $0?.isComplete(in: store) ?? true } && stream?.isComplete(in: store) ?? true
  }

  /// The lines that are shown; `nil` when all are.
  private var sift: LineSift? {
    let kept = [keep?.selection, stream?.selection].compactMap(\.self)
    if kept.isEmpty, hide == nil { return nil }
    return LineSift(keeping: kept, hiding: [hide?.selection].compactMap(\.self), lineCount: lineCount)
  }

  /// How many lines are shown.
  var shownCount: Int { sift?.count ?? lineCount }

  func isShown(_ line: Int) -> Bool { sift?.contains(line) ?? true }

  /// The nearest line below one that is shown.
  func nextShown(after line: Int) -> Int? {
    if let sift { return sift.next(after: line) }
    return line + 1 < lineCount ? max(0, line + 1) : nil
  }

  /// The nearest line above one that is shown.
  func previousShown(before line: Int) -> Int? {
    if let sift { return sift.previous(before: line) }
    let last = min(line, lineCount) - 1
    return last >= 0 ? last : nil
  }

  /// Some lines; fewer where the log ends.
  func lines(from first: Int, count: Int) -> [LogLine] {
    // A failure to read was told by the refresh just before; a file that vanished since is shown as ended.
    (try? store.lines(from: first, count: count)) ?? []
  }

  /// The last lines, without their numbers.
  func lastLines(count: Int) -> [LogLine] { (try? store.lastLines(count: count)) ?? [] }  // as above

  /// When what stands at an offset was written.
  func time(at offset: Int) -> Int64? { marks?.mark(at: offset)?.time }

  /// Whether it is known to which stream it was written.
  var tellsStreams: Bool { marks?.tellsStreams ?? false }
}
