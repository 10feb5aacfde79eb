import SourceText

extension TOMLScanner {
  /// Reads a key of one or more parts and the blanks after it.
  mutating func readKeyPath() throws(DiagnosticError) -> TOMLKeyPath {
    var path = TOMLKeyPath(try readKeyPart())
    skipBlanks()
    while skip(TOMLByte.dot) {
      skipBlanks()
      path.append(try readKeyPart())
      guard path.parts.count <= TOMLReader.depthLimit else { throw tooDeep(path.range) }
      skipBlanks()
    }
    return path
  }

  /// The mistake of nesting past ``TOMLReader/depthLimit``.
  func tooDeep(_ range: Range<Int>) -> DiagnosticError {
    failure("nested deeper than \(TOMLReader.depthLimit) levels", range)
  }

  private mutating func readKeyPart() throws(DiagnosticError) -> TOMLKeyPath.Part {
    let start = offset
    if byte == TOMLByte.quote || byte == TOMLByte.apostrophe {
      if byte(after: 1) == byte, byte(after: 2) == byte {
        throw failure("a key cannot be a multi-line string", start..<start + 3, help: "use single quotes or one '\"'")
      }
      let text = try readString()
      return TOMLKeyPath.Part(key: TOMLKey(text), range: start..<offset)
    }
    while offset < bytes.count, TOMLByte.isBareKey(bytes[offset]) { offset += 1 }
    guard offset > start else { throw keyMissing() }
    if bytes.indices.contains(offset), bytes[offset] >= 0x80 { throw keyMissing() }
    return TOMLKeyPath.Part(key: TOMLKey(text(start..<offset)), range: start..<offset)
  }

  private func keyMissing() -> DiagnosticError {
    switch byte {
    case TOMLByte.equals: return failure("a key is missing before '='", characterRange)
    case TOMLByte.dot: return failure("a part of the key is missing before '.'", characterRange)
    case TOMLByte.closeBracket: return failure("a name is missing before ']'", characterRange)
    default: break
    }
    guard !isAtEnd, !isAtLineEnd, !TOMLByte.isControl(byte) else {
      return failure("expected a key, found \(described(at: offset))", characterRange)
    }
    return failure(
      "\(described(at: offset)) is not allowed in a key without quotes", characterRange,
      help: "keys of other characters than A-Z, a-z, 0-9, '_' and '-' need quotes")
  }
}
