/// A version of Python or of a Python package (PEP 440).
///
/// Spellings are read as leniently as the specification asks (`v1.0-Alpha.1` is `1.0a1`) and compared by meaning: `1.0`
/// equals `1`.
package struct PythonVersion: Hashable, Sendable {
  /// A mark that comes before a release, in the order of their ages.
  package enum Phase: Int, Hashable, Sendable {
    case alpha, beta, candidate
  }

  /// The phase of a pre-release, and its number.
  package struct Prerelease: Hashable, Sendable {
    package let phase: Phase
    package let number: Int
  }

  /// What counts before everything else; nearly always zero.
  package let epoch: Int
  /// The numbers of the release, as many as were written.
  package let release: [Int]
  package let prerelease: Prerelease?
  /// The number of the release after the release.
  package let post: Int?
  /// The number of the development release.
  package let development: Int?
  /// The parts of the label that a distributor adds behind `+`.
  package let local: [String]

  /// Nil when the text is no version.
  package init?(_ text: some StringProtocol) {
    var scanner = VersionScanner(text.drop(while: \.isWhitespace))
    guard let version = PythonVersion(&scanner), scanner.passesBlanks(), scanner.isAtEnd else { return nil }
    self = version
  }

  init(
    epoch: Int, release: [Int], prerelease: Prerelease? = nil, post: Int? = nil, development: Int? = nil,
    local: [String] = []
  ) {
    self.epoch = epoch
    self.release = release
    self.prerelease = prerelease
    self.post = post
    self.development = development
    self.local = local
  }

  /// Whether it is not meant for everyone yet.
  package var isPrerelease: Bool { prerelease != nil || development != nil }

  /// The version without what its distributor added.
  var withoutLocal: PythonVersion {
    PythonVersion(epoch: epoch, release: release, prerelease: prerelease, post: post, development: development)
  }

  /// The release alone.
  var base: PythonVersion { PythonVersion(epoch: epoch, release: release) }

  /// Whether both mean the same: `1.0` equals `1`.
  package static func == (left: PythonVersion, right: PythonVersion) -> Bool { left.order == right.order }

  package func hash(into hasher: inout Hasher) { hasher.combine(order) }
}

extension VersionScanner {
  /// Passes over what blanks there are; always true.
  fileprivate mutating func passesBlanks() -> Bool {
    while passes(anyOf: " \t\r\n") {}
    return true
  }
}
