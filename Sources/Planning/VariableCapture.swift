/// Runs what activates an environment and keeps what it changes of the variables.
///
/// The command is a shell that leaves three files in ``folder``: `before` and `after`, the variables as `env -0` prints
/// them, and `notes` with a line for each thing that people have to know. Without `after` the activation has failed,
/// whatever its exit code.
package struct VariableCapture: Hashable, Sendable {
  package var command: CommandAction
  /// An absolute path.
  package var folder: String
  /// Where the changes are kept, as ``VariableChanges/bytes``.
  package var changesPath: String

  package init(_ command: CommandAction, folder: String, changesPath: String) {
    self.command = command
    self.folder = folder
    self.changesPath = changesPath
  }

  package var beforePath: String { "\(folder)/before" }
  package var afterPath: String { "\(folder)/after" }
  package var notesPath: String { "\(folder)/notes" }
}

/// Variables that a command gets besides its own, as an activation left them.
package struct CapturedVariables: Hashable, Sendable {
  /// The file with the changes, as ``VariableChanges/bytes``.
  package var path: String
  /// The names of those that somebody set for the command, which no activation changes.
  package var keeping: Set<String>

  package init(path: String, keeping: Set<String>) {
    self.path = path
    self.keeping = keeping
  }
}
