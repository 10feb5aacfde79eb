package import EnvironmentModel
package import SourceText

/// What an environment gets of the project.
package enum PackageDecision: Sendable, Equatable {
  /// Nothing, for a reason in words.
  case none(String)
  /// These, in the order in which they were asked for; at least one.
  case chosen([ChosenPackage])
  /// The configuration does not say which; nothing is guessed. With the names of the definitions that it could be.
  case refused(Diagnostic, candidates: [String])
  /// A definition that serves it is faulty, which was told with its place. With the names of all that serve it.
  case unusable(String, candidates: [String])

  /// Whether it stops the environment.
  package var isRefusal: Bool {
    switch self {
    case .refused, .unusable: true
    case .none, .chosen: false
    }
  }

  /// The definitions that serve it or that could be meant, by their names.
  var candidates: [String] {
    switch self {
    case .none: []
    case .chosen(let packages): packages.map(\.definition.name)
    case .refused(_, let candidates), .unusable(_, let candidates): candidates
    }
  }

  /// The chosen ones; none where there are none.
  package var packages: [ChosenPackage] { if case .chosen(let packages) = self { packages } else { [] } }
}

/// A definition that serves an environment, and what decided.
package struct ChosenPackage: Sendable, Equatable {
  /// The style of choosing that answered.
  package enum Reason: Sendable, Equatable {
    /// The environment names it; the place of its key.
    case configured(SourceSpan?)
    /// Its rule is the most specific one.
    case matched(MatchingRule)
    /// It has no rules, and its artefact fits, for this reason.
    case metadata(String)
    /// Nothing is defined, so that tox's own rules count.
    case byDefault
  }

  package var definition: PackageDefinition
  package var reason: Reason

  package init(_ definition: PackageDefinition, _ reason: Reason) {
    self.definition = definition
    self.reason = reason
  }

  /// What decided, in words and with its place: `rule 'conda' (tox.ini:7)`.
  package var words: String {
    switch reason {
    case .configured(let span): decider + (span.map { " (\($0.shortLocation))" } ?? "")
    case .matched(let rule): decider + (rule.span.map { " (\($0.shortLocation))" } ?? "")
    case .metadata, .byDefault: decider
    }
  }

  /// The same without the place.
  var decider: String {
    switch reason {
    case .configured: "named by 'package'"
    case .matched(let rule): "rule '\(rule.text)'"
    case .metadata(let why): "by metadata: \(why)"
    case .byDefault: "tox's default"
    }
  }
}

/// What became of a definition when the packages of an environment were chosen.
package struct PackageVerdict: Sendable, Equatable {
  /// Chosen, or what stood in the way.
  package enum Outcome: Sendable, Equatable {
    case chosen(ChosenPackage)
    /// It comes with a package that was chosen, which depends on it.
    case needed(by: String)
    /// A rule of it matches, and one of another definition speaks more narrowly of the environment.
    case lessSpecific(MatchingRule, than: String)
    /// As narrow as another one, so that neither is taken.
    case ambiguous(MatchingRule?)
    /// None of its rules matches.
    case unmatched
    /// The environment names others.
    case notNamed
    /// The environment names it together with others, one of which it cannot have.
    case withOthers
    /// It has no rules, and the rules of others answered.
    case notConsulted
    /// The kind of environment cannot install its artefact.
    case notAccepted
    /// Its artefact's metadata says no.
    case unfit(String)
    /// It would serve it, and is faulty.
    case faulty(String)
    /// The environment gets no package.
    case notWanted(String)
  }

  package var definition: PackageDefinition
  package var outcome: Outcome

  package init(_ definition: PackageDefinition, _ outcome: Outcome) {
    self.definition = definition
    self.outcome = outcome
  }

  /// The outcome in words.
  package var words: String {
    switch outcome {
    case .chosen(let package): package.words
    case .needed(let other): "comes with '\(other)', which depends on it"
    case .lessSpecific(let rule, let other): "rule '\(rule.text)' is less specific than one of '\(other)'"
    case .ambiguous(let rule):
      rule.map { "rule '\($0.text)' is as specific as another" } ?? "others without rules fit too"
    case .unmatched: "no rule matches"
    case .notNamed: "'package' names others"
    case .withOthers: "'package' names it with others that cannot be had"
    case .notConsulted: "has no rules, and another's rule matches"
    case .notAccepted: "its artefact cannot be installed there"
    case .unfit(let why): why
    case .faulty(let why): "cannot be used: \(why)"
    case .notWanted(let why): why
    }
  }
}
