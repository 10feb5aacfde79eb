package import Screen

/// What is looked for in lines: a text or a regular expression.
package enum LogMatcher: Hashable, Sendable {
  case text(LogPattern)
  case expression(LogExpression)

  /// What somebody typed; `nil` when it is empty or has a line feed.
  ///
  /// - Throws: Why it is no regular expression, if it is to be one.
  package init?(_ text: String, isExpression: Bool) throws(LogExpression.Mistake) {
    if isExpression {
      guard let expression = try LogExpression(text) else { return nil }
      self = .expression(expression)
    } else {
      guard let pattern = LogPattern(text) else { return nil }
      self = .text(pattern)
    }
  }

  /// How much of a line may belong to a match that goes on behind its end.
  var overlap: Int { if case .text(let pattern) = self { pattern.needle.count - 1 } else { 0 } }

  /// Appends the range of each match, none overlapping.
  func appendMatches(in bytes: UnsafeRawBufferPointer, to ranges: inout [Range<Int>]) {
    switch self {
    case .text(let pattern): pattern.appendMatches(in: bytes, to: &ranges)
    case .expression(let expression): expression.appendMatches(in: bytes, to: &ranges)
    }
  }

  /// Whether one line holds it.
  package func occurs(in line: Span<UInt8>) -> Bool {
    var ranges: [Range<Int>] = []
    line.withUnsafeBytes { appendMatches(in: $0, to: &ranges) }
    return !ranges.isEmpty
  }

  /// The columns of the matches in a shown line, from left to right, none overlapping; colours do not matter.
  package func ranges(in cells: [Cell]) -> [Range<Int>] {
    switch self {
    case .text(let pattern): return pattern.ranges(in: cells)
    case .expression(let expression): return Self.ranges(of: expression, in: cells)
    }
  }

  private static func ranges(of expression: LogExpression, in cells: [Cell]) -> [Range<Int>] {
    var bytes: [UInt8] = []
    var columns: [Int] = []
    for (column, cell) in cells.enumerated() where !cell.isFiller {
      guard let scalar = Unicode.Scalar(cell.scalar) else { continue }
      UTF8.encode(scalar).map { encoded in
        for byte in encoded {
          bytes.append(byte)
          columns.append(column)
        }
      }
    }
    columns.append(cells.count)
    var matches: [Range<Int>] = []
    bytes.withUnsafeBytes { expression.appendMatches(in: $0, to: &matches) }
    return matches.map { columns[$0.lowerBound]..<columns[$0.upperBound] }
  }
}
