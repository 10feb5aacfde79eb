package import EnvironmentModel

/// What a program for a kind of environment, `swtox-kind-NAME`, says of itself.
package struct ExternalKindDescription: Hashable, Sendable {
  /// A program that it uses.
  package struct Tool: Hashable, Sendable {
    package var name: String
    /// Its absolute path; empty when it is not there.
    package var path: String
    /// Empty where nobody knows.
    package var version: String
    /// The command that installs it.
    package var installation: String
  }

  package var version: String
  package var description: String
  /// What its environments install.
  package var accepts: Set<ArtifactForm>
  /// The names of the settings that it takes, with a sentence on each.
  package var settings: [String: String]
  package var readiness: KindReadiness
  package var tools: [Tool]
}
