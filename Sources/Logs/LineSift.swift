/// Some lines of a log, those found for good and a few more at its end.
package struct LineSelection: Sendable {
  private let lines: LineSet
  private let tail: [Int]

  init(_ lines: LineSet, and tail: [Int] = []) {
    self.lines = lines
    self.tail = tail
  }

  /// The lines from 64 times a number on, one bit for each, the first in the lowest.
  func word(_ index: Int) -> UInt64 {
    tail.reduce(lines.word(index)) { $1 / 64 == index ? $0 | 1 << UInt64($1 % 64) : $0 }
  }
}

/// The lines of a log that are shown: those in all selections to keep and in none to hide.
///
/// Costs one step for 64 lines, however many selections there are to a step.
package struct LineSift: Sendable {
  private let kept: [LineSelection]
  private let hidden: [LineSelection]
  private let lineCount: Int

  /// - Parameter lineCount: How many lines the log has.
  package init(keeping kept: [LineSelection], hiding hidden: [LineSelection], lineCount: Int) {
    self.kept = kept
    self.hidden = hidden
    self.lineCount = lineCount
  }

  /// How many lines are shown.
  package var count: Int { (0..<wordCount).reduce(0) { $0 + word($1).nonzeroBitCount } }

  /// Whether a line is shown.
  package func contains(_ line: Int) -> Bool { line >= 0 && word(line / 64) & 1 << UInt64(line % 64) != 0 }

  /// The nearest line shown below a line, which itself does not count.
  package func next(after line: Int) -> Int? {
    let start = max(0, line + 1)
    var mask = UInt64.max << UInt64(start % 64)
    for index in start / 64..<max(start / 64, wordCount) {
      let word = word(index) & mask
      if word != 0 { return index * 64 + word.trailingZeroBitCount }
      mask = .max
    }
    return nil
  }

  /// The nearest line shown above a line, which itself does not count.
  package func previous(before line: Int) -> Int? {
    let last = min(line, lineCount) - 1
    guard last >= 0 else { return nil }
    var mask = UInt64.max >> UInt64(63 - last % 64)
    for index in stride(from: last / 64, through: 0, by: -1) {
      let word = word(index) & mask
      if word != 0 { return index * 64 + 63 - word.leadingZeroBitCount }
      mask = .max
    }
    return nil
  }

  private var wordCount: Int { (lineCount + 63) / 64 }

  private func word(_ index: Int) -> UInt64 {
    let end = lineCount - index * 64
    guard end > 0 else { return 0 }
    let all = end >= 64 ? UInt64.max : (1 << UInt64(end)) - 1
    return hidden.reduce(kept.reduce(all) { $0 & $1.word(index) }) { $0 & ~$1.word(index) }
  }
}
