package import EnvironmentModel

/// The condition before a line: `py311,py312-!win32:` holds when one of its alternatives does.
///
/// Braces are not multiplied out across dashes: `{a,b}-{c,d}` asks for a or b, and for c or d.
package struct FactorCondition: Hashable, Sendable {
  /// A factor that must be there, or must not.
  package struct Term: Hashable, Sendable {
    package let factor: String
    package let isNegated: Bool
  }

  /// What stands between dashes outside braces: alternatives, within one of which every term must hold.
  package typealias Part = [[Term]]

  /// A condition that stands for more names than this is refused.
  package static let nameLimit = 10_000

  /// The condition as written.
  package let text: String
  /// Alternatives; within one every part must hold.
  package let alternatives: [[Part]]
  /// How many names the condition speaks of, repeats counted.
  package let nameCount: Int

  /// Reads the text before the colon; `nil` when it is no factor expression, so that the line is plain text.
  ///
  /// - Throws: That it stands for more than ``nameLimit`` names.
  package init?(_ text: Substring) throws(PatternError) {
    guard !text.isEmpty, text.utf8.allSatisfy(Self.isAllowed) else { return nil }
    var alternatives: [[Part]] = []
    var nameCount = 0
    for item in splitOutsideBraces(text, at: { $0 == UInt8(ascii: ",") }) {
      if !item.utf8.contains(where: { $0 == UInt8(ascii: "{") || $0 == UInt8(ascii: "}") }) {
        guard let terms = Self.terms(item) else { return nil }
        alternatives.append([[terms]])
        nameCount += 1
        continue
      }
      let pattern: EnvironmentPattern
      do throws(PatternError) {
        pattern = try EnvironmentPattern(String(item), limit: Self.nameLimit)
      } catch {
        // Braces without their partners make it plain text.
        if case .tooManyNames = error { throw error }
        return nil
      }
      nameCount += pattern.nameCount
      var parts: [Part] = []
      for texts in Self.parts(of: pattern) {
        var part: Part = []
        for text in texts {
          guard let terms = Self.terms(text[...]) else { return nil }
          part.append(terms)
        }
        parts.append(part)
      }
      alternatives.append(parts)
      if nameCount > Self.nameLimit { break }
    }
    if nameCount > Self.nameLimit { throw .tooManyNames(limit: Self.nameLimit) }
    self.text = String(text)
    self.alternatives = alternatives
    self.nameCount = nameCount
  }

  /// The environment names the condition speaks of, negations dropped.
  ///
  /// - Complexity: O(``nameCount``).
  package var names: [String] {
    alternatives.flatMap { parts in
      var names: [String]?
      for part in parts {
        let texts = part.map { terms in terms.map(\.factor).joined(separator: "-") }
        names = names.map { starts in starts.flatMap { start in texts.map { "\(start)-\($0)" } } } ?? texts
      }
      return names ?? []
    }
  }

  /// Whether the condition holds for an environment with these factors.
  package func holds(for factors: Set<String>) -> Bool {
    alternatives.contains { parts in
      parts.allSatisfy { part in
        part.contains { terms in terms.allSatisfy { factors.contains($0.factor) != $0.isNegated } }
      }
    }
  }

  /// The texts that each part of a pattern stands for; parts without a choice are one with their neighbours.
  private static func parts(of pattern: EnvironmentPattern) -> [[String]] {
    var parts: [[String]] = []
    var part = [""]
    func add(_ part: [String]) {
      if part.count == 1, parts.last?.count == 1 {
        parts[parts.count - 1][0] += "-\(part[0])"
      } else {
        parts.append(part)
      }
    }
    for piece in pattern.pieces {
      // What has no choice ends a part at its first dash, and begins one behind its last.
      if piece.count == 1, pattern.pieces.count > 1, let first = piece[0].utf8.firstIndex(of: dash),
        let last = piece[0].utf8.lastIndex(of: dash)
      {
        let text = piece[0]
        add(part.map { $0 + text[..<first] })
        if first < last { add([String(text[text.utf8.index(after: first)..<last])]) }
        part = [String(text[text.utf8.index(after: last)...])]
      } else {
        part = part.flatMap { start in piece.map { start + $0 } }
      }
    }
    add(part)
    return parts
  }

  private static let dash = UInt8(ascii: "-")

  private static func terms(_ name: Substring) -> [Term]? {
    var terms: [Term] = []
    for part in name.utf8.split(separator: dash, omittingEmptySubsequences: false) {
      let isNegated = part.first == UInt8(ascii: "!")
      let factor = isNegated ? part.dropFirst() : part
      guard isFactor(factor) else { return nil }
      terms.append(Term(factor: String(Substring(factor)), isNegated: isNegated))
    }
    return terms
  }

  /// Characters of shell patterns are read as part of a factor, and stand for themselves.
  private static func isFactor(_ text: Substring.UTF8View) -> Bool {
    var isAfterBracket = false
    for byte in text {
      guard isFactorByte(byte) || (isAfterBracket && byte == UInt8(ascii: "!")) else { return false }
      isAfterBracket = byte == UInt8(ascii: "[")
    }
    return true
  }

  private static func isFactorByte(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"), UInt8(ascii: "."), UInt8(ascii: "*"),
      UInt8(ascii: "?"), UInt8(ascii: "["), UInt8(ascii: "]"), 0x80...:
      true
    default: false
    }
  }

  private static func isAllowed(_ byte: UInt8) -> Bool {
    if isFactorByte(byte) { return true }
    switch byte {
    case UInt8(ascii: "{"), UInt8(ascii: "}"), UInt8(ascii: ","), UInt8(ascii: "-"), UInt8(ascii: "!"), 0x20, 0x09:
      return true
    default: return false
    }
  }
}
