import SourceText

/// Tells misspelt substitutions from braces that mean something else, and finds where they stand.
enum UnknownSubstitution {
  /// The name an expression uses if it looks like a substitution: `{toxinidr}` does, `{}` and `{0:>3}` do not.
  static func name(in expression: String) -> String? {
    // An expression may be as long as the file, and most that mean nothing show it soon.
    let end = expression.utf8.dropFirst().dropLast().firstIndex { $0 == UInt8(ascii: ":") || isListed($0) }
    if let end, isListed(expression.utf8[end]) { return nil }
    let inner = expression.dropFirst().dropLast()
    let name = end.map { inner[..<$0] } ?? inner
    guard let first = name.first, first.isLetter || first == "[" else { return nil }
    let isWord = name.allSatisfy { $0.isLetter || $0.isNumber || "_[]-:.".contains($0) }
    return isWord ? String(name) : nil
  }

  private static func isListed(_ byte: UInt8) -> Bool { byte == UInt8(ascii: ",") || byte == UInt8(ascii: "{") }

  /// What is not there of a reference such as `[section]key`; `nil` when the name is none.
  static func missingReference(_ name: String, in document: ConfigurationDocument) -> String? {
    guard name.hasPrefix("["), let end = name.lastIndex(of: "]") else { return nil }
    let section = String(name[name.index(after: name.startIndex)..<end])
    guard let found = document[section: section] else {
      let near = closestMatch(to: section, among: document.sections.map(\.name))
      return "there is no section [\(section)]" + (near.map { "; did you mean [\($0)]?" } ?? "")
    }
    let key = String(name[name.index(after: end)...])
    let near = closestMatch(to: key, among: found.entries.map(\.key))
    return "section [\(section)] has no key '\(key)'" + (near.map { "; did you mean '\($0)'?" } ?? "")
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
