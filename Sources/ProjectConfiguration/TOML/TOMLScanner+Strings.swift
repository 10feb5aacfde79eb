import SourceText

extension TOMLScanner {
  /// Reads a string of any of the four forms; the cursor stands on its first quote.
  ///
  /// A line end inside a multi-line string becomes a line feed, however the file writes it.
  mutating func readString() throws(DiagnosticError) -> String {
    let form = openString()
    var text = TOMLTextRun(start: offset)
    while true {
      skipPlainText(until: form.quote)
      switch byte {
      case form.quote where !isAtEnd:
        if let end = closeString(form) { return text.finish(bytes, at: end) }
      case TOMLByte.backslash where form.quote == TOMLByte.quote:
        text.pause(bytes, at: offset)
        if let scalar = try readEscape(form) { text.append(scalar) }
        text.resume(at: offset)
      case TOMLByte.backslash:
        offset += 1
      default:
        guard form.isMultiline, isAtLineEnd else { throw stringFailure(form) }
        if byte == TOMLByte.carriageReturn {
          text.pause(bytes, at: offset)
          offset += 1
          text.resume(at: offset)
        }
        offset += 1
      }
    }
  }

  private mutating func openString() -> TOMLStringForm {
    let quote = byte
    let isMultiline = byte(after: 1) == quote && byte(after: 2) == quote
    let form = TOMLStringForm(quote: quote, isMultiline: isMultiline, start: offset)
    offset += isMultiline ? 3 : 1
    if isMultiline { _ = skipLineEnd() }
    return form
  }

  private mutating func skipPlainText(until quote: UInt8) {
    while offset < bytes.count {
      let byte = bytes[offset]
      if byte == quote || byte == TOMLByte.backslash || TOMLByte.isControl(byte) { return }
      offset += 1
    }
  }

  /// Steps over the quotes at the cursor and returns where the text ends; `nil` when they are part of it.
  ///
  /// Up to two quotes may stand before the three that close a multi-line string, so five in a row close it.
  private mutating func closeString(_ form: TOMLStringForm) -> Int? {
    guard form.isMultiline else {
      offset += 1
      return offset - 1
    }
    var count = 1
    while count < 5, byte(after: count) == form.quote { count += 1 }
    offset += count
    return count >= 3 ? offset - 3 : nil
  }

  private func stringFailure(_ form: TOMLStringForm) -> DiagnosticError {
    guard isAtEnd || isAtLineEnd else {
      let help = byte == TOMLByte.carriageReturn ? "end lines with a line feed" : "write it as an escape sequence"
      return failure("\(described(at: offset)) is not allowed in a string", characterRange, help: help)
    }
    let opening = form.start..<form.start + (form.isMultiline ? 3 : 1)
    if form.isMultiline { return failure("the multi-line string is not closed", opening) }
    let quote = form.quote == TOMLByte.quote ? "\"\"\"" : "'''"
    return failure(
      "the string is not closed on its line", opening, help: "close it, or use \(quote) for text of several lines")
  }
}

/// Which quotes delimit a string, and where it begins.
struct TOMLStringForm {
  let quote: UInt8
  let isMultiline: Bool
  let start: Int
}

/// The text of a string while it is read: bytes set aside before the last escape, and where the text goes on after it.
///
/// A string without escapes is copied once, into its result.
struct TOMLTextRun {
  private var collected: [UInt8] = []
  private var start: Int

  init(start: Int) { self.start = start }

  /// Sets the file's bytes up to `end` aside.
  mutating func pause(_ bytes: [UInt8], at end: Int) { collected.append(contentsOf: bytes[start..<end]) }

  /// Goes on with the file's bytes at `offset`.
  mutating func resume(at offset: Int) { start = offset }

  mutating func append(_ scalar: Unicode.Scalar) { collected.append(contentsOf: String(scalar).utf8) }

  func finish(_ bytes: [UInt8], at end: Int) -> String {
    guard !collected.isEmpty else { return String(decoding: bytes[start..<end], as: UTF8.self) }
    return String(decoding: collected + bytes[start..<end], as: UTF8.self)
  }
}
