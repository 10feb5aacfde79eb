extension PartialVersion {
  /// The version itself when no number is open.
  var exact: SemanticVersion? {
    guard let major, let minor, let patch else { return nil }
    return SemanticVersion(major: major, minor: minor, patch: patch, prerelease: prerelease)
  }

  /// The earliest version it stands for, pre-releases included; nil when it stands for all.
  var start: SemanticVersion? {
    guard let major else { return nil }
    if !prerelease.isEmpty { return exact }
    return SemanticVersion.first(major, minor ?? 0, patch ?? 0)
  }

  /// The earliest version behind those it stands for; nil when it stands for all.
  var end: SemanticVersion? {
    guard let major else { return nil }
    guard let minor else { return SemanticVersion.first(major + 1, 0, 0) }
    guard let patch else { return SemanticVersion.first(major, minor + 1, 0) }
    return SemanticVersion.first(major, minor, patch + 1)
  }
}

extension SemanticVersion {
  /// The first pre-release that there can be of a version.
  static func first(_ major: Int, _ minor: Int, _ patch: Int) -> SemanticVersion {
    SemanticVersion(major: major, minor: minor, patch: patch, prerelease: ["0"])
  }
}
