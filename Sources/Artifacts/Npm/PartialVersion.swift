/// A version of which the last numbers may be left open, as ranges have them: `18`, `18.x`, `*`.
struct PartialVersion {
  let major: Int?
  let minor: Int?
  let patch: Int?
  let prerelease: [String]

  /// Nil when the text is no such version.
  init?(_ text: some StringProtocol) {
    var scanner = PrereleaseScanner(text)
    guard let partial = scanner.partialVersion() else { return nil }
    self = partial
  }

  init(_ numbers: [Int?], prerelease: [String]) {
    // What stands behind an open place does not count.
    let closed = numbers.prefix { $0 != nil }
    major = closed.count > 0 ? closed[0] : nil
    minor = closed.count > 1 ? closed[1] : nil
    patch = closed.count > 2 ? closed[2] : nil
    self.prerelease = closed.count > 2 ? prerelease : []
  }
}
