/// A version of Node or of an npm package (Semantic Versioning 2.0.0).
package struct SemanticVersion: Hashable, Sendable {
  package let major: Int
  package let minor: Int
  package let patch: Int
  /// The parts behind the hyphen; none for a release. What stands behind `+` does not count and is not kept.
  package let prerelease: [String]

  package init(major: Int, minor: Int, patch: Int, prerelease: [String] = []) {
    self.major = major
    self.minor = minor
    self.patch = patch
    self.prerelease = prerelease
  }

  /// Reads three numbers, perhaps with a `v` before them as Node prints it; nil when the text is something else.
  package init?(_ text: some StringProtocol) {
    guard let partial = PartialVersion(text), let major = partial.major, let minor = partial.minor,
      let patch = partial.patch
    else { return nil }
    self.init(major: major, minor: minor, patch: patch, prerelease: partial.prerelease)
  }
}

extension SemanticVersion: Comparable {
  /// The order of the specification's paragraph 11: a pre-release comes before its release.
  package static func < (left: SemanticVersion, right: SemanticVersion) -> Bool {
    let numbers = (left.major, left.minor, left.patch)
    let others = (right.major, right.minor, right.patch)
    if numbers != others { return numbers < others }
    if left.prerelease.isEmpty || right.prerelease.isEmpty {
      return !left.prerelease.isEmpty && right.prerelease.isEmpty
    }
    for (part, other) in zip(left.prerelease, right.prerelease) where part != other {
      switch (Int(part), Int(other)) {
      case (let number?, let otherNumber?): return number < otherNumber
      case (nil, nil): return part.utf8.lexicographicallyPrecedes(other.utf8)
      case (let number, _): return number != nil
      }
    }
    return left.prerelease.count < right.prerelease.count
  }
}

extension SemanticVersion: CustomStringConvertible {
  package var description: String {
    "\(major).\(minor).\(patch)" + (prerelease.isEmpty ? "" : "-" + prerelease.joined(separator: "."))
  }
}
