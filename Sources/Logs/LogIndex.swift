/// Where the lines of a growing log are: a place every 64 KiB, from which a reader counts on.
///
/// Lines are numbered from zero. A line of more than ``lineByteLimit`` bytes is split into lines of that size, which
/// are numbered like any other and marked as continuations; the cut may fall into a character or an escape sequence,
/// whose parts are then shown as broken ones. Needs 16 bytes for each 64 KiB of log: 256 KiB for 1 GiB.
package struct LogIndex: Sendable {
  /// A line start on record.
  package struct Checkpoint: Hashable, Sendable {
    private var packedLine: Int
    /// The offset of the line's first byte.
    package private(set) var byteOffset: Int

    init(line: Int, byteOffset: Int, isContinuation: Bool) {
      packedLine = line << 1 | (isContinuation ? 1 : 0)
      self.byteOffset = byteOffset
    }

    /// The line's number from zero.
    package var line: Int { packedLine >> 1 }
    /// Whether the line goes on with one that was too long.
    package var isContinuation: Bool { packedLine & 1 == 1 }
  }

  /// The most bytes a line is shown with; the rest goes on in the next line.
  package static let lineByteLimit = LineTracker.byteLimit
  /// No line start is further than this behind a checkpoint.
  package static let checkpointByteSpacing = 64 * 1024

  private var tracker = LineTracker()
  private var checkpoints = [Checkpoint(line: 0, byteOffset: 0, isContinuation: false)]

  /// The index of an empty log.
  package init() {}

  /// How many bytes were taken so far.
  package var byteCount: Int { tracker.byteCount }
  /// How many lines there are; one that has no `\n` yet counts.
  package var lineCount: Int { tracker.lineNumber + (tracker.byteCount > tracker.lineStart ? 1 : 0) }
  /// Whether no line is begun.
  var endsWithLine: Bool { tracker.byteCount == tracker.lineStart }

  /// Takes the next bytes of the log; where the log is cut makes no difference.
  ///
  /// - Complexity: One `memchr` for each line.
  package mutating func append(_ bytes: UnsafeRawBufferPointer) {
    var last = checkpoints[checkpoints.count - 1].byteOffset
    tracker.advance(over: bytes) { tracker in
      guard tracker.lineStart - last >= Self.checkpointByteSpacing else { return }
      last = tracker.lineStart
      checkpoints.append(
        Checkpoint(line: tracker.lineNumber, byteOffset: last, isContinuation: tracker.isContinuation))
    }
  }

  /// The last checkpoint that is not behind the line, less than 64 KiB before the line's first byte.
  ///
  /// - Complexity: O(log *n*) in the size of the log.
  package func checkpoint(atOrBefore line: Int) -> Checkpoint {
    var low = 0
    var high = checkpoints.count
    while high - low > 1 {
      let middle = (low + high) / 2
      if checkpoints[middle].line <= line { low = middle } else { high = middle }
    }
    return checkpoints[low]
  }
}
