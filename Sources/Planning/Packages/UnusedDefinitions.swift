package import EnvironmentModel
package import SourceText

/// Finds definitions that serve no environment: most often rules with a slip, or made useless by narrower ones.
package struct UnusedDefinitions {
  private let project: Project
  private let matcher: PackageMatcher

  package init(project: Project, matcher: PackageMatcher) {
    self.project = project
    self.matcher = matcher
  }

  /// A warning for each, with what takes the environments from it.
  ///
  /// - Parameters:
  ///   - environments: All of the project.
  ///   - decisions: What was chosen for them, in their order; `nil` to choose here.
  /// - Complexity: O(*environments*), and O(*environments* × *definitions*) where one is unused.
  package func warnings(_ environments: [Environment], decided decisions: [PackageDecision]? = nil) -> [Diagnostic] {
    let definitions = project.definitions
    if definitions.packages.isEmpty && definitions.environments.isEmpty { return [] }
    var used: Set<String> = []
    let decisions = decisions ?? environments.map(matcher.decision)
    for decision in decisions {
      for package in decision.packages { used.insert(package.definition.name) }
      // What an error speaks of is not told a second time.
      if case .refused(_, let candidates) = decision { used.formUnion(candidates) }
    }
    // What only other definitions need is of use as long as those are there.
    used.formUnion(definitions.packages.flatMap(\.dependencies))
    used = withDependencies(used.union(spokenOf))
    let unused = definitions.packages.filter { !used.contains($0.name) && $0.fault == nil }
    var verdicts: [String: [(EnvironmentName, PackageVerdict.Outcome)]] = [:]
    if !unused.isEmpty {
      for (environment, decision) in zip(environments, decisions) {
        for verdict in matcher.verdicts(for: environment, decided: decision) {
          verdicts[verdict.definition.name, default: []].append((environment.name, verdict.outcome))
        }
      }
    }
    return unused.map { warning($0, verdicts[$0.name] ?? []) } + unusedEnvironmentDefinitions(environments)
  }

  /// The definitions that environments' commands speak of; names put together from other expressions may mean any.
  private var spokenOf: [String] {
    let names = project.definitions.spokenOf
    let all = project.definitions.packages.map(\.name)
    return names.contains { $0.contains("{") } ? all : all.filter(names.contains)
  }

  private func withDependencies(_ names: Set<String>) -> Set<String> {
    var found = names
    var waiting = Array(names)
    while let name = waiting.popLast() {
      for other in project.definitions.package(named: name)?.dependencies ?? [] where found.insert(other).inserted {
        waiting.append(other)
      }
    }
    return found
  }

  private func warning(
    _ definition: PackageDefinition, _ outcomes: [(EnvironmentName, PackageVerdict.Outcome)]
  ) -> Diagnostic {
    var diagnostic = Diagnostic.warning(
      "package definition '\(definition.name)' serves no environment", at: definition.span,
      help: "change its 'match', name it in 'package' of an environment, or remove the section")
    for (name, outcome) in outcomes {
      switch outcome {
      case .lessSpecific(let rule, let other):
        diagnostic.notes.append(
          .init("for '\(name)' a rule of '\(other)' is narrower than '\(rule.text)'", at: rule.span))
      case .notConsulted:
        diagnostic.notes.append(.init("it has no 'match', and rules of others answer first, as for '\(name)'"))
      case .notAccepted: diagnostic.notes.append(.init("'\(name)' cannot install its artefact"))
      case .unfit(let why): diagnostic.notes.append(.init("'\(name)': \(why)"))
      default: continue
      }
      return diagnostic
    }
    if definition.hasRules { diagnostic.notes = [.init("none of its rules matches an environment")] }
    return diagnostic
  }

  private func unusedEnvironmentDefinitions(_ environments: [Environment]) -> [Diagnostic] {
    project.definitions.environments.filter { definition in
      !environments.contains { definition.match($0.name, factors: Set($0.name.factors.map(\.text))) != nil }
    }.map { definition in
      .warning(
        "environment definition '\(definition.name)' covers no environment", at: definition.span,
        help: "change its 'match', or remove the section")
    }
  }
}
