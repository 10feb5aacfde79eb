import SourceText

/// A cursor over the bytes of a document, with the steps every construct shares.
///
/// The bytes are known to be UTF-8, so only ASCII bytes need to be looked at.
struct TOMLScanner {
  let file: SourceFile
  let bytes: [UInt8]
  var offset = 0

  init(_ file: SourceFile) {
    self.file = file
    bytes = file.bytes
  }

  var isAtEnd: Bool { offset >= bytes.count }

  /// The byte at the cursor; zero at the end, which is as wrong as a zero in the file.
  var byte: UInt8 { offset < bytes.count ? bytes[offset] : 0 }

  /// The byte some places after the cursor; zero past the end.
  func byte(after distance: Int) -> UInt8 {
    offset + distance < bytes.count ? bytes[offset + distance] : 0
  }

  /// Steps over `wanted` if the cursor stands on it.
  mutating func skip(_ wanted: UInt8) -> Bool {
    guard byte == wanted, !isAtEnd else { return false }
    offset += 1
    return true
  }

  /// Steps over spaces and tabs.
  mutating func skipBlanks() {
    while offset < bytes.count, bytes[offset] == TOMLByte.space || bytes[offset] == TOMLByte.tab { offset += 1 }
  }

  /// Steps over a line feed, with or without a carriage return before it.
  mutating func skipLineEnd() -> Bool {
    if skip(TOMLByte.lineFeed) { return true }
    guard byte == TOMLByte.carriageReturn, byte(after: 1) == TOMLByte.lineFeed else { return false }
    offset += 2
    return true
  }

  /// Steps over a comment up to its line end.
  mutating func skipComment() throws(DiagnosticError) {
    guard skip(TOMLByte.hash) else { return }
    while offset < bytes.count, !TOMLByte.isControl(bytes[offset]) { offset += 1 }
    guard isAtEnd || isAtLineEnd else {
      throw failure("\(described(at: offset)) is not allowed in a comment", characterRange)
    }
  }

  /// Steps over blanks, comments and line ends, as between the items of an array.
  mutating func skipLines() throws(DiagnosticError) {
    repeat {
      skipBlanks()
      try skipComment()
    } while skipLineEnd()
  }

  /// Steps past the end of the line whatever it holds, to go on after a mistake.
  mutating func skipRestOfLine() {
    while offset < bytes.count, bytes[offset] != TOMLByte.lineFeed { offset += 1 }
    offset = min(offset + 1, bytes.count)
  }

  var isAtLineEnd: Bool {
    byte == TOMLByte.lineFeed || (byte == TOMLByte.carriageReturn && byte(after: 1) == TOMLByte.lineFeed)
  }
}

extension TOMLScanner {
  func span(_ range: Range<Int>) -> SourceSpan { SourceSpan(file: file, range: range) }

  func text(_ range: Range<Int>) -> String { String(decoding: bytes[range], as: UTF8.self) }

  /// Text of the file as messages show it: in quotes, and cut when it is long.
  func quoted(_ range: Range<Int>) -> String {
    var end = min(range.upperBound, range.lowerBound + Self.quotedByteCount)
    while end < range.upperBound, bytes[end] & 0xC0 == 0x80 { end += 1 }
    return "'\(text(range.lowerBound..<end))\(end < range.upperBound ? "…" : "")'"
  }

  private static var quotedByteCount: Int { 60 }

  /// The bytes of the character at the cursor; empty at the end.
  var characterRange: Range<Int> {
    var end = min(offset + 1, bytes.count)
    while end < bytes.count, bytes[end] & 0xC0 == 0x80 { end += 1 }
    return min(offset, end)..<end
  }

  /// The bytes of the word at the cursor, at least one character and at most a message's worth.
  var wordRange: Range<Int> {
    guard !isAtEnd, !TOMLByte.endsWord(byte) else { return characterRange }
    var end = characterRange.upperBound
    let limit = offset + 60
    while end < bytes.count, end < limit, !TOMLByte.endsWord(bytes[end]), !TOMLByte.isControl(bytes[end]) { end += 1 }
    while end < bytes.count, bytes[end] & 0xC0 == 0x80 { end += 1 }
    return offset..<end
  }

  /// How a message names the character at a place: in quotes, or by what it is when it cannot be shown.
  func described(at offset: Int) -> String {
    guard offset < bytes.count else { return "the end of the file" }
    var scanner = self
    scanner.offset = offset
    if scanner.isAtLineEnd { return "the end of the line" }
    guard TOMLByte.isControl(bytes[offset]) else { return "'\(text(scanner.characterRange))'" }
    return
      "control character U+00\(bytes[offset] < 0x10 ? "0" : "")\(String(bytes[offset], radix: 16, uppercase: true))"
  }

  func failure(_ message: String, _ range: Range<Int>, help: String? = nil) -> DiagnosticError {
    DiagnosticError(.error(message, at: span(range), help: help))
  }
}
