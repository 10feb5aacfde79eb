/// Reads the three numbers of a semantic version and the labels behind them.
struct PrereleaseScanner {
  // Labels keep their letters' case, which `VersionScanner` does not, so they are taken from the text itself.
  private let head: Substring
  private let label: Substring?
  private let isBuildWellFormed: Bool

  init(_ text: some StringProtocol) {
    let parts = text.split(separator: "+", maxSplits: 1, omittingEmptySubsequences: false).map { Substring($0) }
    let whole = parts.first ?? ""
    isBuildWellFormed = parts.count < 2 || Self.labels(parts[1]) != nil
    let hyphen = whole.firstIndex(of: "-")
    head = hyphen.map { whole[..<$0] } ?? whole
    label = hyphen.map { whole[whole.index(after: $0)...] }
  }

  mutating func partialVersion() -> PartialVersion? {
    var scanner = VersionScanner(head)
    while scanner.passes(anyOf: "v=") {}
    var numbers: [Int?] = []
    repeat {
      if scanner.passes(anyOf: "x*") {
        numbers.append(nil)
      } else {
        let hasLeadingZero = scanner.next == 0x30
        guard let number = scanner.number(), number == 0 || !hasLeadingZero else { return nil }
        numbers.append(number)
      }
    } while numbers.count < 3 && scanner.passes(".")
    guard scanner.isAtEnd, isBuildWellFormed else { return nil }
    guard let label else { return PartialVersion(numbers, prerelease: []) }
    guard numbers.count == 3, let labels = Self.labels(label) else { return nil }
    return PartialVersion(numbers, prerelease: labels)
  }

  /// Labels of ASCII letters, digits and hyphens between dots; nil when one is empty or has anything else.
  private static func labels(_ text: Substring) -> [String]? {
    let labels = text.split(separator: ".", omittingEmptySubsequences: false)
    let areWellFormed = labels.allSatisfy { label in
      !label.isEmpty && label.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "-") }
    }
    return areWellFormed ? labels.map(String.init) : nil
  }
}
