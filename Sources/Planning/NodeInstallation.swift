package import Artifacts

/// A Node of the machine with the npm that belongs to it.
package struct NodeInstallation: Hashable, Sendable {
  /// The absolute path of `node`.
  package var path: String
  package var version: SemanticVersion
  /// The absolute path of npm's own program, `npm-cli.js`; `nil` where this Node has none.
  package var npm: String?

  package init(path: String, version: SemanticVersion, npm: String?) {
    self.path = path
    self.version = version
    self.npm = npm
  }
}
