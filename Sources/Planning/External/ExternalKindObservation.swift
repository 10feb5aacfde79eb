package import EnvironmentModel

/// Why a program for a kind of environment, or an answer of it, is of no use; a clause that follows its name.
package struct ExternalKindFault: Error, Hashable, Sendable {
  package var reason: String

  package init(_ reason: String) { self.reason = reason }
}

/// What was found out about a kind that is a program of its own.
package struct ExternalKindObservation: Sendable {
  /// Its absolute path.
  package var program: String
  package var description: Result<ExternalKindDescription, ExternalKindFault>
  package var environments: [EnvironmentName: Result<ExternalEnvironment, ExternalKindFault>]

  package init(
    program: String, description: Result<ExternalKindDescription, ExternalKindFault>,
    environments: [EnvironmentName: Result<ExternalEnvironment, ExternalKindFault>] = [:]
  ) {
    self.program = program
    self.description = description
    self.environments = environments
  }

  /// What the names of such programs begin with.
  package static let programPrefix = "swtox-kind-"
}

/// What such a program is asked about an environment once its commands are about to run.
package struct ExternalInspection: Hashable, Sendable {
  package var kind: String
  /// The absolute path of the program.
  package var program: String
  /// The absolute path of a folder for the question.
  package var folder: String
  /// The question, a line of JSON.
  package var request: String

  package init(kind: String, program: String, folder: String, request: String) {
    self.kind = kind
    self.program = program
    self.folder = folder
    self.request = request
  }
}
