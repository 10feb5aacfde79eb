package import SourceText

/// The keys and values of a TOML table in the order in which the document first names them.
package struct TOMLTable: Sendable {
  /// Each key once, however many headers or dotted keys name it.
  package let entries: [TOMLEntry]
  /// The header, the braces or the dotted key that makes the table; the whole file for the root.
  package let span: SourceSpan
  private let index: TOMLKeyIndex

  /// A table whose `index` tells where in `entries` each key stands.
  init(entries: [TOMLEntry], index: TOMLKeyIndex, span: SourceSpan) {
    self.entries = entries
    self.index = index
    self.span = span
  }

  /// The value of a key, or `nil` when the table lacks it.
  ///
  /// - Complexity: O(1) in the number of entries.
  package subscript(key: String) -> TOMLValue? { entry(for: key)?.value }

  /// The key, its place and its value, or `nil` when the table lacks the key.
  ///
  /// - Complexity: O(1) in the number of entries.
  package func entry(for key: String) -> TOMLEntry? {
    index.position(of: TOMLKey(key), count: entries.count) { TOMLKey(entries[$0].key) }.map { entries[$0] }
  }
}

/// One key of a table with its value and the place where the key is first written.
package struct TOMLEntry: Sendable {
  /// The key without quotes and escapes.
  package let key: String
  /// The key as written, with its quotes; of a dotted key only the part that names this entry.
  package let keySpan: SourceSpan
  /// What the key is set to, or the table that headers and dotted keys make of it.
  package let value: TOMLValue

  init(key: String, keySpan: SourceSpan, value: TOMLValue) {
    self.key = key
    self.keySpan = keySpan
    self.value = value
  }
}
