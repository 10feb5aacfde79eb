/// The kinds of artefacts whose metadata is read here.
package enum ArtifactKind: String, Hashable, Sendable, CaseIterable {
  case wheel, sdist, conda, deb, rpm, npm

  /// The kind that a file name's ending stands for; nil when it stands for none.
  ///
  /// `.tar.gz` and `.zip` are sdists, `.tgz` is npm's, and `.tar.bz2` is conda's older format.
  package init?(fileName: String) {
    let endings: [(String, ArtifactKind)] = [
      (".whl", .wheel), (".tar.gz", .sdist), (".zip", .sdist), (".conda", .conda), (".tar.bz2", .conda),
      (".deb", .deb), (".rpm", .rpm), (".tgz", .npm),
    ]
    guard let kind = endings.first(where: { fileName.hasSuffix($0.0) && fileName.count > $0.0.count })?.1 else {
      return nil
    }
    self = kind
  }
}
