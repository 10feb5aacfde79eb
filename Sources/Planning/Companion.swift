/// A command that stays while the rest of a step is performed, such as what holds a container.
///
/// When the step ends, however it does, the command is told to terminate and waited for. It is to end what it started by
/// itself should the program be killed.
package struct Companion: Hashable, Sendable {
  package var command: CommandAction
  /// A file that is there once it is ready; an absolute path. It may not be there before.
  ///
  /// Its lines `NAME=value` are variables that commands of the step get after that.
  package var readyPath: String
  /// A file in which it says why it could not be started, as a sentence.
  package var reportPath: String
  /// A file in which it says, as a sentence, that it ended before it was told to; `nil` when it never does.
  package var endingPath: String?

  package init(_ command: CommandAction, readyPath: String, reportPath: String, endingPath: String? = nil) {
    self.command = command
    self.readyPath = readyPath
    self.reportPath = reportPath
    self.endingPath = endingPath
  }
}
