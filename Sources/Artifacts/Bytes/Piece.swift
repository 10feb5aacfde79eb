/// A buffer that is filled at once and taken from its front.
struct Piece {
  private var bytes: [UInt8]
  private var range: Range<Int>

  init(_ bytes: [UInt8] = []) {
    self.bytes = bytes
    range = bytes.indices
  }

  var isEmpty: Bool { range.isEmpty }
  var count: Int { range.count }

  /// Removes up to `count` bytes from the front and gives them.
  mutating func take(_ count: Int) -> ArraySlice<UInt8> {
    let end = range.lowerBound + min(count, range.count)
    defer { range = end..<range.upperBound }
    return bytes[range.lowerBound..<end]
  }

  /// Removes zeros from the front, which archivers put between streams and after the last one.
  mutating func dropZeros() {
    range = (bytes[range].firstIndex { $0 != 0 } ?? range.upperBound)..<range.upperBound
  }

  /// Makes it empty, with room for `byteCount` bytes.
  mutating func reserve(_ byteCount: Int) {
    if bytes.count != byteCount { bytes = [UInt8](repeating: 0, count: byteCount) }
    range = 0..<0
  }

  /// Lets `body` read the bytes and say how many of them it took.
  mutating func drain<Result>(_ body: (UnsafeBufferPointer<UInt8>) -> (Int, Result)) -> Result {
    let (count, result) = bytes.withUnsafeBufferPointer { body(UnsafeBufferPointer(rebasing: $0[range])) }
    range = range.lowerBound + count..<range.upperBound
    return result
  }

  /// Lets `body` overwrite the whole room and say how many bytes it made.
  mutating func refill<Result>(_ body: (UnsafeMutableBufferPointer<UInt8>) -> (Int, Result)) -> Result {
    let (count, result) = bytes.withUnsafeMutableBufferPointer { body($0) }
    range = 0..<count
    return result
  }
}
