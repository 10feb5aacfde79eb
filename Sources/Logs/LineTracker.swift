import Glibc

/// Follows the lines of a text whose bytes come in chunks of any size.
///
/// A line ends at `\n`; a line of more than ``byteLimit`` bytes counts as several, each but the last of exactly that
/// size. How the text is cut into chunks makes no difference.
struct LineTracker: Sendable, Hashable {
  /// The most bytes a line can have, its `\n` not counted.
  static let byteLimit = 64 * 1024

  /// The number, from zero, of the line that begins at ``lineStart``.
  private(set) var lineNumber = 0
  /// The offset of the first byte of the line the text ends in.
  private(set) var lineStart = 0
  /// Whether that line goes on with one that was too long.
  private(set) var isContinuation = false
  private(set) var byteCount = 0

  /// The number of the line that the next byte belongs to, given that it is not `\n`.
  var lineNumberOfNextByte: Int { byteCount - lineStart == Self.byteLimit ? lineNumber + 1 : lineNumber }

  /// Takes the next bytes of the text.
  ///
  /// - Parameter onLineStart: Called at each new line, when ``lineNumber`` and ``lineStart`` speak of it.
  @inline(__always)
  mutating func advance(over bytes: UnsafeRawBufferPointer, onLineStart: (LineTracker) -> Void = { _ in }) {
    let base = byteCount
    var position = 0
    while let newline = bytes.firstIndex(of: 0x0A, from: position) {
      split(before: base + newline, onLineStart)
      startLine(at: base + newline + 1, isContinuation: false, onLineStart)
      position = newline + 1
    }
    byteCount = base + bytes.count
    split(before: byteCount, onLineStart)
  }

  @inline(__always)
  private mutating func split(before end: Int, _ onLineStart: (LineTracker) -> Void) {
    while end - lineStart > Self.byteLimit {
      startLine(at: lineStart + Self.byteLimit, isContinuation: true, onLineStart)
    }
  }

  @inline(__always)
  private mutating func startLine(at offset: Int, isContinuation: Bool, _ onLineStart: (LineTracker) -> Void) {
    lineNumber += 1
    lineStart = offset
    self.isContinuation = isContinuation
    onLineStart(self)
  }
}

extension UnsafeRawBufferPointer {
  /// The index of the first such byte at or after `start`; runs at the speed of `memchr`.
  @inline(__always)
  func firstIndex(of byte: UInt8, from start: Int) -> Int? {
    guard start < count, let base = baseAddress else { return nil }
    guard let found = memchr(base + start, Int32(byte), count - start) else { return nil }
    return UnsafeRawPointer(found) - base
  }
}
