package import SourceText

/// How a kind of environment is made, and which environments are of it.
package struct EnvironmentDefinition: Sendable, Equatable {
  package var name: String
  package var kind: EnvironmentKind
  package var rules: [MatchingRule]
  /// The section whose keys count for the environments it covers.
  package var section: String
  package var span: SourceSpan

  package init(name: String, kind: EnvironmentKind, rules: [MatchingRule], section: String, span: SourceSpan) {
    self.name = name
    self.kind = kind
    self.rules = rules
    self.section = section
    self.span = span
  }

  /// How narrowly it speaks of an environment; `nil` when it does not.
  package func match(_ name: EnvironmentName, factors: Set<String>) -> MatchSpecificity? {
    rules.lazy.compactMap { $0.match(name, factors: factors, kind: nil) }.max()
  }
}
