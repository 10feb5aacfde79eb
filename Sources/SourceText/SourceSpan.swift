/// A range of bytes in a file: where a value, a key or a mistake stands.
package struct SourceSpan: Sendable {
  package let file: SourceFile
  package let range: Range<Int>

  package init(file: SourceFile, range: Range<Int>) {
    self.file = file
    self.range = range
  }

  /// Where the span begins.
  package var start: SourcePosition { file.position(at: range.lowerBound) }

  /// The place in the form `tox.ini:14`, short enough for a table.
  package var shortLocation: String { "\(file.path):\(start.line)" }

  /// The place in the form `tox.ini:14:9`, which editors understand.
  package var location: String {
    let start = start
    return "\(file.path):\(start.line):\(start.column)"
  }
}

extension SourceSpan: Hashable {
  /// Spans are equal when they cover the same bytes of a file of the same path.
  package static func == (left: Self, right: Self) -> Bool {
    left.range == right.range && left.file.path == right.file.path
  }

  package func hash(into hasher: inout Hasher) {
    hasher.combine(range)
    hasher.combine(file.path)
  }
}
