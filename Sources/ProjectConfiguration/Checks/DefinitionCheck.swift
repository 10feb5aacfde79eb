import EnvironmentModel
import SourceText

/// Finds what is wrong between definitions: names of none, circles, factors of no environment.
struct DefinitionCheck {
  private let definitions: Definitions
  private let names: EnvironmentNames

  init(_ definitions: Definitions, _ names: EnvironmentNames) {
    self.definitions = definitions
    self.names = names
  }

  var diagnostics: [Diagnostic] {
    let ofPackages = definitions.packages.flatMap { definition in
      unknownDependencies(definition) + unknownPlace(definition)
        + unknownFactors(definition.rules, "package definition '\(definition.name)'")
    }
    let ofEnvironments = definitions.environments.flatMap {
      unknownFactors($0.rules, "environment definition '\($0.name)'")
    }
    return ofPackages + circles + ofEnvironments
  }

  private func unknownDependencies(_ definition: PackageDefinition) -> [Diagnostic] {
    definition.dependencies.filter { definitions.package(named: $0) == nil }.map { name in
      let all = definitions.packages.map(\.name).filter { $0 != definition.name }
      let suggestion = closestMatch(to: name, among: all).map { "did you mean '\($0)'?" }
      return .error(
        "package definition '\(definition.name)' depends on '\(name)', which is not defined",
        at: definition.dependencySpan ?? definition.span,
        help: suggestion
          ?? (all.isEmpty
            ? "there is no other one: define it in '[packagedef:\(name)]'"
            : "there are: \(all.joined(separator: ", "))"))
    }
  }

  /// An environment to build in that there is not.
  private func unknownPlace(_ definition: PackageDefinition) -> [Diagnostic] {
    guard let place = definition.buildEnvironment, !names.isKnown(place) else { return [] }
    let all = (names.list + names.additional).map(\.text)
    let suggestion = closestMatch(to: place, among: all).map { "did you mean '\($0)'?" }
    return [
      .error(
        "package definition '\(definition.name)' is built in '\(place)', which is no environment",
        at: definition.buildEnvironmentSpan ?? definition.span,
        help: suggestion ?? "write [testenv:\(place)], or leave 'build_env' out")
    ]
  }

  private var circles: [Diagnostic] {
    definitions.packages.compactMap { definition in
      guard let circle = Self.circle(from: definition.name, definitions), circle.min() == definition.name else {
        return nil
      }
      var diagnostic = Diagnostic.error(
        "package definitions need each other: \((circle + [circle[0]]).joined(separator: " -> "))",
        at: definition.dependencySpan ?? definition.span,
        help: "one of them has to be built without the others: take it out of a 'depends'")
      diagnostic.notes = circle.dropFirst().compactMap { name in
        definitions.package(named: name).map { .init("'\(name)' is defined here", at: $0.span) }
      }
      return diagnostic
    }
  }

  /// The shortest way from a definition back to itself.
  private static func circle(from start: String, _ definitions: Definitions) -> [String]? {
    var paths = [[start]]
    var seen: Set<String> = []
    while !paths.isEmpty {
      let path = paths.removeFirst()
      for next in definitions.package(named: path[path.count - 1])?.dependencies ?? [] {
        if next == start { return path }
        if seen.insert(next).inserted { paths.append(path + [next]) }
      }
    }
    return nil
  }

  /// Factors of rules that no environment has: the rule never matches.
  private func unknownFactors(_ rules: [MatchingRule], _ owner: String) -> [Diagnostic] {
    var seen: Set<String> = []
    let known = names.factors.sorted()
    return rules.compactMap { rule in
      let unknown = rule.namedFactors.filter { !names.factors.contains($0) && seen.insert($0).inserted }
      guard let first = unknown.first else { return nil }
      let shown = unknown.map { "'\($0)'" }.joined(separator: ", ")
      let suggestion = closestMatch(to: first, among: known).map { "did you mean '\($0)'?" }
      return .warning(
        "\(owner): no environment has \(unknown.count == 1 ? "factor" : "factors") \(shown) of rule '\(rule.text)'",
        at: rule.span, help: suggestion ?? "the rule never matches")
    }
  }

  /// Notes at definitions why they cannot be built; the sentences are those of ``diagnostics``.
  static func markFaults(_ definitions: inout Definitions, _ names: EnvironmentNames) {
    let snapshot = definitions
    for place in definitions.packages.indices where definitions.packages[place].fault == nil {
      let definition = definitions.packages[place]
      if let name = definition.dependencies.first(where: { snapshot.package(named: $0) == nil }) {
        definitions.packages[place].fault = "it depends on '\(name)', which is not defined"
      } else if let environment = definition.buildEnvironment, !names.isKnown(environment) {
        definitions.packages[place].fault = "it is built in '\(environment)', which is no environment"
      } else if let circle = circle(from: definition.name, snapshot) {
        definitions.packages[place].fault = "it needs itself: \((circle + [circle[0]]).joined(separator: " -> "))"
      }
    }
  }
}
