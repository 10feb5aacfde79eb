/// What the artefacts that an environment installs need themselves, as far as installing them brought it in.
package struct PackageRequirements: Hashable, Sendable {
  /// The names of the artefacts.
  package var artifacts: [String]
  /// The extras that are installed of them.
  package var extras: [String]
  /// Where it is written down, for the next installation to compare.
  package var path: String

  package init(artifacts: [String], extras: [String], path: String) {
    self.artifacts = artifacts
    self.extras = extras
    self.path = path
  }
}
