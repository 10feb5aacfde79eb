/// A stretch of a log held in memory, from which lines are cut.
struct LogWindow: Sendable {
  /// One line inside the window and where the next begins.
  struct Piece {
    var bytes: ArraySlice<UInt8>
    var nextOffset: Int
    /// Whether the line was cut at the limit, so that the next one goes on with it.
    var isCut: Bool
  }

  /// The file offset of the first byte.
  var byteOffset = 0
  var bytes: [UInt8] = []

  func covers(_ range: Range<Int>) -> Bool {
    range.lowerBound >= byteOffset && range.upperBound <= byteOffset + bytes.count
  }

  /// The line that starts at an offset, by the same rules as ``LineTracker``; `nil` when the window holds none of it.
  func piece(at offset: Int) -> Piece? {
    let start = offset - byteOffset
    guard start >= 0, start < bytes.count else { return nil }
    let limit = LineTracker.byteLimit
    let end = min(bytes.count, start + limit + 1)
    let newline = bytes.withUnsafeBytes {
      UnsafeRawBufferPointer(rebasing: $0[..<end]).firstIndex(of: 0x0A, from: start)
    }
    if let newline {
      return Piece(bytes: bytes[start..<newline], nextOffset: byteOffset + newline + 1, isCut: false)
    }
    let cut = min(end, start + limit)
    return Piece(bytes: bytes[start..<cut], nextOffset: byteOffset + cut, isCut: cut < end)
  }
}
