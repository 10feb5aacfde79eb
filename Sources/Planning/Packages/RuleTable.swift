import EnvironmentModel

/// The rules of package definitions by a factor that each one asks for, so that an environment looks at few of them.
struct RuleTable: Sendable {
  /// A rule of a definition, both by their places.
  private struct Entry: Sendable {
    var definition: Int
    var place: Int
    var rule: MatchingRule
  }

  /// The rule of a definition that speaks most narrowly of an environment.
  struct Candidate {
    /// The place of the definition.
    var definition: Int
    var rule: MatchingRule
    var specificity: MatchSpecificity
  }

  private var byFactor: [String: [Entry]] = [:]
  /// Rules that ask for no factor by its name.
  private var others: [Entry] = []

  init(_ definitions: [PackageDefinition]) {
    for (definition, rules) in definitions.lazy.map(\.rules).enumerated() {
      for (place, rule) in rules.enumerated() {
        let entry = Entry(definition: definition, place: place, rule: rule)
        if let factor = rule.namedFactors.first {
          byFactor[factor, default: []].append(entry)
        } else {
          others.append(entry)
        }
      }
    }
  }

  /// The definitions whose rules speak of an environment, in their order, each with its narrowest rule, and of rules that
  /// are as narrow as each other with the first.
  ///
  /// - Complexity: O(*rules* that ask for one of its factors, or for none).
  func candidates(for environment: Environment) -> [Candidate] {
    let factors = Set(environment.name.factors.map(\.text))
    var entries = others
    for factor in factors { if let found = byFactor[factor] { entries += found } }
    entries.sort { ($0.definition, $0.place) < ($1.definition, $1.place) }
    var candidates: [Candidate] = []
    for entry in entries {
      guard let match = entry.rule.match(environment.name, factors: factors, kind: environment.kind) else { continue }
      let candidate = Candidate(definition: entry.definition, rule: entry.rule, specificity: match)
      guard let last = candidates.last, last.definition == entry.definition else {
        candidates.append(candidate)
        continue
      }
      if last.specificity < match { candidates[candidates.count - 1] = candidate }
    }
    return candidates
  }
}
