/// What a built package is, and so which kinds of environments can install it.
package enum ArtifactForm: String, Hashable, Sendable, CaseIterable {
  case sdist, wheel, editable, conda, deb, rpm, npm, image, nix

  /// The form that a file's name shows; `nil` for names of none.
  package init?(fileName: String) {
    let endings: [(String, ArtifactForm)] = [
      (".whl", .wheel), (".tar.gz", .sdist), (".zip", .sdist), (".conda", .conda), (".tar.bz2", .conda), (".deb", .deb),
      (".rpm", .rpm), (".tgz", .npm),
    ]
    guard let form = endings.first(where: { fileName.hasSuffix($0.0) })?.1 else { return nil }
    self = form
  }

  /// Whether environments of a kind can install it; of kinds made by others nobody knows, so that they may.
  package func isAccepted(by kind: EnvironmentKind) -> Bool {
    if case .external = kind { return true }
    return Self.kinds[self]?.contains(kind) ?? false
  }

  /// The kinds that can install it, in the order in which messages name them.
  package var acceptingKinds: [EnvironmentKind] { Self.kinds[self] ?? [] }

  private static let pythons: [EnvironmentKind] = [
    .virtualenv, .pyenv, .conda, .container, .deb, .rpm, .system, .nix,
  ]
  private static let kinds: [ArtifactForm: [EnvironmentKind]] = [
    .sdist: pythons, .wheel: pythons, .editable: [.virtualenv, .pyenv, .conda, .system], .conda: [.conda],
    .deb: [.deb, .container], .rpm: [.rpm, .container], .npm: [.npm, .container], .image: [.container], .nix: [.nix],
  ]
}
