package import Host

/// A place where a pattern was found.
package struct LogMatch: Hashable, Sendable {
  /// The number, from zero, of the line the match begins in.
  package let line: Int
  /// Offsets in the file.
  package let byteRange: Range<Int>
}

/// A search through a log that goes on in small steps, while the log may still grow.
///
/// It looks at the bytes as written, so a match may also lie in what a carriage return overwrote, and one that a colour
/// change runs through is not found. Remembers the lines that match, one bit for each line of the log.
package struct LogSearch: Sendable {
  private static let blockByteCount = 1024 * 1024

  /// What is looked for, for the whole life of the search.
  package let pattern: LogPattern
  /// How many matches were found so far.
  package private(set) var matchCount = 0
  private var lines = LineSet()
  private var tracker = LineTracker()
  private var generation: Int?

  /// A search that has not looked at anything yet.
  package init(_ pattern: LogPattern) { self.pattern = pattern }

  /// How many lines with a match were found so far.
  package var matchingLineCount: Int { lines.count }

  /// Whether all that the store knows of was searched.
  package func isComplete(in store: LogStore) -> Bool {
    generation ?? store.generation == store.generation && store.byteCount - position < pattern.needle.count
  }

  /// Searches on where the last step ended; starts over when the store found another file in the old one's place.
  ///
  /// - Parameter byteBudget: About how many bytes to read now; at least one block's worth of progress is made.
  /// - Returns: The matches found by this step, in their order. None, with the search not complete, means that the file
  ///   is shorter than the store knows: refresh the store first.
  /// - Complexity: One read for each MiB, one `memchr` for each line and each occurrence of the pattern's rarest byte.
  package mutating func step(byteBudget: Int = 4 * 1024 * 1024, in store: LogStore) throws(FileError) -> [LogMatch] {
    if generation != store.generation { startOver(store.generation) }
    var matches: [LogMatch] = []
    let end = position + min(max(1, byteBudget), max(0, store.byteCount - position))
    while position < end, !isComplete(in: store) {
      let overlap = pattern.needle.count - 1
      let count = min(Self.blockByteCount, end - position) + overlap
      let block = try store.bytes(at: position, count: min(count, store.byteCount - position))
      if block.count <= overlap { break }
      block.withUnsafeBytes { scan($0, into: &matches) }
    }
    return matches
  }

  /// Whether a match that begins in the line was found so far.
  package func isMatching(line: Int) -> Bool { lines.contains(line) }
  /// The nearest line found below a line, which itself does not count.
  package func nextLine(after line: Int) -> Int? { lines.first(from: line + 1) }
  /// The nearest line found above a line, which itself does not count.
  package func previousLine(before line: Int) -> Int? { lines.last(through: line - 1) }
}

extension LogSearch {
  /// The offset of the first byte at which no match was looked for yet.
  private var position: Int { tracker.byteCount }

  private mutating func startOver(_ generation: Int) {
    self = LogSearch(pattern)
    self.generation = generation
  }

  /// Finds all matches that lie in a block at the current position, and moves on to the first byte where a match could
  /// begin that does not end in the block.
  private mutating func scan(_ block: UnsafeRawBufferPointer, into matches: inout [LogMatch]) {
    let base = position
    var starts: [Int] = []
    pattern.appendMatches(in: block, to: &starts)
    for start in starts {
      advance(to: start, of: block, base: base)
      let match = LogMatch(
        line: tracker.lineNumberOfNextByte, byteRange: base + start..<base + start + pattern.needle.count)
      lines.insert(match.line)
      matches.append(match)
    }
    matchCount += starts.count
    let lastEnd = starts.last.map { $0 + pattern.needle.count } ?? 0
    advance(to: max(lastEnd, block.count - pattern.needle.count + 1), of: block, base: base)
  }

  private mutating func advance(to index: Int, of block: UnsafeRawBufferPointer, base: Int) {
    tracker.advance(over: UnsafeRawBufferPointer(rebasing: block[(position - base)..<index]))
  }
}
