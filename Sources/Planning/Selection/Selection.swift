package import EnvironmentModel

/// Which environments a command line asks for.
package struct Selection: Sendable {
  /// Names, patterns with braces, shell patterns, `ALL`; empty for the default environments.
  package var items: [String]
  /// Sets of factors; environments with all of any one set are meant, of all that are defined.
  package var factorSets: [Set<String>]
  /// Environments with any of these labels are meant, of all that are defined.
  package var labels: [String]
  /// A regular expression for the start of names that are left out; empty for none.
  package var skipped: String
  /// What else has to hold, of all that are defined where nothing else chooses.
  package var expression: SelectionExpression?

  package init(
    items: [String] = [], factorSets: [Set<String>] = [], labels: [String] = [], skipped: String = "",
    expression: SelectionExpression? = nil
  ) {
    self.items = items
    self.factorSets = factorSets
    self.labels = labels
    self.skipped = skipped
    self.expression = expression
  }

  /// The environments in the order asked for, without repeats; those chosen by factor or label in the project's order.
  ///
  /// Factors and labels together mean environments with either; names beside them narrow that down, and so does the
  /// expression.
  ///
  /// - Parameters:
  ///   - knownFactors: Any name made of these and of interpreters may be asked for.
  ///   - environmentLabels: What carries which label; asked for only when labels count.
  ///   - facts: What an expression needs to know of environments, in their order.
  package func resolve(
    in project: Project, knownFactors: Set<String>,
    environmentLabels: () -> EnvironmentLabels = { EnvironmentLabels() },
    facts: ([EnvironmentName]) -> [EnvironmentFacts] = { $0.map { EnvironmentFacts($0) } }
  ) throws(SelectionError) -> [EnvironmentName] {
    let unnamed = expression == nil ? project.environmentList : project.allEnvironments
    var names = items.isEmpty ? unnamed : try named(project, knownFactors)
    if !factorSets.isEmpty || !labels.isEmpty {
      let chosen = chosen(project, labels.isEmpty ? EnvironmentLabels() : environmentLabels())
      let wanted = Set(names)
      names = items.isEmpty ? chosen : chosen.filter(wanted.contains)
      if names.isEmpty { throw .noneChosen }
    }
    if let expression {
      names = facts(names).filter(expression.holds).map(\.name)
      if names.isEmpty { throw .noneFits }
    }
    guard !skipped.isEmpty else { return names }
    guard let expression = try? Regex(skipped) else { throw .malformedExpression(skipped) }
    return names.filter { (try? expression.prefixMatch(in: $0.text)) == nil }  // a failing match is no match
  }

  private func named(
    _ project: Project, _ knownFactors: Set<String>
  ) throws(SelectionError) -> [EnvironmentName] {
    var seen: Set<EnvironmentName> = []
    var names: [EnvironmentName] = []
    let unknown = try unknownNames(in: project, knownFactors: knownFactors)
    if !unknown.isEmpty { throw .unknownNames(unknown) }
    for item in items.flatMap(Self.split) {
      for name in try Self.names(item, project) where seen.insert(name).inserted { names.append(name) }
    }
    return names
  }

  /// The names that no environment can have, and the shell patterns that match none, in order and without repeats.
  ///
  /// - Throws: The first item whose braces make no sense.
  package func unknownNames(in project: Project, knownFactors: Set<String>) throws(SelectionError) -> [String] {
    let defined = Set(project.allEnvironments)
    var unknown: [String] = []
    for item in items.flatMap(Self.split) where item != "ALL" {
      for text in try Self.expansion(item) {
        let name = EnvironmentName(text)
        let isKnown =
          WildcardPattern.isPattern(text)
          ? !Self.matches(text, project).isEmpty : defined.contains(name) || Self.isPossible(name, knownFactors)
        if !isKnown, !unknown.contains(text) { unknown.append(text) }
      }
    }
    return unknown
  }

  private func chosen(_ project: Project, _ known: EnvironmentLabels) -> [EnvironmentName] {
    let wanted = Set(labels)
    let grouped = Set(labels.flatMap { known.groups[$0] ?? [] })
    return project.allEnvironments.filter { name in
      let factors = Set(name.factors.map(\.text))
      return grouped.contains(name) || !wanted.isDisjoint(with: known.own[name] ?? [])
        || factorSets.contains { $0.isSubset(of: factors) }
    }
  }

  private static func split(_ item: String) -> [String] {
    splitOutsideBraces(item[...]) { $0 == UInt8(ascii: ",") }.map(String.init)
  }

  private static func names(_ item: String, _ project: Project) throws(SelectionError) -> [EnvironmentName] {
    if item == "ALL" { return project.allEnvironments }
    return try expansion(item).flatMap { text in
      WildcardPattern.isPattern(text) ? matches(text, project) : [EnvironmentName(text)]
    }
  }

  private static func expansion(_ item: String) throws(SelectionError) -> [String] {
    do throws(PatternError) {
      return try EnvironmentPattern(item).expansion
    } catch {
      throw .malformedPattern(item, error)
    }
  }

  private static func matches(_ text: String, _ project: Project) -> [EnvironmentName] {
    let pattern = WildcardPattern(text)
    return project.allEnvironments.filter { pattern.matches($0.text) }
  }

  private static func isPossible(_ name: EnvironmentName, _ knownFactors: Set<String>) -> Bool {
    name.isPathComponent
      && name.factors.allSatisfy {
        knownFactors.contains($0.text) || $0.text == "py" || PythonFactorName.maySpeak($0.text)
      }
  }
}

/// Why a selection means nothing.
package enum SelectionError: Error, Hashable, Sendable {
  /// Names that no environment can have, at least one.
  case unknownNames([String])
  /// An item whose braces make no sense.
  case malformedPattern(String, PatternError)
  /// What names are left out by is no regular expression.
  case malformedExpression(String)
  /// No environment has the factors or labels.
  case noneChosen
  /// The expression holds for no environment.
  case noneFits
}

/// Which environments carry which labels.
package struct EnvironmentLabels: Hashable, Sendable {
  /// The labels that environments give themselves.
  package var own: [EnvironmentName: [String]]
  /// The environments that the project puts under a label.
  package var groups: [String: [EnvironmentName]]

  package init(own: [EnvironmentName: [String]] = [:], groups: [String: [EnvironmentName]] = [:]) {
    self.own = own
    self.groups = groups
  }
}
