package import Artifacts

/// A Node of the machine with the npm that belongs to it.
package struct NodeInstallation: Hashable, Sendable {
  /// The absolute path of `node`, links resolved.
  package var path: String
  /// Where it was found.
  package var place: String
  package var version: SemanticVersion
  /// The absolute path of npm's own program, `npm-cli.js`; `nil` where this Node has none.
  package var npm: String?

  /// - Parameter place: Where it was found; `nil` for the path itself.
  package init(path: String, version: SemanticVersion, npm: String?, place: String? = nil) {
    self.path = path
    self.place = place ?? path
    self.version = version
    self.npm = npm
  }
}
