package import Host

/// A log file that somebody else appends to, or a part of one, seen by number of line.
///
/// A missing file is an empty log. A file that became shorter is read again from its start, unless a part of it is seen that
/// has been taken in whole; one that was replaced by
/// longer content between two refreshes is not noticed. Every call may block on the disk. Memory: the index and one
/// window of 128 KiB, whatever the size of the file.
package struct LogStore: Sendable {
  private static let blockByteCount = 256 * 1024
  private static let windowByteCount = 128 * 1024

  /// The file's path, which need not exist yet.
  package let path: String
  /// The offset in the file at which what is seen begins, which has to be the start of a line to be seen as one.
  package let start: Int
  /// The offset in the file at which it ends; `nil` for its end.
  package private(set) var end: Int?
  private let files: any FileHost
  private var index = LogIndex()
  private var window = LogWindow()
  /// Goes up each time the file turned out to be another one, so that line numbers kept elsewhere are void.
  package private(set) var generation = 0

  /// An empty store; nothing is read before the first refresh.
  package init(path: String, files: any FileHost) {
    self.init(path, files, from: 0)
  }

  private init(_ path: String, _ files: any FileHost, from start: Int) {
    self.path = path
    self.files = files
    self.start = start
  }

  /// An empty store of the same file from an offset on.
  package func beginning(at start: Int) -> LogStore { LogStore(path, files, from: start) }

  /// Sees nothing any more from an offset in the file on; `nil` for all that comes.
  package mutating func end(at end: Int?) { self.end = end }

  /// What is there of it now.
  private var visibleByteCount: Int {
    let byteCount = files.status(path)?.byteCount ?? 0
    return max(0, min(byteCount, end ?? byteCount) - start)
  }

  /// How many lines were found so far; one that has no `\n` yet counts.
  package var lineCount: Int { index.lineCount }
  /// How many bytes of the file are known so far.
  package var byteCount: Int { index.byteCount }

  /// Looks at the file's size and takes in what is new.
  ///
  /// - Parameter maximumByteCount: The most bytes to read now, so that a screen does not wait for a huge file.
  /// - Returns: Whether more remains to be read.
  /// - Complexity: One read for each 256 KiB of new bytes, and one pass of `memchr` over them.
  @discardableResult
  package mutating func refresh(maximumByteCount: Int = .max) throws(FileError) -> Bool {
    // A part that ends and was taken in whole does not change any more.
    if let end, index.byteCount == end - start { return false }
    let byteCount = visibleByteCount
    if byteCount < index.byteCount { startOver() }
    return try refresh(upTo: byteCount, maximumByteCount: maximumByteCount)
  }

  /// Takes in what is new up to a size the file is known to have, without asking for its size.
  ///
  /// A size below what is known already changes nothing.
  ///
  /// - Returns: Whether bytes below `byteCount` remain to be read.
  @discardableResult
  package mutating func refresh(upTo byteCount: Int, maximumByteCount: Int = .max) throws(FileError) -> Bool {
    var budget = max(0, maximumByteCount)
    while index.byteCount < byteCount, budget > 0 {
      let block = try bytes(
        at: index.byteCount, count: min(Self.blockByteCount, byteCount - index.byteCount, budget))
      if block.isEmpty { return false }
      block.withUnsafeBytes { index.append($0) }
      budget -= block.count
    }
    return index.byteCount < byteCount
  }

  /// The lines from a number on, fewer where the log ends.
  ///
  /// - Complexity: A scan of less than 64 KiB to the first line, then the lines themselves; no read when they are in
  ///   the window that the call before left.
  package mutating func lines(from first: Int, count: Int) throws(FileError) -> [LogLine] {
    let first = max(0, first)
    let end = first + min(count, lineCount - first)
    guard first < end else { return [] }
    let checkpoint = index.checkpoint(atOrBefore: first)
    var offset = checkpoint.byteOffset
    var isContinuation = checkpoint.isContinuation
    var lines: [LogLine] = []
    for number in checkpoint.line..<end {
      guard let piece = try piece(at: offset) else { break }
      if number >= first {
        lines.append(
          LogLine(number: number, byteOffset: start + offset, bytes: piece.bytes, isContinuation: isContinuation))
      }
      offset = piece.nextOffset
      isContinuation = piece.isCut
    }
    return lines
  }

  /// The last lines of the file as it is now, without having taken in what comes before; their numbers are not known and
  /// are told as from zero on.
  ///
  /// - Complexity: One read of at most 128 KiB.
  package func lastLines(count: Int) throws(FileError) -> [LogLine] {
    let byteCount = visibleByteCount
    let first = max(0, byteCount - Self.windowByteCount)
    let bytes = try bytes(at: first, count: byteCount - first)
    var pieces = bytes.split(separator: 0x0A, omittingEmptySubsequences: false)
    if pieces.last?.isEmpty == true { pieces.removeLast() }
    // What is cut somewhere in its middle is no line, unless it is all there is.
    if first > 0, pieces.count > 1 { pieces.removeFirst() }
    return pieces.suffix(count).enumerated().map { number, piece in
      let text = piece.suffix(LineTracker.byteLimit)
      return LogLine(
        number: number, byteOffset: start + first + text.startIndex, bytes: text,
        isContinuation: text.count < piece.count)
    }
  }

  /// Whether the last line that was found ends with `\n`, so that what follows is another one.
  package var endsWithLine: Bool { index.endsWithLine }

  /// Raw bytes of what is seen; empty when there is no file, fewer than asked for where it ends.
  func bytes(at offset: Int, count: Int) throws(FileError) -> [UInt8] {
    do {
      return try files.read(path, at: start + offset, count: count)
    } catch {
      if files.exists(path) { throw error }
      return []
    }
  }

  /// The line at an offset; `nil` when the file is shorter than it was.
  private mutating func piece(at offset: Int) throws(FileError) -> LogWindow.Piece? {
    let needed = offset..<min(offset + LineTracker.byteLimit + 1, index.byteCount)
    if !window.covers(needed) {
      let count = min(Self.windowByteCount, index.byteCount - offset)
      window = LogWindow(byteOffset: offset, bytes: try bytes(at: offset, count: count))
    }
    return window.piece(at: offset)
  }

  private mutating func startOver() {
    index = LogIndex()
    window = LogWindow()
    generation += 1
  }
}
