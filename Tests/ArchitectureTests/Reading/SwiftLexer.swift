/// Splits Swift text into tokens, knowing just enough of strings and comments not to look into them.
///
/// Interpolated code counts as part of its string. Regular expressions between bare slashes are not known; those between
/// `#/` and `/#` are read like strings.
struct SwiftLexer {
  private let bytes: [UInt8]
  private var index = 0
  private var line = 1
  private var result = LexedSource()

  static func read(_ text: String) -> LexedSource {
    var lexer = SwiftLexer(bytes: Array(text.utf8))
    while lexer.index < lexer.bytes.count { lexer.readNext() }
    return lexer.result
  }

  private init(bytes: [UInt8]) {
    self.bytes = bytes
  }

  private mutating func readNext() {
    let byte = bytes[index]
    if byte == UInt8(ascii: "\n") {
      line += 1
      index += 1
    } else if byte == UInt8(ascii: " ") {
      index += 1
    } else if follows("//") {
      readLineComment()
    } else if follows("/*") {
      readBlockComment()
    } else if let opening = literalOpening() {
      emit("\"\"", at: line)
      skipLiteral(opening)
    } else if byte == UInt8(ascii: "`") {
      readBackticked()
    } else if Self.isWord(byte) || byte == UInt8(ascii: "@") || byte == UInt8(ascii: "#") {
      readWord()
    } else {
      emit(String(UnicodeScalar(byte)), at: line)
      index += 1
    }
  }

  private mutating func readWord() {
    let start = index
    index += 1
    while index < bytes.count, Self.isWord(bytes[index]) { index += 1 }
    emit(text(start..<index), at: line)
  }

  private mutating func readBackticked() {
    let start = index + 1
    index = start
    while index < bytes.count, bytes[index] != UInt8(ascii: "`") { index += 1 }
    emit(text(start..<index), at: line)
    index += 1
  }
}

// MARK: - Comments

extension SwiftLexer {
  private mutating func readLineComment() {
    let start = index
    while index < bytes.count, bytes[index] != UInt8(ascii: "\n") { index += 1 }
    result.comments.append(Token(text: text(start..<index), line: line))
  }

  private mutating func readBlockComment() {
    var depth = 0
    var start = index
    while index < bytes.count {
      if follows("/*") {
        depth += 1
        index += 2
      } else if follows("*/") {
        depth -= 1
        index += 2
        if depth == 0 { break }
      } else if bytes[index] == UInt8(ascii: "\n") {
        result.comments.append(Token(text: text(start..<index), line: line))
        line += 1
        index += 1
        start = index
      } else {
        index += 1
      }
    }
    result.comments.append(Token(text: text(start..<index), line: line))
  }
}

// MARK: - Literals

extension SwiftLexer {
  /// What opened a literal, and so what closes it.
  private struct Opening {
    let hashCount: Int
    let quote: [UInt8]
  }

  private func literalOpening() -> Opening? {
    var start = index
    while start < bytes.count, bytes[start] == UInt8(ascii: "#") { start += 1 }
    let hashCount = start - index
    for quote in ["\"\"\"", "\""] where follows(quote, at: start) {
      return Opening(hashCount: hashCount, quote: Array(quote.utf8))
    }
    if hashCount > 0, follows("/", at: start) { return Opening(hashCount: hashCount, quote: Array("/".utf8)) }
    return nil
  }

  private mutating func skipLiteral(_ opening: Opening) {
    let hashes = Array(repeating: UInt8(ascii: "#"), count: opening.hashCount)
    let closing = opening.quote + hashes
    let escape = [UInt8(ascii: "\\")] + hashes
    index += opening.hashCount + opening.quote.count
    while index < bytes.count {
      if follows(closing) {
        index += closing.count
        return
      }
      if follows(escape) {
        index += escape.count
        if follows("(") { skipInterpolation() } else { skipByte() }
      } else {
        skipByte()
      }
    }
  }

  private mutating func skipInterpolation() {
    var depth = 0
    while index < bytes.count {
      if let opening = literalOpening() {
        skipLiteral(opening)
        continue
      }
      if bytes[index] == UInt8(ascii: "(") { depth += 1 }
      if bytes[index] == UInt8(ascii: ")") { depth -= 1 }
      skipByte()
      if depth == 0 { return }
    }
  }

  private mutating func skipByte() {
    guard index < bytes.count else { return }
    if bytes[index] == UInt8(ascii: "\n") { line += 1 }
    index += 1
  }
}

// MARK: - Bytes

extension SwiftLexer {
  private mutating func emit(_ text: String, at line: Int) {
    result.tokens.append(Token(text: text, line: line))
  }

  private func text(_ range: Range<Int>) -> String {
    String(decoding: bytes[range], as: UTF8.self)
  }

  private func follows(_ text: String, at start: Int? = nil) -> Bool {
    follows(Array(text.utf8), at: start)
  }

  private func follows(_ wanted: [UInt8], at start: Int? = nil) -> Bool {
    let start = start ?? index
    guard start + wanted.count <= bytes.count else { return false }
    return wanted.indices.allSatisfy { bytes[start + $0] == wanted[$0] }
  }

  private static func isWord(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"): true
    case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"), UInt8(ascii: "$"), 0x80...: true
    default: false
    }
  }
}
