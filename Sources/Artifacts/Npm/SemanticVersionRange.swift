/// A set of semantic versions as npm writes them: `^18.17.0 || >=20.5`.
///
/// The rules are those by which npm compares `engines` with Node, for which a pre-release of Node counts like a release.
package struct SemanticVersionRange: Hashable, Sendable {
  /// Comparisons that must all hold, of which one set is enough.
  private let alternatives: [[Comparator]]
  /// The range as it is written.
  package let text: String

  /// Reads a range; an empty one holds every version.
  ///
  /// - Throws: ``VersionSyntaxError/malformedClause(_:)`` when a part has no meaning, such as `lts/*`.
  package init(_ text: String) throws(VersionSyntaxError) {
    self.text = text
    var alternatives: [[Comparator]] = []
    for part in Self.split(text) { alternatives.append(try Self.comparators(part)) }
    self.alternatives = alternatives
  }

  /// Whether a version lies in the range.
  package func contains(_ version: SemanticVersion) -> Bool {
    alternatives.contains { $0.allSatisfy { $0.holds(version) } }
  }

  private static func split(_ text: String) -> [Substring] {
    var parts: [Substring] = []
    var rest = text[...]
    while let bars = rest.firstRange(of: "||") {
      parts.append(rest[..<bars.lowerBound])
      rest = rest[bars.upperBound...]
    }
    return parts + [rest]
  }

  private static func comparators(_ part: Substring) throws(VersionSyntaxError) -> [Comparator] {
    let words = words(of: part)
    if words.count == 3, words[1] == "-" {
      guard let low = PartialVersion(words[0]), let high = PartialVersion(words[2]) else {
        throw .malformedClause(words.joined(separator: " "))
      }
      return Comparator.between(low, high)
    }
    var comparators: [Comparator] = []
    for word in words {
      guard let clause = Comparator.clause(word) else { throw .malformedClause(word) }
      comparators += clause
    }
    return comparators
  }

  /// What stands between blanks, an operator together with what it stands before.
  private static func words(of part: Substring) -> [String] {
    var words: [String] = []
    var pending = ""
    for word in part.split(whereSeparator: \.isWhitespace) {
      pending += word
      if word.allSatisfy({ "<>=~^".contains($0) }) { continue }
      words.append(pending)
      pending = ""
    }
    return pending.isEmpty ? words : words + [pending]
  }
}
