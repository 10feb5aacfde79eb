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

  /// Removes the lists of all variables, some of which may be secret.
  func cleanUp(_ capture: VariableCapture) {
    // What cannot be removed is replaced by the next activation.
    for path in [capture.beforePath, capture.afterPath] { try? files.remove(path) }
  }

  /// What the shell noted for people, a line each.
  func notes(_ capture: VariableCapture) -> [String] {
    guard let bytes = try? files.read(capture.notesPath) else { return [] }  // there was nothing to note
    return String(decoding: bytes, as: UTF8.self).split(whereSeparator: \.isNewline).map(String.init)
  }

  /// Whether the shell came to its end and told the variables.
  func isComplete(_ capture: VariableCapture) -> Bool { (files.status(capture.afterPath)?.byteCount ?? 0) > 0 }

  /// Writes down what changed.
  func keep(_ capture: VariableCapture) throws(FileError) {
    let changes = VariableChanges(
      from: VariableChanges.variables(listed: try files.read(capture.beforePath)),
      to: VariableChanges.variables(listed: try files.read(capture.afterPath)))
    try files.write(changes.bytes, to: capture.changesPath)
  }

  /// A command with the variables that an activation left.
  func activated(_ action: CommandAction) throws(ProgramSearch.Refusal) -> CommandAction {
    guard let captured = action.captured else { return action }
    var action = action
    do throws(FileError) {
      action.environment = try variables(action.environment, with: captured)
    } catch {
      throw ProgramSearch.Refusal(reason: "the environment is not activated: \(error.message)")
    }
    return action
  }

  /// The variables of a command with what an activation changed.
  private func variables(
    _ variables: [String: String], with captured: CapturedVariables
  ) throws(FileError) -> [String: String] {
    guard let changes = VariableChanges(bytes: try files.read(captured.path)) else {
      throw FileError(
        operation: "read", path: captured.path, code: 0, reason: "it holds no variables; '-r' activates anew")
    }
    return changes.applied(to: variables, keeping: captured.keeping)
  }
}
