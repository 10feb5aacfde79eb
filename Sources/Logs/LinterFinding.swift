/// What linters of Python say of a line, as ruff, flake8 and pylint do: `a.py:3:1: F401 …`, or the code alone in front.
enum LinterFinding {
  /// Where a code such as `F401` or `PLR0913` ends that begins at a place and has a blank behind it; `nil` without one.
  static func code(at start: Int, in bytes: ArraySlice<UInt8>) -> Int? {
    let text = bytes.dropFirst(start)
    let letters = text.prefix { (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains($0) }
    let digits = text.dropFirst(letters.count).prefix { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
    guard (1...4).contains(letters.count), (3...4).contains(digits.count), digits.endIndex < text.endIndex,
      text[digits.endIndex] == UInt8(ascii: " ")
    else { return nil }
    return digits.endIndex
  }

  /// Where the place ends in front of such a code: `a.py:3:1` in `a.py:3:1: F401 unused`.
  static func placeEnd(in bytes: ArraySlice<UInt8>) -> Int? {
    guard
      let end = bytes.indices.first(where: { index in
        bytes[index] == UInt8(ascii: ":") && index + 1 < bytes.endIndex && bytes[index + 1] == UInt8(ascii: " ")
      }), let last = bytes[..<end].last, (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(last),
      bytes[..<end].contains(UInt8(ascii: ":")), code(at: end + 2 - bytes.startIndex, in: bytes) != nil
    else { return nil }
    return end
  }
}
