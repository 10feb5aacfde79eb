/// A line of plain text and what can be asked of it when a cause is looked for.
struct PlainLine {
  /// The line as it stands, in UTF-8.
  let bytes: [UInt8]
  /// The line without blanks at its ends.
  let trimmed: [UInt8]

  init(_ text: String) {
    bytes = Array(text.utf8)
    trimmed = Array(Self.trim(bytes[...]))
  }

  var isBlank: Bool { trimmed.isEmpty }

  /// What pytest says after its mark, an `E` in the first column and at least two blanks; `nil` when it says nothing.
  var assertion: String? {
    guard bytes.starts(with: "E  ".utf8) else { return nil }
    let text = Self.trim(bytes.dropFirst())
    return text.isEmpty ? nil : String(decoding: text, as: UTF8.self)
  }

  /// How many blanks, and bars that exception groups draw, the line begins with.
  var indentation: Int {
    bytes.prefix { $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: "|") || $0 == UInt8(ascii: "+") }.count
  }

  func begins(with starts: [[UInt8]]) -> Bool { starts.contains { trimmed.starts(with: $0) } }

  func contains(_ patterns: [LogPattern]) -> Bool { patterns.contains { $0.occurs(in: bytes) } }

  /// What stands before the first pattern, in the order given, that the line holds.
  ///
  /// A closing bracket that begins a pattern counts as standing before it.
  func part(before patterns: [LogPattern]) -> ArraySlice<UInt8>? {
    for pattern in patterns {
      guard let start = pattern.ranges(in: bytes.span).first?.lowerBound else { continue }
      return bytes[..<(bytes[start] == UInt8(ascii: ")") ? start + 1 : start)]
    }
    return nil
  }

  private static func trim(_ bytes: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
    func isBlank(_ byte: UInt8) -> Bool { byte == UInt8(ascii: " ") || byte == UInt8(ascii: "\t") }
    guard let last = bytes.lastIndex(where: { !isBlank($0) }) else { return [] }
    return bytes[...last].drop(while: isBlank)
  }
}
