package import Screen

/// A literal text to look for, in smart case: a capital letter in it makes case count.
///
/// Only the letters A to Z have two cases here; all else is compared as it stands.
package struct LogPattern: Hashable, Sendable {
  /// The pattern as it was typed.
  package let text: String
  /// Whether capital and small letters differ, which one capital letter in the pattern asks for.
  package let isCaseSensitive: Bool
  /// The pattern's UTF-8; in small letters when case does not count, since a capital would make it count.
  let needle: [UInt8]
  private let scalars: [UInt32]
  private let anchor: Int

  /// A pattern for one line: `nil` when the text is empty or has a line feed.
  package init?(_ text: String) {
    let utf8 = Array(text.utf8)
    if utf8.isEmpty || utf8.contains(0x0A) { return nil }
    self.text = text
    isCaseSensitive = utf8.contains { $0 != Self.folded($0) }
    needle = utf8
    scalars = text.unicodeScalars.map(\.value).filter { TextWidth.width(of: $0) > 0 }
    anchor = Self.rarestIndex(of: needle, isCaseSensitive: isCaseSensitive)
  }

  /// The matches in raw bytes, from left to right, none overlapping; control sequences count as bytes.
  package func ranges(in bytes: Span<UInt8>) -> [Range<Int>] {
    var ranges: [Range<Int>] = []
    bytes.withUnsafeBytes { appendMatches(in: $0, to: &ranges) }
    return ranges
  }

  /// The columns of the matches in a shown line, from left to right, none overlapping; colours do not matter.
  package func ranges(in cells: [Cell]) -> [Range<Int>] {
    var ranges: [Range<Int>] = []
    var column = 0
    while column < cells.count {
      if let end = matchEnd(in: cells, at: column) {
        ranges.append(column..<end)
        column = end
      } else {
        column += 1
      }
    }
    return ranges
  }

  /// Appends the range of each match, none overlapping.
  func appendMatches(in bytes: UnsafeRawBufferPointer, to ranges: inout [Range<Int>]) {
    forEachMatch(in: bytes) {
      ranges.append($0..<$0 + needle.count)
      return true
    }
  }

  /// Where the first match from an index on begins.
  func firstMatch(in bytes: UnsafeRawBufferPointer, from start: Int) -> Int? {
    var first: Int?
    forEachMatch(in: UnsafeRawBufferPointer(rebasing: bytes[start...])) {
      first = start + $0
      return false
    }
    return first
  }

  /// Whether the bytes hold the pattern.
  func occurs(in bytes: [UInt8]) -> Bool {
    var isFound = false
    bytes.withUnsafeBytes {
      forEachMatch(in: $0) { _ in
        isFound = true
        return false
      }
    }
    return isFound
  }
}

extension LogPattern {
  /// Calls a closure with the start of each match, none overlapping, until it returns `false`.
  ///
  /// - Complexity: The speed of `memchr` for the pattern's rarest byte, times two when that is a letter of any case.
  @inline(__always)
  private func forEachMatch(in bytes: UnsafeRawBufferPointer, _ isToContinue: (Int) -> Bool) {
    let (first, second) = anchorBytes
    var nearestFirst = bytes.firstIndex(of: first, from: anchor) ?? .max
    var nearestSecond = second.flatMap { bytes.firstIndex(of: $0, from: anchor) } ?? .max
    while min(nearestFirst, nearestSecond) < bytes.count {
      let start = min(nearestFirst, nearestSecond) - anchor
      var position = start + 1
      if isMatch(in: bytes, at: start) {
        if !isToContinue(start) { return }
        position = start + needle.count
      }
      let next = position + anchor
      if nearestFirst < next { nearestFirst = bytes.firstIndex(of: first, from: next) ?? .max }
      if let second, nearestSecond < next { nearestSecond = bytes.firstIndex(of: second, from: next) ?? .max }
    }
  }

  /// The rarest byte of the pattern, and the same letter in capitals when case does not count.
  private var anchorBytes: (UInt8, UInt8?) {
    let byte = needle[anchor]
    return (byte, isCaseSensitive ? nil : Self.capital(of: byte))
  }

  @inline(__always)
  private func isMatch(in bytes: UnsafeRawBufferPointer, at start: Int) -> Bool {
    guard start + needle.count <= bytes.count else { return false }
    for index in needle.indices {
      let byte = bytes[start + index]
      if needle[index] != (isCaseSensitive ? byte : Self.folded(byte)) { return false }
    }
    return true
  }

  private func matchEnd(in cells: [Cell], at column: Int) -> Int? {
    guard !scalars.isEmpty, !cells[column].isFiller else { return nil }
    var end = column
    for scalar in scalars {
      guard end < cells.count, isEqual(cells[end].scalar, scalar) else { return nil }
      end += 1
      if end < cells.count, cells[end].isFiller { end += 1 }
    }
    return end
  }

  private func isEqual(_ left: UInt32, _ right: UInt32) -> Bool {
    if left == right { return true }
    guard !isCaseSensitive, let left = UInt8(exactly: left), let right = UInt8(exactly: right) else { return false }
    return Self.folded(left) == Self.folded(right)
  }

  @inline(__always)
  private static func folded(_ byte: UInt8) -> UInt8 {
    byte >= UInt8(ascii: "A") && byte <= UInt8(ascii: "Z") ? byte | 0x20 : byte
  }

  private static func capital(of byte: UInt8) -> UInt8? {
    byte >= UInt8(ascii: "a") && byte <= UInt8(ascii: "z") ? byte & ~0x20 : nil
  }

  private static func rarestIndex(of needle: [UInt8], isCaseSensitive: Bool) -> Int {
    func rank(_ index: Int) -> Int {
      let byte = needle[index]
      // A letter of any case is looked for twice.
      let isDouble = !isCaseSensitive && capital(of: byte) != nil
      return ByteRarity.rank(of: byte) + (isDouble ? 2 : 0)
    }
    return needle.indices.min { rank($0) < rank($1) } ?? 0
  }
}
