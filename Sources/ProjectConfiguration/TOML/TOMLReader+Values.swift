import SourceText

extension TOMLReader {
  /// Reads a value that `depth` keys and arrays lead to.
  mutating func readValue(depth: Int) throws(DiagnosticError) -> TOMLValue {
    let start = scanner.offset
    guard depth <= Self.depthLimit else { throw scanner.tooDeep(scanner.characterRange) }
    let content: TOMLValue.Content
    switch scanner.byte {
    case TOMLByte.quote, TOMLByte.apostrophe: content = .string(try scanner.readString())
    case TOMLByte.openBracket: content = .array(try readArray(depth: depth))
    case TOMLByte.openBrace: content = .table(try readInlineTable(depth: depth))
    default: content = try scanner.readScalar()
    }
    return TOMLValue(content, at: scanner.span(start..<scanner.offset))
  }

  private mutating func readArray(depth: Int) throws(DiagnosticError) -> [TOMLValue] {
    let start = scanner.offset
    scanner.offset += 1
    openCount += 1
    var values: [TOMLValue] = []
    try scanner.skipLines()
    while !scanner.skip(TOMLByte.closeBracket) {
      guard !scanner.isAtEnd else { throw scanner.failure("the array is not closed", start..<start + 1) }
      values.append(try readValue(depth: depth + 1))
      try scanner.skipLines()
      if scanner.skip(TOMLByte.comma) {
        try scanner.skipLines()
      } else if scanner.byte != TOMLByte.closeBracket {
        throw separatorMissing("]", opening: start, "array")
      }
    }
    openCount -= 1
    return values
  }

  private mutating func readInlineTable(depth: Int) throws(DiagnosticError) -> TOMLTable {
    let start = scanner.offset
    let node = builder.inlineTable(range: start..<start + 1, depth: depth)
    scanner.offset += 1
    openCount += 1
    scanner.skipBlanks()
    if !scanner.skip(TOMLByte.closeBrace) { try readInlinePairs(in: node, from: start) }
    openCount -= 1
    return builder.finishInlineTable(node, range: start..<scanner.offset)
  }

  private mutating func readInlinePairs(in node: Int, from start: Int) throws(DiagnosticError) {
    while true {
      try checkInlineLine(from: start)
      try readPair(in: node)
      scanner.skipBlanks()
      if scanner.skip(TOMLByte.closeBrace) { return }
      try checkInlineLine(from: start)
      let comma = scanner.offset
      guard scanner.skip(TOMLByte.comma) else { throw separatorMissing("}", opening: start, "inline table") }
      scanner.skipBlanks()
      guard scanner.byte != TOMLByte.closeBrace else {
        throw scanner.failure(
          "an inline table cannot end with a comma", comma..<comma + 1, help: "remove the comma")
      }
    }
  }

  private func checkInlineLine(from start: Int) throws(DiagnosticError) {
    guard scanner.isAtLineEnd || scanner.byte == TOMLByte.hash else { return }
    throw scanner.failure(
      "the inline table is not closed on its line", start..<start + 1,
      help: "write it on one line, or as a table with a header")
  }

  private func separatorMissing(_ closing: String, opening: Int, _ thing: String) -> DiagnosticError {
    guard !scanner.isAtEnd else { return scanner.failure("the \(thing) is not closed", opening..<opening + 1) }
    let found = scanner.described(at: scanner.offset)
    return scanner.failure("expected ',' or '\(closing)' in the \(thing), found \(found)", scanner.wordRange)
  }
}
