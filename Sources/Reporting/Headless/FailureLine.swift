/// The line of a failed step's log that says most about why it failed.
package struct FailureLine: Hashable, Sendable {
  package var text: String
  /// The file of the sources that it is about, as the tool tells it.
  package var file: String?
  /// From one.
  package var line: Int?
  /// From one.
  package var column: Int?

  package init(text: String, file: String? = nil, line: Int? = nil, column: Int? = nil) {
    self.text = text
    self.file = file
    self.line = line
    self.column = column
  }

  /// The text, and the place where it does not tell that itself: `assert 2 == 1 (tests/test_a.py:88)`.
  func placed(limit: Int) -> String {
    let shown = String(text.prefix(limit))
    guard let file, !text.contains(file) else { return shown }
    return "\(shown) (\(file)\(line.map { ":\($0)" } ?? ""))"
  }
}
