/// A configuration file's text with the table that turns byte offsets into lines and columns.
///
/// Reading is O(*n*) once; each position look-up afterwards is O(log *lines* + *bytes of the line*).
package final class SourceFile: Sendable {
  /// The path as it is shown to people, usually relative to the project's root.
  package let path: String
  /// The raw bytes, a leading UTF-8 byte order mark removed.
  package let bytes: [UInt8]
  /// The offset of the first byte of every line; never empty.
  private let lineStarts: [Int]

  /// Takes bytes in any encoding and finds their lines, each of which ends with a line feed.
  ///
  /// - Complexity: O(*bytes*).
  package init(path: String, bytes: [UInt8]) {
    self.path = path
    let text = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? Array(bytes.dropFirst(3)) : bytes
    self.bytes = text
    var starts = [0]
    for (offset, byte) in text.enumerated() where byte == 0x0A { starts.append(offset + 1) }
    lineStarts = starts
  }

  /// A file made from text that is already a string.
  package convenience init(path: String, text: String) {
    self.init(path: path, bytes: Array(text.utf8))
  }

  /// The position of a byte offset; offsets past the end are the end.
  package func position(at offset: Int) -> SourcePosition {
    let offset = min(max(0, offset), bytes.count)
    var low = 0
    var high = lineStarts.count - 1
    while low < high {
      let middle = (low + high + 1) / 2
      if lineStarts[middle] <= offset { low = middle } else { high = middle - 1 }
    }
    let column = bytes[lineStarts[low]..<offset].count { $0 & 0xC0 != 0x80 } + 1
    return SourcePosition(line: low + 1, column: column)
  }

  /// The text of a line counted from one, without its line end; `nil` past the end.
  package func line(_ number: Int) -> String? {
    range(ofLine: number).map { String(decoding: bytes[$0], as: UTF8.self) }
  }

  /// Some scalars of a line, counted from one and from zero; fewer where it ends before.
  ///
  /// - Complexity: O(*n*) in the bytes of the line up to the last of them.
  package func scalars(ofLine number: Int, in columns: Range<Int>) -> [Unicode.Scalar] {
    guard let range = range(ofLine: number) else { return [] }
    var column = -1
    var start: Int?
    for offset in range where bytes[offset] & 0xC0 != 0x80 {
      column += 1
      if column == columns.lowerBound { start = offset }
      if column == columns.upperBound {
        return start.map { Array(String(decoding: bytes[$0..<offset], as: UTF8.self).unicodeScalars) } ?? []
      }
    }
    return start.map { Array(String(decoding: bytes[$0..<range.upperBound], as: UTF8.self).unicodeScalars) } ?? []
  }

  /// The bytes of a line counted from one, without its line end.
  private func range(ofLine number: Int) -> Range<Int>? {
    guard number >= 1, number <= lineStarts.count else { return nil }
    let start = lineStarts[number - 1]
    var end = number < lineStarts.count ? lineStarts[number] - 1 : bytes.count
    if end > start, bytes[end - 1] == 0x0D { end -= 1 }
    return start..<end
  }
}

/// A place in a file: line and column count from one, columns in Unicode scalars.
package struct SourcePosition: Hashable, Sendable, Comparable {
  package var line: Int
  package var column: Int

  package init(line: Int, column: Int) {
    self.line = line
    self.column = column
  }

  package static func < (left: Self, right: Self) -> Bool {
    (left.line, left.column) < (right.line, right.column)
  }
}
