/// A bound on versions, to which node-semver reduces all else.
struct Comparator: Hashable, Sendable {
  /// On which side of the bound a version must be.
  enum Side: Hashable, Sendable { case below, atMost, equal, atLeast, above }

  let side: Side
  let bound: SemanticVersion

  /// Whether a version is on the side.
  func holds(_ version: SemanticVersion) -> Bool {
    switch side {
    case .below: version < bound
    case .atMost: version <= bound
    case .equal: version == bound
    case .atLeast: version >= bound
    case .above: version > bound
    }
  }

  /// `low - high`: from the first version that `low` stands for to the last one of `high`.
  static func between(_ low: PartialVersion, _ high: PartialVersion) -> [Comparator] {
    let lower = low.start.map { Comparator(side: .atLeast, bound: $0) }
    let upper =
      high.prerelease.isEmpty ? high.end.map(below) : high.exact.map { Comparator(side: .atMost, bound: $0) }
    return [lower, upper].compactMap(\.self)
  }

  /// The bounds of one clause, such as `^1.2`; nil when it is none.
  static func clause(_ text: String) -> [Comparator]? {
    let signs = ["~>", "~", "^", "<=", ">=", "<", ">", "="]
    let sign = signs.first(where: text.hasPrefix) ?? ""
    let operand = text.dropFirst(sign.count)
    // An equals sign may stand before a version, but not after another comparison.
    if ["<=", ">=", "<", ">", "="].contains(sign), operand.hasPrefix("=") { return nil }
    guard let version = PartialVersion(operand) else { return nil }
    switch sign {
    case "^": return caret(version)
    case "~", "~>": return tilde(version)
    case "<": return [below(version.exact ?? version.start ?? nothing)]
    case ">=": return version.start.map { [Comparator(side: .atLeast, bound: version.exact ?? $0)] } ?? []
    case "<=":
      if let exact = version.exact { return [Comparator(side: .atMost, bound: exact)] }
      return version.end.map { [below($0)] } ?? []
    case ">":
      if let exact = version.exact { return [Comparator(side: .above, bound: exact)] }
      return version.end.map { [Comparator(side: .atLeast, bound: $0)] } ?? [below(nothing)]
    default: return plain(version)
    }
  }

  /// Below which there is no version.
  private static let nothing = SemanticVersion(major: 0, minor: 0, patch: 0, prerelease: ["0"])

  private static func below(_ bound: SemanticVersion) -> Comparator { Comparator(side: .below, bound: bound) }

  /// Changes that leave the first number alone that is not zero.
  private static func caret(_ version: PartialVersion) -> [Comparator] {
    guard let major = version.major, let start = version.start else { return [] }
    let end =
      if major > 0 || version.minor == nil {
        SemanticVersion.first(major + 1, 0, 0)
      } else if let minor = version.minor, minor > 0 || version.patch == nil {
        SemanticVersion.first(major, minor + 1, 0)
      } else {
        SemanticVersion.first(major, 0, (version.patch ?? 0) + 1)
      }
    // node-semver lets pre-releases in at the start only where a number is open or the first one is zero.
    let bound = major > 0 || !version.prerelease.isEmpty ? version.exact ?? start : start
    return [Comparator(side: .atLeast, bound: bound), below(end)]
  }

  /// Changes of the last number, or of the last two when only one is given.
  private static func tilde(_ version: PartialVersion) -> [Comparator] {
    guard let major = version.major else { return [] }
    let end = version.minor.map { SemanticVersion.first(major, $0 + 1, 0) } ?? SemanticVersion.first(major + 1, 0, 0)
    let start = SemanticVersion(
      major: major, minor: version.minor ?? 0, patch: version.patch ?? 0, prerelease: version.prerelease)
    return [Comparator(side: .atLeast, bound: start), below(end)]
  }

  private static func plain(_ version: PartialVersion) -> [Comparator] {
    if let exact = version.exact { return [Comparator(side: .equal, bound: exact)] }
    guard let start = version.start, let end = version.end else { return [] }
    return [Comparator(side: .atLeast, bound: start), below(end)]
  }
}
