/// Text in one style; several make a line.
package struct TextRun: Hashable, Sendable {
  package var text: String
  package var style: CellStyle

  /// Text that means something.
  package init(_ text: String, _ role: StyleRole = .text, _ attributes: TextAttributes = .none) {
    self.text = text
    style = CellStyle(role, attributes: attributes)
  }

  /// How many columns it takes.
  package var width: Int { TextWidth.width(of: text) }
}

extension [TextRun] {
  /// How many columns the line takes.
  package var width: Int { reduce(0) { $0 + $1.width } }

  /// The line without what stands in its first columns; half a wide character is left out.
  package func dropping(columns count: Int) -> [TextRun] {
    if count <= 0 { return self }
    var rest = count
    return compactMap { run in
      if rest <= 0 { return run }
      let width = run.width
      guard width > rest else {
        rest -= width
        return nil
      }
      var shorter = run
      while rest > 0, let first = shorter.text.first {
        rest -= Swift.max(0, TextWidth.width(of: String(first)))
        shorter.text.removeFirst()
      }
      return shorter
    }
  }
}
