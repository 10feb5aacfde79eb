package import SourceText

/// Which environments a definition is for: a pattern over factors, such as `py311-conda`, `!win32`, `py3*`,
/// `kind:conda` or `name:lint`.
///
/// The terms of a rule must all hold, wherever their factors stand in a name: `py34-virtualenv` covers
/// `py34-linux-virtualenv`.
package struct MatchingRule: Sendable, Equatable {
  /// One thing that a rule asks for.
  struct Term: Hashable, Sendable {
    enum Subject: Hashable, Sendable { case factor, kind, name }

    var subject: Subject
    var pattern: WildcardPattern
    var text: String
    var isNegated: Bool
    /// Whether characters of it stand for others.
    var isPattern: Bool
  }

  /// The rule as one alternative, braces multiplied out.
  package let text: String
  /// Where it stands; `nil` for rules that nobody wrote.
  package let span: SourceSpan?
  let terms: [Term]
  /// How narrow it is for environments of which it is not the whole name.
  private let specificity: MatchSpecificity
  /// Whether a term is a whole name.
  private let hasName: Bool
  /// The plain factors joined, for telling a whole name.
  private let plainName: String?

  /// Reads one alternative, without braces and commas.
  package init(_ text: String, at span: SourceSpan? = nil) throws(MatchingRuleError) {
    self.text = text
    self.span = span
    let isWhole = text.hasPrefix("name:") || text.hasPrefix("!name:")
    let parts = isWhole ? [text[...]] : text.split(separator: "-", omittingEmptySubsequences: false)
    var terms: [Term] = []
    for part in parts { terms.append(try Self.term(part, text)) }
    self.terms = terms
    let isPlain = terms.allSatisfy { $0.subject == .factor && !$0.isNegated && !$0.isPattern }
    plainName = isPlain ? text : nil
    let positive = terms.filter { !$0.isNegated }
    hasName = positive.contains { $0.subject == .name && !$0.isPattern }
    specificity = MatchSpecificity(
      factorCount: positive.count { $0.subject == .factor && !$0.isPattern },
      patternCount: positive.count { $0.isPattern || $0.subject == .kind })
  }

  private static func term(_ part: Substring, _ whole: String) throws(MatchingRuleError) -> Term {
    let isNegated = part.hasPrefix("!")
    var text = isNegated ? part.dropFirst() : part
    var subject = Term.Subject.factor
    if let colon = text.firstIndex(of: ":") {
      switch text[..<colon] {
      case "kind": subject = .kind
      case "name": subject = .name
      default: throw .unknownSubject(String(text[..<colon]), rule: whole)
      }
      text = text[text.index(after: colon)...]
    }
    if text.isEmpty { throw .emptyTerm(rule: whole) }
    if text.contains(where: { $0.isWhitespace || $0 == "!" }) && !text.contains("[") {
      throw .malformedTerm(String(text), rule: whole)
    }
    let word = String(text)
    return Term(
      subject: subject, pattern: WildcardPattern(word), text: word, isNegated: isNegated,
      isPattern: WildcardPattern.isPattern(word))
  }

  // MARK: Matching

  /// How well an environment fits, `nil` when it does not.
  ///
  /// - Parameters:
  ///   - factors: Those of its name.
  ///   - kind: Its kind; `nil` while that is still to be told, so that no term for kinds holds.
  /// - Complexity: O(*terms*), and for terms with wildcards O(*terms* × *factors*).
  package func match(
    _ name: EnvironmentName, factors: Set<String>, kind: EnvironmentKind?
  ) -> MatchSpecificity? {
    for term in terms where term.holds(name, factors, kind) == term.isNegated { return nil }
    // A whole name leaves nothing more to be said, whether its factors or 'name:' say it.
    return hasName || plainName == name.text ? MatchSpecificity(isWholeName: true) : specificity
  }

  /// The kinds that the rule speaks of, by their words.
  package var kindWords: [String] {
    terms.filter { !$0.isNegated && !$0.isPattern && $0.subject != .name }.map(\.text)
      .filter { EnvironmentKind(word: $0) != nil }
  }

  /// Whether it asks for kinds, which is no use where a kind is to be found.
  package var asksForKind: Bool { terms.contains { $0.subject == .kind } }

  /// Factors that it asks for by name.
  package var namedFactors: [String] {
    terms.filter { $0.subject == .factor && !$0.isNegated && !$0.isPattern }.map(\.text)
  }
}

extension MatchingRule.Term {
  fileprivate func holds(_ name: EnvironmentName, _ factors: Set<String>, _ kind: EnvironmentKind?) -> Bool {
    switch subject {
    case .factor: isPattern ? factors.contains(where: pattern.matches) : factors.contains(text)
    case .name: isPattern ? pattern.matches(name.text) : name.text == text
    case .kind: kind.map { pattern.matches($0.description) || EnvironmentKind(word: text) == $0 } ?? false
    }
  }
}

/// How narrowly a rule speaks of an environment: the greater one wins.
package struct MatchSpecificity: Hashable, Sendable, Comparable {
  /// The rule is the environment's name.
  package var isWholeName: Bool
  /// Factors that have to be there, each named.
  package var factorCount: Int
  /// Factors with wildcards, and kinds.
  package var patternCount: Int

  package init(isWholeName: Bool = false, factorCount: Int = 0, patternCount: Int = 0) {
    self.isWholeName = isWholeName
    self.factorCount = factorCount
    self.patternCount = patternCount
  }

  package static func < (left: Self, right: Self) -> Bool {
    if left.isWholeName != right.isWholeName { return right.isWholeName }
    return (left.factorCount, left.patternCount) < (right.factorCount, right.patternCount)
  }
}

/// Why a text is no rule.
package enum MatchingRuleError: Error, Hashable, Sendable {
  /// `colour:red`.
  case unknownSubject(String, rule: String)
  /// `py311-`, `!`, `kind:`.
  case emptyTerm(rule: String)
  case malformedTerm(String, rule: String)

  /// What is wrong, as a sentence.
  package var message: String {
    switch self {
    case .unknownSubject(let subject, let rule): "'\(rule)' is no rule: there is nothing called '\(subject)' to match"
    case .emptyTerm(let rule): "'\(rule)' is no rule: a factor is missing in it"
    case .malformedTerm(let term, let rule): "'\(rule)' is no rule: '\(term)' cannot be a factor"
    }
  }

  /// What to do about it.
  package var help: String {
    switch self {
    case .unknownSubject: "there are factors, kind:NAME and name:NAME"
    case .emptyTerm, .malformedTerm:
      "join factors with '-', separate rules with ',', and put '!' before what must not be"
    }
  }
}
