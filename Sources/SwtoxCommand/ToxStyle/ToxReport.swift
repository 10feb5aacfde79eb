import Host

/// What tox's face says itself: lines with the environment's name in front, on standard output.
struct ToxReport: Sendable {
  /// From 0, nothing, over 2, warnings, to 5, everything.
  var verbosity = 2

  func error(_ message: String, of environment: String = "ROOT") { write(message, environment, level: 1) }
  func warning(_ message: String, of environment: String = "ROOT") { write(message, environment, level: 2) }

  private func write(_ message: String, _ environment: String, level: Int) {
    if verbosity >= level { StandardOutput.write("\(environment): \(message)\n") }
  }
}

/// What ends a command with tox's code for mistakes of the user, and its message.
struct ToxError: Error {
  var message: String
  /// The name of the exception, and the exit code that goes with it.
  var kind = "HandledError"
  var exitCode: Int32 { kind == "HandledError" ? 254 : 1 }

  init(_ message: String) { self.message = message }

  /// A failure of a setting, as the configuration gives it in tox's words.
  init(failure: String) {
    let parts = failure.split(separator: "|", maxSplits: 1, omittingEmptySubsequences: false)
    kind = parts.count == 2 ? String(parts[0]) : "HandledError"
    message = parts.count == 2 ? String(parts[1].dropFirst()) : failure
  }
}
