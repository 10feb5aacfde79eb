/// A set of line numbers that is only added to: one bit for each line up to the last member.
struct LineSet: Sendable, Hashable {
  private var words: [UInt64] = []
  private(set) var count = 0

  func contains(_ line: Int) -> Bool {
    line >= 0 && line / 64 < words.count && words[line / 64] & (1 << UInt64(line % 64)) != 0
  }

  /// Adds a line; costs time and memory for the lines between it and the last member.
  mutating func insert(_ line: Int) {
    if contains(line) { return }
    let index = line / 64
    if index >= words.count { words.append(contentsOf: repeatElement(0, count: index + 1 - words.count)) }
    words[index] |= 1 << UInt64(line % 64)
    count += 1
  }

  /// The members from 64 times a number on, one bit for each, the first in the lowest.
  func word(_ index: Int) -> UInt64 { index < words.count ? words[index] : 0 }

  /// The smallest member that is not below a line.
  func first(from line: Int) -> Int? {
    let line = max(0, line)
    guard line / 64 < words.count else { return nil }
    var index = line / 64
    var word = words[index] & (UInt64.max << UInt64(line % 64))
    while word == 0 {
      index += 1
      if index == words.count { return nil }
      word = words[index]
    }
    return index * 64 + word.trailingZeroBitCount
  }

  /// The greatest member that is not above a line.
  func last(through line: Int) -> Int? {
    let line = min(line, words.count * 64 - 1)
    guard line >= 0 else { return nil }
    var index = line / 64
    var word = words[index] & (UInt64.max >> UInt64(63 - line % 64))
    while word == 0 {
      index -= 1
      if index < 0 { return nil }
      word = words[index]
    }
    return index * 64 + 63 - word.leadingZeroBitCount
  }
}
