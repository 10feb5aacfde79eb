/// Finds a pattern in raw output as it would be shown.
struct ShownTextFinder {
  let matcher: LogMatcher

  /// Finds the matches in some lines, the last of which may have no end; what begins inside a line is taken as it is.
  ///
  /// - Parameters:
  ///   - tracker: Where the bytes stand in their log; goes on behind them.
  ///   - onMatch: Called for each match, in order, with the number of its line.
  func find(in bytes: UnsafeRawBufferPointer, _ tracker: inout LineTracker, _ onMatch: (Int) -> Void) {
    if !Self.isRewritten(bytes) { return findRaw(in: bytes, &tracker, onMatch) }
    var start = 0
    if tracker.byteCount > tracker.lineStart || tracker.isContinuation {
      start = bytes.firstIndex(of: 0x0A, from: 0).map { $0 + 1 } ?? bytes.count
      findRaw(in: UnsafeRawBufferPointer(rebasing: bytes[..<start]), &tracker, onMatch)
    }
    while start < bytes.count {
      let end = bytes.firstIndex(of: 0x0A, from: start).map { $0 + 1 } ?? bytes.count
      findInLine(UnsafeRawBufferPointer(rebasing: bytes[start..<end]), &tracker, onMatch)
      start = end
    }
  }

  /// Finds the matches among the bytes as they are, with control sequences if there are any.
  ///
  /// - Parameter limit: How far to go on, unless a match goes further; `nil` for the end of the bytes.
  func findRaw(
    in bytes: UnsafeRawBufferPointer, upTo limit: Int? = nil, _ tracker: inout LineTracker, _ onMatch: (Int) -> Void
  ) {
    let base = tracker.byteCount
    var matches: [Range<Int>] = []
    matcher.appendMatches(in: bytes, to: &matches)
    func advance(to index: Int) {
      tracker.advance(over: UnsafeRawBufferPointer(rebasing: bytes[(tracker.byteCount - base)..<index]))
    }
    for match in matches {
      advance(to: match.lowerBound)
      onMatch(tracker.lineNumberOfNextByte)
    }
    let lastEnd = matches.last?.upperBound ?? 0
    advance(to: limit.map { max($0, lastEnd) } ?? bytes.count)
  }

  private func findInLine(_ line: UnsafeRawBufferPointer, _ tracker: inout LineTracker, _ onMatch: (Int) -> Void) {
    if !Self.isRewritten(line) { return findRaw(in: line, &tracker, onMatch) }
    var number = tracker.lineNumberOfNextByte
    var start = 0
    while start < line.count {
      let end = min(start + LineTracker.byteLimit, line.count)
      let shown = Self.shown(UnsafeRawBufferPointer(rebasing: line[start..<end]))
      var matches: [Range<Int>] = []
      shown.withUnsafeBytes { matcher.appendMatches(in: $0, to: &matches) }
      for _ in matches { onMatch(number) }
      number += 1
      start = end
    }
    tracker.advance(over: line)
  }

  /// Whether bytes hold what changes the text that is shown: sequences, steps back, returns within a line.
  private static func isRewritten(_ bytes: UnsafeRawBufferPointer) -> Bool {
    bytes.firstIndex(of: 0x1B, from: 0) != nil || hasSteps(bytes)
  }

  private static func hasSteps(_ bytes: UnsafeRawBufferPointer) -> Bool {
    if bytes.firstIndex(of: 0x08, from: 0) != nil { return true }
    var position = 0
    while let found = bytes.firstIndex(of: 0x0D, from: position) {
      // Terminals turn a line feed into a return and a line feed, some programs into two returns.
      var next = found + 1
      while next < bytes.count, bytes[next] == 0x0D { next += 1 }
      if next < bytes.count, bytes[next] != 0x0A { return true }
      position = next
    }
    return false
  }

  private static func shown(_ line: UnsafeRawBufferPointer) -> [UInt8] {
    let bytes = line.bindMemory(to: UInt8.self).span
    if hasSteps(line) { return Array(LogSanitizer.plainText(of: bytes).utf8) }
    var shown: [UInt8] = []
    shown.reserveCapacity(line.count)
    var start = 0
    while let escape = line.firstIndex(of: 0x1B, from: start) {
      shown.append(contentsOf: line[start..<escape])
      switch EscapeSequence(bytes, escapeAt: escape) {
      case .graphicRendition(_, let end), .other(let end): start = end
      case .unterminated:
        shown.append(0x1B)
        start = escape + 1
      }
    }
    shown.append(contentsOf: line[start...])
    return shown
  }
}
