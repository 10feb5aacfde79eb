/// Text in one style; several make a line.
package struct TextRun: Hashable, Sendable {
  package var text: String
  package var style: CellStyle

  /// Text that means something.
  package init(_ text: String, _ role: StyleRole = .text, _ attributes: TextAttributes = []) {
    self.text = text
    style = CellStyle(role, attributes: attributes)
  }

  /// How many columns it takes.
  package var width: Int { TextWidth.width(of: text) }
}

extension [TextRun] {
  /// How many columns the line takes.
  package var width: Int { reduce(0) { $0 + $1.width } }
}
