/// A key as a statement or a header writes it: one part, or several joined by dots.
struct TOMLKeyPath {
  /// A part's text without quotes and escapes, and its bytes in the file.
  struct Part {
    let key: TOMLKey
    let range: Range<Int>
  }

  /// From left to right; never empty.
  private(set) var parts: [Part]

  init(_ first: Part) { parts = [first] }

  mutating func append(_ part: Part) { parts.append(part) }

  var last: Part { parts[parts.count - 1] }

  /// The bytes from the first part to the last.
  var range: Range<Int> { range(through: parts.count - 1) }

  /// The bytes from the first part to the one at `index`.
  func range(through index: Int) -> Range<Int> { parts[0].range.lowerBound..<parts[index].range.upperBound }
}
