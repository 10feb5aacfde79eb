import FoundationEssentials

/// A text that is not what its golden file holds.
package struct GoldenMismatch: Error, CustomStringConvertible {
  package let path: String
  /// The first line that differs, from one.
  package let line: Int
  package let expected: String
  package let actual: String

  package var description: String {
    """
    \(path):\(line): the text differs from its golden file
      expected: \(expected.debugDescription)
      actual:   \(actual.debugDescription)
    SWTOX_RECORD=1 swift test rewrites golden files
    """
  }
}

/// Compares texts with the files in the folder `Golden` beside a test.
package enum Golden {
  /// Compares a text with `Golden/<name>`, or writes the file when the variable `SWTOX_RECORD` is `1`.
  ///
  /// - Throws: ``GoldenMismatch`` when they differ or there is no file.
  package static func compare(_ text: String, with name: String, besideFile file: String = #filePath) throws {
    let folder = file.split(separator: "/").dropLast().joined(separator: "/")
    let path = "/\(folder)/Golden/\(name)"
    if ProcessInfo.processInfo.environment["SWTOX_RECORD"] == "1" { return try record(text, at: path) }
    guard let bytes = FileManager.default.contents(atPath: path) else {
      throw GoldenMismatch(path: path, line: 1, expected: "(no such file)", actual: firstLine(text))
    }
    let expected = String(decoding: bytes, as: UTF8.self)
    if let mismatch = difference(expected, text, path) { throw mismatch }
  }

  private static func record(_ text: String, at path: String) throws {
    let folder = path.split(separator: "/").dropLast().joined(separator: "/")
    try FileManager.default.createDirectory(atPath: "/" + folder, withIntermediateDirectories: true)
    try Data(text.utf8).write(to: URL(filePath: path))
  }

  private static func difference(_ expected: String, _ actual: String, _ path: String) -> GoldenMismatch? {
    if expected == actual { return nil }
    let (old, new) = (lines(expected), lines(actual))
    let common = zip(old, new).prefix { $0 == $1 }.count
    return GoldenMismatch(
      path: path, line: common + 1, expected: common < old.count ? old[common] : "(end)",
      actual: common < new.count ? new[common] : "(end)")
  }

  private static func lines(_ text: String) -> [String] {
    text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
  }

  private static func firstLine(_ text: String) -> String { lines(text).first ?? "" }
}
