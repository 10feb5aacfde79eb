package import SourceText

/// The kind of an environment and what gave it.
package struct KindDecision: Sendable, Equatable {
  /// The rule that answered.
  package enum Reason: Sendable, Equatable {
    /// The environment's own key.
    case ownKey(SourceSpan?)
    /// A definition that covers it.
    case definition(String, SourceSpan)
    /// A factor that names a declared kind.
    case factor(String, declaredAt: SourceSpan?)
    case byDefault
  }

  package var kind: EnvironmentKind
  package var reason: Reason

  package init(_ kind: EnvironmentKind, _ reason: Reason) {
    self.kind = kind
    self.reason = reason
  }

  /// The rule that answered, in words and with its place.
  package var words: String {
    switch reason {
    case .ownKey(let span): rule + (span.map { " (\($0.shortLocation))" } ?? "")
    case .definition(_, let span): "\(rule) (\(span.shortLocation))"
    case .factor(_, let span): rule + (span.map { ", declared at \($0.shortLocation)" } ?? "")
    case .byDefault: rule
    }
  }

  /// The same without the place.
  fileprivate var rule: String {
    switch reason {
    case .ownKey: "its own key"
    case .definition(let name, _): "environment definition '\(name)'"
    case .factor(let word, _): "factor '\(word)'"
    case .byDefault: "no rule says otherwise"
    }
  }
}

/// Two kinds for one environment, each with its place.
package struct KindConflict: Error, Sendable, Equatable {
  package var name: EnvironmentName
  package var first: KindDecision
  package var second: KindDecision

  /// What is wrong, where both kinds come from, and what to do.
  package var diagnostic: Diagnostic {
    var diagnostic = Diagnostic.error(
      "environment '\(name)' has two kinds, '\(first.kind)' and '\(second.kind)'", at: first.place ?? second.place,
      help: "set 'kind' in its own section, or make one of the rules narrower")
    diagnostic.notes = [first, second].map { Diagnostic.Note("'\($0.kind)' by \($0.rule)", at: $0.place) }
    return diagnostic
  }
}

extension KindDecision {
  fileprivate var place: SourceSpan? {
    switch reason {
    case .ownKey(let span), .factor(_, let span): span
    case .definition(_, let span): span
    case .byDefault: nil
    }
  }
}

extension Definitions {
  /// The kind of an environment, by the first rule that answers: its own key, a definition that covers it, a factor that
  /// names a declared kind, and else a virtual environment.
  ///
  /// - Parameter own: The value of the environment's own key, and where it is set.
  /// - Complexity: O(*rules* + *factors* × *declared kinds*).
  package func kind(
    of name: EnvironmentName, own: (kind: EnvironmentKind, span: SourceSpan?)?
  ) throws(KindConflict) -> KindDecision {
    if let own { return KindDecision(own.kind, .ownKey(own.span)) }
    let covering = environments(covering: name).map { definition, _ in
      KindDecision(definition.kind, .definition(definition.name, definition.span))
    }
    if let decision = try only(covering, name) { return decision }
    if declaredKinds.isEmpty { return KindDecision(.virtualenv, .byDefault) }
    let named = name.factors.compactMap { factor in
      declaredKinds.first { $0.word == factor.text }.map {
        KindDecision($0.kind, .factor($0.word, declaredAt: $0.span))
      }
    }
    return try only(named, name) ?? KindDecision(.virtualenv, .byDefault)
  }

  private func only(_ decisions: [KindDecision], _ name: EnvironmentName) throws(KindConflict) -> KindDecision? {
    guard let first = decisions.first else { return nil }
    if let other = decisions.first(where: { $0.kind != first.kind }) {
      throw KindConflict(name: name, first: first, second: other)
    }
    return first
  }
}
