package import SourceText

/// Reads a TOML 1.0 document into tables that keep the order of keys and the place of every key and value.
package struct TOMLReader {
  /// How many tables and arrays may stand inside one another: enough for any document a person writes, and few enough
  /// for the stack.
  static let depthLimit = 200
  /// After so many mistakes the rest of the document is not looked at.
  private static let diagnosticLimit = 50

  var scanner: TOMLScanner
  var builder: TOMLTableBuilder
  /// The table that keys without a header of their own go to.
  private var section = TOMLTableBuilder.root
  /// How many brackets and braces of values are open: a mistake inside of one leaves no line to go on with.
  var openCount = 0
  var diagnostics: [Diagnostic] = []

  /// The root table of a document.
  ///
  /// The byte order mark and CRLF line ends are understood; tables nest at most 200 deep.
  ///
  /// - Complexity: O(*n*) in the size of the file.
  /// - Throws: the mistakes of the document in its order, as many as can be told apart, 50 at most.
  package static func read(_ file: SourceFile) throws(DiagnosticError) -> TOMLTable {
    var reader = TOMLReader(file)
    try reader.checkEncoding()
    reader.readDocument()
    guard reader.diagnostics.isEmpty else { throw DiagnosticError(Array(reader.diagnostics.prefix(diagnosticLimit))) }
    return reader.builder.finish(TOMLTableBuilder.root)
  }

  private init(_ file: SourceFile) {
    scanner = TOMLScanner(file)
    builder = TOMLTableBuilder(file)
  }

  private func checkEncoding() throws(DiagnosticError) {
    do {
      _ = try UTF8Span(validating: scanner.bytes.span)
    } catch {
      throw scanner.failure("the text is not UTF-8", error.byteOffsets, help: "save the file as UTF-8")
    }
  }

  private mutating func readDocument() {
    while !scanner.isAtEnd, diagnostics.count < Self.diagnosticLimit {
      do {
        try readLine()
      } catch {
        diagnostics += error.diagnostics
        guard openCount == 0 else { return }
        scanner.skipRestOfLine()
      }
    }
  }

  private mutating func readLine() throws(DiagnosticError) {
    scanner.skipBlanks()
    if scanner.byte == TOMLByte.openBracket {
      try readHeader()
    } else if !scanner.isAtEnd, !scanner.isAtLineEnd, scanner.byte != TOMLByte.hash {
      try readPair(in: section)
    }
    scanner.skipBlanks()
    try scanner.skipComment()
    guard scanner.skipLineEnd() || scanner.isAtEnd else {
      throw scanner.failure(
        "expected the end of the line, found \(scanner.described(at: scanner.offset))", scanner.wordRange)
    }
  }

  private mutating func readHeader() throws(DiagnosticError) {
    let start = scanner.offset
    do {
      section = try openSection(from: start)
    } catch {
      // The keys below a wrong header must not be taken for those of the section before it.
      section = builder.detachedTable(range: start..<scanner.offset)
      throw error
    }
  }

  private mutating func openSection(from start: Int) throws(DiagnosticError) -> Int {
    scanner.offset += 1
    let isArrayElement = scanner.skip(TOMLByte.openBracket)
    scanner.skipBlanks()
    let path = try scanner.readKeyPath()
    try closeHeader(isArrayElement: isArrayElement)
    let header = start..<scanner.offset
    return try isArrayElement ? builder.arrayElement(path, header: header) : builder.table(path, header: header)
  }

  private mutating func closeHeader(isArrayElement: Bool) throws(DiagnosticError) {
    let closing = isArrayElement ? "]]" : "]"
    let isClosed = scanner.skip(TOMLByte.closeBracket) && (!isArrayElement || scanner.skip(TOMLByte.closeBracket))
    guard isClosed else {
      throw scanner.failure(
        "expected '\(closing)' at the end of the header, found \(scanner.described(at: scanner.offset))",
        scanner.characterRange)
    }
  }
}

extension TOMLReader {
  /// Reads `key = value` into a table.
  mutating func readPair(in node: Int) throws(DiagnosticError) {
    let path = try scanner.readKeyPath()
    guard scanner.skip(TOMLByte.equals) else { throw equalsMissing(path) }
    scanner.skipBlanks()
    guard !scanner.isAtEnd, !scanner.isAtLineEnd, scanner.byte != TOMLByte.hash else {
      throw scanner.failure(
        "key \(scanner.quoted(path.range)) has no value", path.range, help: "write \"\" for an empty string")
    }
    let value = try readValue(depth: builder.nodes[node].depth + path.parts.count)
    do {
      try builder.define(path, value, in: node)
    } catch {
      diagnostics += error.diagnostics
    }
  }

  private func equalsMissing(_ path: TOMLKeyPath) -> DiagnosticError {
    let found = scanner.described(at: scanner.offset)
    let help = scanner.byte == TOMLByte.colon ? "write '=' between key and value" : nil
    return scanner.failure(
      "expected '=' after key \(scanner.quoted(path.range)), found \(found)", scanner.characterRange, help: help)
  }
}
