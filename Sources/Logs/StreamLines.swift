package import Host
package import RunModel

/// The lines of a log of which some was written to one stream, found in small steps while the log may still grow.
///
/// Output of which nobody knows the stream belongs to either. Remembers one bit for each line.
package struct StreamLines: Sendable {
  private static let blockByteCount = 1024 * 1024

  /// The stream, for the whole life of the search.
  package let stream: OutputStream
  private var lines = LineSet()
  private var tracker = LineTracker()
  /// How many marks speak of what was looked at.
  private var markCount = 0
  private var generation: Int?

  /// A search that has not looked at anything yet.
  package init(_ stream: OutputStream) { self.stream = stream }

  /// The lines found so far.
  package var selection: LineSelection { LineSelection(lines) }

  /// Whether all that the store knows of was looked at.
  package func isComplete(in store: LogStore) -> Bool {
    generation ?? store.generation == store.generation && store.byteCount <= tracker.byteCount
  }

  /// Goes on where the last step ended; starts over when the store found another file in the old one's place.
  ///
  /// - Parameters:
  ///   - byteBudget: About how many bytes to read now; at least some progress is made.
  ///   - marks: The marks of all that the store knows of.
  /// - Complexity: One read for each MiB and one pass of `memchr` for each line and each mark.
  package mutating func step(byteBudget: Int, in store: LogStore, marks: LogMarks) throws(FileError) {
    if generation != store.generation {
      self = StreamLines(stream)
      generation = store.generation
    }
    let end = tracker.byteCount + min(max(1, byteBudget), max(0, store.byteCount - tracker.byteCount))
    while tracker.byteCount < end {
      let count = min(Self.blockByteCount, store.byteCount - tracker.byteCount)
      let block = try store.bytes(at: tracker.byteCount, count: count)
      if block.isEmpty { return }
      block.withUnsafeBytes { take($0, marks.marks, from: store.start) }
    }
  }

  /// Takes the next bytes of the log, part by part as they were marked.
  ///
  /// - Parameter start: Where what is looked at begins among the offsets of the marks.
  private mutating func take(_ block: UnsafeRawBufferPointer, _ marks: [OutputMark], from start: Int) {
    let base = tracker.byteCount
    // They are fewer than they were when their file has gone.
    markCount = min(markCount, marks.count)
    var rest = block[...]
    while !rest.isEmpty {
      while markCount < marks.count, marks[markCount].offset - start <= tracker.byteCount { markCount += 1 }
      let isWanted = markCount == 0 || marks[markCount - 1].stream.map { $0 == stream } ?? true
      let end = markCount < marks.count ? min(block.count, marks[markCount].offset - start - base) : block.count
      add(UnsafeRawBufferPointer(rebasing: rest[..<end]), isWanted)
      rest = block[end...]
    }
  }

  private mutating func add(_ part: UnsafeRawBufferPointer, _ isWanted: Bool) {
    guard isWanted, let first = part.first else { return tracker.advance(over: part) }
    // An end of a line belongs to the line that it ends.
    lines.insert(first == 0x0A ? tracker.lineNumber : tracker.lineNumberOfNextByte)
    let end = tracker.byteCount + part.count
    var started: [Int] = []
    tracker.advance(over: part) { if $0.lineStart < end { started.append($0.lineNumber) } }
    for line in started { lines.insert(line) }
  }
}
