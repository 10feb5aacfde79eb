import SourceText

extension TOMLScanner {
  /// Reads the escape sequence at the cursor; `nil` when it is a line end that joins two lines.
  mutating func readEscape(_ form: TOMLStringForm) throws(DiagnosticError) -> Unicode.Scalar? {
    let start = offset
    offset += 1
    if form.isMultiline, skipJoinedLines() { return nil }
    let letter = byte
    if letter == UInt8(ascii: "u") { return try readCodePoint(digitCount: 4, from: start) }
    if letter == UInt8(ascii: "U") { return try readCodePoint(digitCount: 8, from: start) }
    guard let scalar = Self.shortEscapes[letter] else { throw unknownEscape(from: start) }
    offset += 1
    return scalar
  }

  private static let shortEscapes: [UInt8: Unicode.Scalar] = [
    UInt8(ascii: "b"): "\u{08}", UInt8(ascii: "t"): "\t", UInt8(ascii: "n"): "\n", UInt8(ascii: "f"): "\u{0C}",
    UInt8(ascii: "r"): "\r", TOMLByte.quote: "\"", TOMLByte.backslash: "\\",
  ]

  /// After a backslash that ends its line: steps over all blanks and line ends that follow.
  private mutating func skipJoinedLines() -> Bool {
    var ahead = self
    ahead.skipBlanks()
    guard ahead.skipLineEnd() else { return false }
    repeat { ahead.skipBlanks() } while ahead.skipLineEnd()
    offset = ahead.offset
    return true
  }

  private mutating func readCodePoint(digitCount: Int, from start: Int) throws(DiagnosticError) -> Unicode.Scalar {
    let letter = text(offset..<offset + 1)
    offset += 1
    var value: UInt32 = 0
    for _ in 0..<digitCount {
      guard let digit = TOMLByte.digitValue(byte) else {
        throw failure("'\\\(letter)' needs \(digitCount) hexadecimal digits", start..<offset)
      }
      value = value << 4 | UInt32(digit)
      offset += 1
    }
    guard let scalar = Unicode.Scalar(value) else {
      throw failure(
        "\(quoted(start..<offset)) is not a character", start..<offset,
        help: "surrogates and numbers above 10FFFF stand for no character")
    }
    return scalar
  }

  private func unknownEscape(from start: Int) -> DiagnosticError {
    guard !isAtEnd, !isAtLineEnd, !TOMLByte.isControl(byte) else {
      return failure("nothing follows the backslash", start..<start + 1, help: "write '\\\\' for a backslash")
    }
    let range = start..<characterRange.upperBound
    return failure(
      "\(quoted(range)) is not an escape sequence", range,
      help: "write '\\\\' for a backslash, or put the text in single quotes")
  }
}
