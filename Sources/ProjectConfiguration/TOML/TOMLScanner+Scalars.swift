import SourceText

extension TOMLScanner {
  /// Reads a boolean, a number, a date or a time.
  mutating func readScalar() throws(DiagnosticError) -> TOMLValue.Content {
    let range = scalarRange()
    guard !range.isEmpty else { throw notAValue(wordRange) }
    let end = range.upperBound
    guard end >= bytes.count || TOMLByte.endsWord(bytes[end]) || TOMLByte.isControl(bytes[end]) else {
      throw notAValue(wordRange)
    }
    let content = try scalar(range)
    offset = end
    return content
  }

  private func scalar(_ range: Range<Int>) throws(DiagnosticError) -> TOMLValue.Content {
    switch byte {
    case UInt8(ascii: "t") where text(range) == "true": return .boolean(true)
    case UInt8(ascii: "f") where text(range) == "false": return .boolean(false)
    default: break
    }
    if let content = try dateOrTime(range) { return content }
    guard let content = try number(range) else { throw notAValue(range) }
    return content
  }

  /// The word at the cursor, with the time that may follow a date after one space.
  private func scalarRange() -> Range<Int> {
    var end = wordEnd(from: offset)
    if end - offset == 10, bytes[offset + 4] == TOMLByte.minus, end + 1 < bytes.count, bytes[end] == TOMLByte.space,
      TOMLByte.isDigit(bytes[end + 1])
    {
      end = wordEnd(from: end + 1)
    }
    return offset..<end
  }

  private func wordEnd(from start: Int) -> Int {
    var end = start
    while end < bytes.count, TOMLByte.isScalar(bytes[end]) { end += 1 }
    return end
  }

  /// The mistake of text that is no value, with the nearest thing it could have meant.
  func notAValue(_ range: Range<Int>) -> DiagnosticError {
    guard !range.isEmpty, !isAtLineEnd, !TOMLByte.isControl(byte) else {
      return failure("expected a value, found \(described(at: offset))", characterRange)
    }
    return failure("\(quoted(range)) is not a value", range, help: advice(on: range))
  }

  private func advice(on range: Range<Int>) -> String {
    let word = text(range)
    switch word {
    case "True", "TRUE": return "write 'true'"
    case "False", "FALSE": return "write 'false'"
    case "null", "None", "nil", "none": return "leave the key out to give it no value"
    default:
      if TOMLByte.endsWord(byte) { return "remove it, or put it in quotes" }
      let isPlain = range.count <= 40 && !word.utf8.contains { $0 == TOMLByte.quote || $0 == TOMLByte.backslash }
      return isPlain ? "strings need quotes: \"\(word)\"" : "strings need quotes"
    }
  }
}
