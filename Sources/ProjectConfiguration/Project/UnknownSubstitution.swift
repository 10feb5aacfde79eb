import SourceText

/// Tells misspelt substitutions from braces that mean something else, and finds where they stand.
enum UnknownSubstitution {
  /// The name an expression uses if it looks like a substitution: `{toxinidr}` does, `{}` and `{0:>3}` do not.
  static func name(in expression: String) -> String? {
    let inner = expression.dropFirst().dropLast()
    let name = inner.prefix { $0 != ":" }
    guard let first = name.first, first.isLetter || first == "[", !name.contains(","), !name.contains("{") else {
      return nil
    }
    let isWord = name.allSatisfy { $0.isLetter || $0.isNumber || "_[]-:.".contains($0) }
    return isWord ? String(name) : nil
  }

  /// Where the expression stands in an entry's text as written, else the entry's key.
  static func span(of expression: String, in entry: ConfigurationEntry) -> SourceSpan {
    let wanted = Array(expression.utf8)
    for line in entry.lines {
      let bytes = line.span.file.bytes[line.span.range]
      guard bytes.count >= wanted.count else { continue }
      for start in bytes.startIndex...(bytes.endIndex - wanted.count) where bytes[start] == wanted[0] {
        if bytes[start..<start + wanted.count].elementsEqual(wanted) {
          return SourceSpan(file: line.span.file, range: start..<start + wanted.count)
        }
      }
    }
    return entry.keySpan
  }
}
