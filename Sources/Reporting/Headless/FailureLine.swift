import EnvironmentModel

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

  /// An error that fills more characters than this says nothing at a glance; the log has all of it.
  static let glanceLimit = 200

  /// Whether it says more than a reason that is told beside it.
  func addsTo(_ reason: String) -> Bool {
    !reason.contains(text) && (reason.isEmpty || !text.contains(reason))
  }

  /// The text, and the place where it does not tell that itself: `assert 2 == 1 (tests/test_a.py:88)`.
  package func placed(limit: Int) -> String {
    let shown = String(text.prefix(limit))
    guard let file, !text.contains(file) else { return shown }
    return "\(shown) (\(file)\(line.map { ":\($0)" } ?? ""))"
  }

  /// The same with its path told from a folder, where it lies in that.
  ///
  /// - Parameters:
  ///   - root: An absolute path; empty leaves the path as it is.
  ///   - folder: What the tool's paths start from.
  func fromRoot(_ root: String, of folder: String?) -> FailureLine {
    guard let file, !root.isEmpty, let folder else { return self }
    let path = absolutePath(file, from: folder)
    guard path.hasPrefix(root + "/") else { return self }
    var line = self
    line.file = String(path.dropFirst(root.count + 1))
    return line
  }
}
