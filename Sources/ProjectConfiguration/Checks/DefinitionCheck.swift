import EnvironmentModel
import SourceText

/// Finds what is wrong between definitions: names of none, circles, factors of no environment.
struct DefinitionCheck {
  /// Mistakes of a sort beyond these are counted and no longer told one by one.
  private static let diagnosticLimit = 50

  private let definitions: Definitions
  private let names: EnvironmentNames
  private let circles: DependencyCircles

  init(_ definitions: Definitions, _ names: EnvironmentNames) {
    self.definitions = definitions
    self.names = names
    circles = DependencyCircles(definitions.packages.map { ($0.name, $0.dependencies) })
  }

  /// - Complexity: O(*definitions* + *dependencies*), and O(*names*) for each of the first mistakes.
  var diagnostics: [Diagnostic] {
    told(unknownDependencies, "more dependencies are not defined") {
      unknownDependency($0.definition, $0.name).about(.packageDefinition($0.definition.name))
    }
      + told(unknownPlaces, "more definitions are built in no environment") {
        unknownPlace($0.definition, $0.name).about(.packageDefinition($0.definition.name))
      }
      + told(circles.representatives, "more package definitions need each other") {
        circle($0).about(.packageDefinition($0[0]))
      }
      + unknownFactors
  }

  /// The first of some mistakes as diagnostics, and how many more there are.
  private func told<Mistake>(
    _ mistakes: [Mistake], _ rest: String, severity: Diagnostic.Severity = .error, _ tell: (Mistake) -> Diagnostic
  ) -> [Diagnostic] {
    let untoldCount = mistakes.count - Self.diagnosticLimit
    let told = mistakes.prefix(Self.diagnosticLimit).map(tell)
    // Those that are not told stop what they concern all the same.
    return untoldCount > 0 ? told + [.warning("\(untoldCount) \(rest)")] : told
  }

  // MARK: Packages

  private typealias Name = (definition: PackageDefinition, name: String)

  /// What definitions depend on and is not defined.
  private var unknownDependencies: [Name] {
    definitions.packages.flatMap { definition in
      definition.dependencies.lazy.filter { definitions.package(named: $0) == nil }.map { (definition, $0) }
    }
  }

  private func unknownDependency(_ definition: PackageDefinition, _ name: String) -> Diagnostic {
    let all = definitions.packages.map(\.name).filter { $0 != definition.name }
    let suggestion = closestMatch(to: name, among: all).map { "did you mean '\($0)'?" }
    return .error(
      "package definition '\(definition.name)' depends on '\(name)', which is not defined",
      at: definition.dependencySpan ?? definition.span,
      help: suggestion
        ?? (all.isEmpty
          ? "there is no other one: define it in '[packagedef:\(name)]'" : "there are: \(Self.shown(all, ", "))"))
  }

  /// Environments to build in that there are not.
  private var unknownPlaces: [Name] {
    definitions.packages.compactMap { definition in
      definition.buildEnvironment.flatMap { names.isKnown($0) ? nil : (definition, $0) }
    }
  }

  private func unknownPlace(_ definition: PackageDefinition, _ place: String) -> Diagnostic {
    let all = (names.list + names.additional).map(\.text)
    let suggestion = closestMatch(to: place, among: all).map { "did you mean '\($0)'?" }
    return .error(
      "package definition '\(definition.name)' is built in '\(place)', which is no environment",
      at: definition.buildEnvironmentSpan ?? definition.span,
      help: suggestion ?? "write [testenv:\(place)], or leave 'build_env' out")
  }

  private func circle(_ members: [String]) -> Diagnostic {
    let definition = definitions.package(named: members[0])
    var diagnostic = Diagnostic.error(
      "package definitions need each other: \(Self.circleText(members))",
      at: definition?.dependencySpan ?? definition?.span,
      help: "one of them has to be built without the others: take it out of a 'depends'")
    diagnostic.notes = members.dropFirst().prefix(Self.shownCount).compactMap { name in
      definitions.package(named: name).map { .init("'\(name)' is defined here", at: $0.span) }
    }
    return diagnostic
  }

  private static let shownCount = 12

  private static func shown(_ names: [String], _ separator: String) -> String {
    let rest = names.count - shownCount
    return names.prefix(shownCount).joined(separator: separator) + (rest > 0 ? "\(separator)\(rest) more" : "")
  }

  private static func circleText(_ members: [String]) -> String { "\(shown(members, " -> ")) -> \(members[0])" }

  // MARK: Factors

  /// Factors of rules that no environment has: the rule never matches.
  private var unknownFactors: [Diagnostic] {
    let rules =
      definitions.packages.flatMap { unknownFactors($0.rules, "package definition '\($0.name)'") }
      + definitions.environments.flatMap { unknownFactors($0.rules, "environment definition '\($0.name)'") }
    if rules.isEmpty { return [] }
    let known = names.factors.sorted()
    return told(rules, "more rules ask for factors that no environment has", severity: .warning) {
      rule, owner, unknown in
      let shown = unknown.map { "'\($0)'" }.joined(separator: ", ")
      let suggestion = closestMatch(to: unknown[0], among: known).map { "did you mean '\($0)'?" }
      return .warning(
        "\(owner): no environment has \(unknown.count == 1 ? "factor" : "factors") \(shown) of rule '\(rule.text)'",
        at: rule.span, help: suggestion ?? "the rule never matches")
    }
  }

  private func unknownFactors(
    _ rules: [MatchingRule], _ owner: String
  ) -> [(rule: MatchingRule, owner: String, unknown: [String])] {
    var seen: Set<String> = []
    return rules.compactMap { rule in
      let unknown = rule.namedFactors.filter { !names.factors.contains($0) && seen.insert($0).inserted }
      return unknown.isEmpty ? nil : (rule, owner, unknown)
    }
  }

  // MARK: Faults

  /// Notes at definitions why they cannot be built; the sentences are those of ``diagnostics``.
  func markFaults(in definitions: inout Definitions) {
    for (place, definition) in self.definitions.packages.enumerated() {
      if let name = definition.dependencies.first(where: { self.definitions.package(named: $0) == nil }) {
        definitions.note("it depends on '\(name)', which is not defined", ofPackageAt: place)
      } else if let environment = definition.buildEnvironment, !names.isKnown(environment) {
        definitions.note("it is built in '\(environment)', which is no environment", ofPackageAt: place)
      } else if let circle = circles.circle(through: definition.name) {
        definitions.note("it needs itself: \(Self.circleText(circle))", ofPackageAt: place)
      }
    }
  }
}
