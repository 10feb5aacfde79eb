package import EnvironmentModel
package import RunModel
import SourceText

/// A condition that chooses environments: `py>=3.11 and not (win32 or slow) and status:failed`.
///
/// Words are combined by `not`, `and` and `or`, in this order of binding, and parentheses; `!`, `&` and `|` mean the
/// same. A word is a factor, several joined by `-`, or one of ``Test``'s forms.
package struct SelectionExpression: Sendable {
  indirect enum Node: Sendable {
    case not(Node)
    case all([Node])
    case any([Node])
    case test(Test, SourceSpan)
  }

  /// What a word asks of an environment.
  enum Test: Hashable, Sendable {
    /// `lint`, `py311-x`, `py3*`: it has factors that match each of these.
    case factors([WildcardPattern])
    /// `py>=3.11`, `django<5`, `node==20`: it has a factor of this beginning with such a version.
    case axis(String, Comparison, FactorVersion)
    case name(WildcardPattern)
    case label(WildcardPattern)
    case kind(WildcardPattern)
    case list(isDefault: Bool)
    /// How it ended last.
    case status(Set<MatrixStatus>)
  }

  /// What an expression needs to know of environments, beyond their names.
  package enum Need: Hashable, Sendable {
    case labels, kinds, outcomes
  }

  let root: Node

  /// Everything that has to be known to tell whether the expression holds.
  package var needs: Set<Need> {
    var needs: Set<Need> = []
    for (test, _) in root.tests {
      switch test {
      case .label: needs.insert(.labels)
      case .kind: needs.insert(.kinds)
      case .status: needs.insert(.outcomes)
      case .factors, .axis, .name, .list: break
      }
    }
    return needs
  }

  /// Whether an environment is meant.
  ///
  /// - Complexity: O(*words* × *factors*).
  package func holds(for facts: EnvironmentFacts) -> Bool { root.holds(for: facts) }
}

/// What is known of an environment when a command line chooses.
package struct EnvironmentFacts: Hashable, Sendable {
  package var name: EnvironmentName
  /// Whether it runs when none is named.
  package var isDefault: Bool
  package var labels: [String]
  package var kind: String
  /// How it ended last.
  package var status: MatrixStatus

  package init(
    _ name: EnvironmentName, isDefault: Bool = true, labels: [String] = [], kind: String = "",
    status: MatrixStatus = .unknown
  ) {
    self.name = name
    self.isDefault = isDefault
    self.labels = labels
    self.kind = kind
    self.status = status
  }
}

extension SelectionExpression.Node {
  /// The words, in order.
  var tests: [(SelectionExpression.Test, SourceSpan)] {
    switch self {
    case .not(let node): node.tests
    case .all(let nodes), .any(let nodes): nodes.flatMap(\.tests)
    case .test(let test, let span): [(test, span)]
    }
  }

  func holds(for facts: EnvironmentFacts) -> Bool {
    switch self {
    case .not(let node): !node.holds(for: facts)
    case .all(let nodes): nodes.allSatisfy { $0.holds(for: facts) }
    case .any(let nodes): nodes.contains { $0.holds(for: facts) }
    case .test(let test, _): test.holds(for: facts)
    }
  }
}

extension SelectionExpression.Test {
  func holds(for facts: EnvironmentFacts) -> Bool {
    switch self {
    case .factors(let patterns):
      let factors = facts.name.factors.map(\.text)
      return patterns.allSatisfy { pattern in factors.contains(where: pattern.matches) }
    case .axis(let axis, let comparison, let wanted):
      return facts.name.factors.contains { factor in
        wanted.order(of: factor.text, on: axis).map(comparison.holds) ?? false
      }
    case .name(let pattern): return pattern.matches(facts.name.text)
    case .label(let pattern): return facts.labels.contains(where: pattern.matches)
    case .kind(let pattern): return pattern.matches(facts.kind)
    case .list(let isDefault): return facts.isDefault == isDefault
    case .status(let wanted): return wanted.contains(facts.status)
    }
  }
}
