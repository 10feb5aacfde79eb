/// Turns diagnostics into the text a person reads on a terminal or in a log.
///
/// ```
/// tox.ini:14:9: error: 'commands' has no value
///    14 | commands =
///       |         ^
///   note: the section begins here (tox.ini:12)
///   help: add a command, or remove the key
/// ```
package struct DiagnosticRenderer: Sendable {
  /// Whether severities and carets are coloured with SGR sequences.
  package var isColored: Bool
  /// Columns after which an excerpt is cut; keeps a 1 MB line from flooding the terminal.
  package var excerptColumnCount: Int

  package init(isColored: Bool = false, excerptColumnCount: Int = 100) {
    self.isColored = isColored
    self.excerptColumnCount = excerptColumnCount
  }

  /// The diagnostics one after another, each ending with a line feed.
  package func render(_ diagnostics: [Diagnostic]) -> String {
    diagnostics.map(render).joined()
  }

  /// One diagnostic: heading, excerpt with caret, notes and help.
  package func render(_ diagnostic: Diagnostic) -> String {
    let place = diagnostic.span.map { "\(printable($0.location)): " } ?? ""
    let severity = paint(diagnostic.severity.rawValue, diagnostic.severity == .error ? "1;31" : "1;33")
    var text = "\(place)\(severity): \(printable(diagnostic.message))\n"
    if let span = diagnostic.span { text += excerpt(of: span) }
    for note in diagnostic.notes {
      let place = note.span.map { " (\(printable($0.shortLocation)))" } ?? ""
      text += "  note: \(printable(note.message))\(place)\n"
    }
    if let help = diagnostic.help { text += "  help: \(printable(help))\n" }
    return text
  }

  private func excerpt(of span: SourceSpan) -> String {
    let start = span.start
    let wanted = start.column - 1
    let first = wanted < excerptColumnCount ? 0 : wanted - excerptColumnCount / 2
    // A line may be as long as the file.
    let scalars = span.file.scalars(ofLine: start.line, in: first..<first + excerptColumnCount)
    if scalars.isEmpty { return "" }
    let column = min(wanted - first, scalars.count)
    var shown = String.UnicodeScalarView()
    shown.append(contentsOf: scalars)
    let number = String(start.line)
    let gutter = String(repeating: " ", count: max(0, 5 - number.count)) + number
    let blank = String(repeating: " ", count: gutter.count)
    let markEnd = min(scalars.count, column + markedScalarCount(of: span))
    let pad = String(repeating: " ", count: columnCount(of: scalars[..<column]))
    let width = max(1, columnCount(of: scalars[column..<max(column, markEnd)]))
    let carets = paint(String(repeating: "^", count: width), "1;32")
    return "\(gutter) | \(printable(String(shown)))\n\(blank) | \(pad)\(carets)\n"
  }

  /// How much of the span stands on its first line, or more where it goes on in the next.
  private func markedScalarCount(of span: SourceSpan) -> Int {
    let (start, end) = (span.start, span.file.position(at: span.range.upperBound))
    return end.line == start.line ? end.column - start.column : excerptColumnCount
  }

  private func columnCount(of scalars: ArraySlice<Unicode.Scalar>) -> Int {
    scalars.reduce(0) { $0 + $1.columnCount }
  }

  /// The most scalars of a message; more comes from user text that it quotes.
  private static let messageScalarCount = 500

  /// Control characters of user text would act on the terminal, so they are shown as `?`; very long text is cut.
  private func printable(_ text: String) -> String {
    let scalars = text.unicodeScalars
    if let end = scalars.index(scalars.startIndex, offsetBy: Self.messageScalarCount, limitedBy: scalars.endIndex),
      end != scalars.endIndex
    {
      return printable(String(scalars[..<end])) + "…"
    }
    guard text.unicodeScalars.contains(where: { $0.value < 0x20 || ($0.value >= 0x7F && $0.value < 0xA0) }) else {
      return text
    }
    var view = String.UnicodeScalarView()
    for scalar in text.unicodeScalars {
      let isControl = scalar.value < 0x20 || (scalar.value >= 0x7F && scalar.value < 0xA0)
      view.append(isControl ? (scalar == "\t" || scalar == "\n" ? " " : "?") : scalar)
    }
    return String(view)
  }

  private func paint(_ text: String, _ code: String) -> String {
    isColored ? "\u{1B}[\(code)m\(text)\u{1B}[0m" : text
  }
}
