import EnvironmentModel
import Host
import Planning

/// Reads what an activation left and keeps what it changed.
struct VariableReading {
  let files: any FileHost

  /// Forgets an earlier activation, so that a failed one is never taken for it.
  func prepare(_ capture: VariableCapture) throws(FileError) {
    for path in [capture.beforePath, capture.afterPath, capture.notesPath, capture.changesPath] {
      try files.remove(path)
    }
    try files.createDirectory(capture.folder)
  }

  /// What the shell noted for people, a line each.
  func notes(_ capture: VariableCapture) -> [String] {
    guard let bytes = try? files.read(capture.notesPath) else { return [] }  // there was nothing to note
    return String(decoding: bytes, as: UTF8.self).split(whereSeparator: \.isNewline).map(String.init)
  }

  /// Writes down what changed.
  ///
  /// - Throws: That the shell ended before it had told the variables.
  func keep(_ capture: VariableCapture) throws(FileError) {
    let (before, after) = (try? files.read(capture.beforePath), try? files.read(capture.afterPath))
    guard let before, let after, !after.isEmpty else {
      throw FileError(
        operation: "activate", path: capture.folder, code: 0, reason: "the activation ended before it was done")
    }
    let changes = VariableChanges(
      from: VariableChanges.variables(listed: before), to: VariableChanges.variables(listed: after))
    try files.write(changes.bytes, to: capture.changesPath)
  }

  /// The variables of a command with what an activation changed.
  func variables(_ variables: [String: String], with captured: CapturedVariables) throws(FileError) -> [String: String]
  {
    guard let changes = VariableChanges(bytes: try files.read(captured.path)) else {
      throw FileError(
        operation: "read", path: captured.path, code: 0, reason: "it holds no variables; '-r' activates anew")
    }
    return changes.applied(to: variables, keeping: captured.keeping)
  }
}
