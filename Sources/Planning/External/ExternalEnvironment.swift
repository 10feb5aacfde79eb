/// What it says of one environment: how each step is done.
package struct ExternalEnvironment: Hashable, Sendable {
  package var create: ExternalStep
  package var dependencies: ExternalStep
  package var package: ExternalStep
  package var commands: ExternalCommands
}

/// How a step is done.
package enum ExternalStep: Hashable, Sendable {
  case nothing
  /// It cannot be done on this machine, for the reason that a sentence gives.
  case unavailable(String)
  /// What is wanted makes no sense, for the reason that a sentence gives.
  case invalid(String)
  /// - `fingerprint`: Lines of what decides its result; the same lines mean that what is there will do.
  /// - `marks`: The absolute paths of what is there once it is done.
  case perform(fingerprint: [String], actions: [ExternalAction], marks: [String])

  /// What is there once it is done.
  package var marks: [String] { if case .perform(_, _, let marks) = self { marks } else { [] } }
}

/// One thing that a step does.
package enum ExternalAction: Hashable, Sendable {
  /// `folder` is an absolute path; variables come on top of the caller's.
  case run(words: [String], folder: String, variables: [String: String], ignoresFailure: Bool)
  case createDirectory(String)
  case remove(String)
  case write(path: String, text: String)
  case tell(String)
}

/// What commands find.
package struct ExternalCommands: Hashable, Sendable {
  /// What is set for them, unless the environment's `set_env` does.
  package var variables: [String: String]
  /// The absolute paths of folders whose programs come first.
  package var path: [String]
  /// Whether they may run any program of the machine, and not only those of the environment and of `allowlist_externals`.
  package var allowsAnyProgram: Bool
  package var before: [ExternalAction]
  package var after: [ExternalAction]
}
