import EnvironmentModel

/// The file `.venv` of a project by which editors find an environment: PEP 832.
package enum VenvRedirect {
  /// The name of the file in the project's folder.
  package static let fileName = ".venv"

  /// The absolute path that a file names.
  ///
  /// - Parameters:
  ///   - bytes: The file's content, a path with at most one end of a line.
  ///   - folder: The absolute path of the folder in which it stands.
  /// - Returns: `nil` for what is no such file.
  package static func target(of bytes: [UInt8], in folder: String) -> String? {
    guard var text = String(validating: bytes, as: UTF8.self), !text.utf8.contains(0) else { return nil }
    if text.hasSuffix("\r\n") || text.hasSuffix("\n") { text.removeLast() }
    return text.isEmpty ? nil : absolutePath(text, from: folder)
  }

  /// What a file says that names an environment, from the project's folder where it lies below.
  package static func content(for directory: String, in root: String) -> [UInt8] {
    Array(
      ((directory.hasPrefix(root + "/") ? String(Substring(directory.utf8.dropFirst(root.utf8.count + 1))) : directory)
        + "\n").utf8)
  }
}
