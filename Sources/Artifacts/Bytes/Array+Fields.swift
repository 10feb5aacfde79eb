/// Fields at fixed places of a binary header.
extension Array where Element == UInt8 {
  /// An unsigned number of up to eight bytes, the lowest first; nil when it is not there or no `Int`.
  func littleEndian(at offset: Int, byteCount: Int) -> Int? {
    guard offset >= 0, byteCount <= 8, offset <= count - byteCount else { return nil }
    var value: UInt64 = 0
    for index in (0..<byteCount).reversed() { value = value << 8 | UInt64(self[offset + index]) }
    return Int(exactly: value)
  }

  /// An unsigned number of up to eight bytes, the highest first; nil when it is not there or no `Int`.
  func bigEndian(at offset: Int, byteCount: Int) -> Int? {
    guard offset >= 0, byteCount <= 8, offset <= count - byteCount else { return nil }
    var value: UInt64 = 0
    for index in 0..<byteCount { value = value << 8 | UInt64(self[offset + index]) }
    return Int(exactly: value)
  }

  /// The text of a range up to its first zero byte; the range must lie within the array.
  func text(in range: Range<Int>) -> String {
    String(decoding: self[range].prefix { $0 != 0 }, as: UTF8.self)
  }

  /// Whether the bytes at an offset are those of an ASCII text.
  func has(_ text: StaticString, at offset: Int) -> Bool {
    guard offset >= 0, offset <= count - text.utf8CodeUnitCount else { return false }
    return text.withUTF8Buffer { self[offset..<offset + $0.count].elementsEqual($0) }
  }
}
