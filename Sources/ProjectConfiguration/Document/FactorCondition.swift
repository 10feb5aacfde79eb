import EnvironmentModel

/// The condition before a line: `py311,py312-!win32:` holds when one of its alternatives does.
package struct FactorCondition: Hashable, Sendable {
  /// A factor that must be there, or must not.
  package struct Term: Hashable, Sendable {
    package let factor: String
    package let isNegated: Bool
  }

  /// Alternatives; within one every term must hold.
  package let alternatives: [[Term]]
  /// The environment names the condition speaks of, negations dropped.
  package let names: [String]

  /// Reads the text before the colon; `nil` when it is no factor expression, so that the line is plain text.
  package init?(_ text: Substring) {
    guard !text.isEmpty, text.utf8.allSatisfy(Self.isAllowed) else { return nil }
    var alternatives: [[Term]] = []
    for item in splitOutsideBraces(text, at: { $0 == UInt8(ascii: ",") }) {
      guard let pattern = try? EnvironmentPattern(String(item)) else { return nil }  // then the line is plain text
      for name in pattern.expansion {
        guard let terms = Self.terms(name) else { return nil }
        alternatives.append(terms)
      }
    }
    self.alternatives = alternatives
    names = alternatives.map { $0.map(\.factor).joined(separator: "-") }
  }

  /// Whether the condition holds for an environment with these factors.
  package func holds(for factors: Set<String>) -> Bool {
    alternatives.contains { terms in terms.allSatisfy { factors.contains($0.factor) != $0.isNegated } }
  }

  private static func terms(_ name: String) -> [Term]? {
    var terms: [Term] = []
    for part in name.split(separator: "-", omittingEmptySubsequences: false) {
      let isNegated = part.hasPrefix("!")
      let factor = isNegated ? part.dropFirst() : part
      guard factor.utf8.allSatisfy(isFactorByte) else { return nil }
      terms.append(Term(factor: String(factor), isNegated: isNegated))
    }
    return terms
  }

  private static func isFactorByte(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"), UInt8(ascii: "."), UInt8(ascii: "*"),
      UInt8(ascii: "?"), 0x80...:
      true
    default: false
    }
  }

  private static func isAllowed(_ byte: UInt8) -> Bool {
    isFactorByte(byte) || "{},-! \t".utf8.contains(byte)
  }
}

/// The conditions of a file, each read once however many lines have it.
struct ConditionTable {
  private var known: [String: FactorCondition?] = [:]

  /// The condition that a text stands for; `nil` when it is none.
  mutating func condition(_ text: Substring) -> FactorCondition? {
    let key = String(text)
    if let condition = known[key] { return condition }
    let condition = FactorCondition(text)
    known[key] = .some(condition)
    return condition
  }
}
