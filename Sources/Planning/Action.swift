/// A word of a command line: known when planned, or known once a package is built.
package enum Argument: Hashable, Sendable, ExpressibleByStringLiteral {
  case text(String)
  /// The path of the artefact of a package definition, with text put after it such as `[extra]`.
  case artifact(package: String, suffix: String)

  package init(stringLiteral value: String) { self = .text(value) }
}

/// A command line to run for a step.
package struct CommandAction: Hashable, Sendable {
  /// What the program may be besides one of the environment's own.
  package enum Programs: Hashable, Sendable {
    /// Any program; used for the tools that set up environments.
    case any
    /// Programs under these folders, and others whose name matches one of the patterns.
    case restricted(folders: [String], patterns: [String])
  }

  /// `commands`, `commands_pre`, `create`, `install`, ….
  package var phase: String
  package var arguments: [Argument]
  package var workingDirectory: String
  package var environment: [String: String]
  package var programs: Programs
  package var ignoresFailure: Bool
  package var invertsResult: Bool
  /// How often it is tried again after a failure.
  package var retryCount: Int

  package init(
    phase: String, arguments: [Argument], workingDirectory: String, environment: [String: String],
    programs: Programs = .any, ignoresFailure: Bool = false, invertsResult: Bool = false, retryCount: Int = 0
  ) {
    self.phase = phase
    self.arguments = arguments
    self.workingDirectory = workingDirectory
    self.environment = environment
    self.programs = programs
    self.ignoresFailure = ignoresFailure
    self.invertsResult = invertsResult
    self.retryCount = retryCount
  }
}

/// One thing the executor does.
package enum Action: Hashable, Sendable {
  case run(CommandAction)
  case createDirectory(String)
  /// Removes a file or tree; fine when nothing is there.
  case remove(String)
  /// Replaces a file by text.
  case write(path: String, text: String)
  /// Reads the result file of a build and makes its artefact known under the package's name.
  case collectArtifact(package: String, resultPath: String)
  /// Writes down which artefact was installed, and after it how, for the next plan to compare.
  case recordArtifact(package: String, options: String, path: String)
  /// Writes down the files that a build started from, for the next plan to compare.
  case recordInputs(root: String, path: String)
}

/// What a step does, in order.
///
/// The first failing action ends the part it stands in: `preparation` guards `main`, and `cleanup` runs whatever
/// became of them, unless the step was stopped.
package struct Recipe: Hashable, Sendable {
  package var preparation: [Action]
  package var main: [Action]
  package var cleanup: [Action]
  /// Whether a failing command keeps the next ones of `main` from running.
  package var stopsAtFailure: Bool

  package init(
    preparation: [Action] = [], main: [Action], cleanup: [Action] = [], stopsAtFailure: Bool = true
  ) {
    self.preparation = preparation
    self.main = main
    self.cleanup = cleanup
    self.stopsAtFailure = stopsAtFailure
  }
}
