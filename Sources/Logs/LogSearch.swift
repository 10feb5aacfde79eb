package import Host

/// A search through a log that goes on in small steps, while the log may still grow.
///
/// It looks at the text as it is shown: colours do not matter, and what a carriage return overwrote is not found. In a
/// line of more than a MiB it looks at the bytes as written. Remembers the lines that match, one bit for each line of
/// the log.
package struct LogSearch: Sendable {
  private static let blockByteCount = 1024 * 1024

  /// What is looked for, for the whole life of the search.
  package let matcher: LogMatcher
  private var lines = LineSet()
  private var settledCount = 0
  /// Where the search has come to: the start of a line, or the inside of one that is longer than a block.
  private var tracker = LineTracker()
  /// What was found in a last line that had no end yet; looked at again when the log has grown.
  private var tail = Tail()
  private var generation: Int?

  private struct Tail: Sendable {
    /// Those with matches, ascending.
    var lines: [Int] = []
    var matchCount = 0
    /// The offset of the first byte behind it.
    var end = 0
  }

  /// A search that has not looked at anything yet.
  package init(_ matcher: LogMatcher) { self.matcher = matcher }
  /// A search for a text.
  package init(_ pattern: LogPattern) { self.init(.text(pattern)) }

  /// How many matches were found so far.
  package var matchCount: Int { settledCount + tail.matchCount }

  /// Whether all that the store knows of was searched.
  package func isComplete(in store: LogStore) -> Bool {
    generation ?? store.generation == store.generation && store.byteCount <= max(position, tail.end)
  }

  /// Searches on where the last step ended; starts over when the store found another file in the old one's place.
  ///
  /// When the file turns out to be shorter than the store knows, nothing is found and the search is not complete:
  /// refresh the store first.
  ///
  /// - Parameter byteBudget: About how many bytes to read now; at least one block's worth of progress is made.
  /// - Complexity: One read for each MiB; one pass of `memchr` for each line, each occurrence of the pattern's rarest
  ///   byte and each control sequence.
  package mutating func step(byteBudget: Int = 4 * 1024 * 1024, in store: LogStore) throws(FileError) {
    if generation != store.generation { startOver(store.generation) }
    let end = position + min(max(1, byteBudget), max(0, store.byteCount - position))
    while position < end, !isComplete(in: store) {
      let block = try store.bytes(at: position, count: min(Self.blockByteCount, store.byteCount - position))
      if block.isEmpty { return }
      let isAtEnd = position + block.count >= store.byteCount
      block.withUnsafeBytes { take($0, isAtEnd: isAtEnd) }
    }
  }

  /// How many lines were found so far.
  package var lineCount: Int { lines.count + tail.lines.count { !lines.contains($0) } }

  /// The lines found so far.
  package var selection: LineSelection { LineSelection(lines, and: tail.lines) }

  /// Whether a line was found.
  package func contains(_ line: Int) -> Bool { lines.contains(line) || tail.lines.contains(line) }

  /// The nearest line found below a line, which itself does not count.
  package func nextLine(after line: Int) -> Int? {
    lines.first(from: line + 1) ?? tail.lines.first { $0 > line }
  }

  /// The nearest line found above a line, which itself does not count.
  package func previousLine(before line: Int) -> Int? {
    tail.lines.last { $0 < line } ?? lines.last(through: line - 1)
  }
}

extension LogSearch {
  /// The offset of the first byte that is not searched for good.
  private var position: Int { tracker.byteCount }

  private mutating func startOver(_ generation: Int) {
    self = LogSearch(matcher)
    self.generation = generation
  }

  /// Searches the whole lines of a block at the current position, and its last one as far as it is there.
  private mutating func take(_ block: UnsafeRawBufferPointer, isAtEnd: Bool) {
    tail = Tail()
    let wholeEnd = block.lastIndex(of: 0x0A).map { $0 + 1 } ?? 0
    let finder = ShownTextFinder(matcher: matcher)
    var found: [Int] = []
    if wholeEnd > 0 {
      finder.find(in: UnsafeRawBufferPointer(rebasing: block[..<wholeEnd]), &tracker) { found.append($0) }
    } else if !isAtEnd {
      // A line that does not end in the block: on to where a match may begin that goes on in the next one.
      let limit = max(1, block.count - matcher.overlap)
      finder.findRaw(in: block, upTo: limit, &tracker) { found.append($0) }
    }
    for line in found { lines.insert(line) }
    settledCount += found.count
    guard isAtEnd, wholeEnd < block.count else { return }
    var place = tracker
    finder.find(in: UnsafeRawBufferPointer(rebasing: block[wholeEnd...]), &place) { line in
      tail.matchCount += 1
      if tail.lines.last != line { tail.lines.append(line) }
    }
    tail.end = position + block.count - wholeEnd
  }
}
