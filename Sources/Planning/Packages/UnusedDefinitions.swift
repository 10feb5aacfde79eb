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
    let decisions = decisions ?? environments.map(matcher.decision)
    // What only other definitions need is of use as long as those are there.
    let needed = definitions.packages.flatMap(\.dependencies)
    let used = withDependencies(Set(decisions.flatMap(\.candidates)).union(spokenOf).union(needed))
    let unused = definitions.packages.filter { !used.contains($0.name) && $0.fault == nil }
    var verdicts: [String: [(EnvironmentName, PackageVerdict.Outcome)]] = [:]
    if !unused.isEmpty {
      for (environment, decision) in zip(environments, decisions) {
        for verdict in matcher.verdicts(for: environment, decided: decision) {
          verdicts[verdict.definition.name, default: []].append((environment.name, verdict.outcome))
        }
      }
    }
    return unused.map { warning($0, verdicts[$0.name] ?? [], environments) }
      + unusedEnvironmentDefinitions(environments)
  }

  /// What is wrong with the configuration, where errors of definitions that serve none of some environments stop nothing
  /// and become warnings.
  ///
  /// - Parameter leavesPackages: Whether they get none this time.
  /// - Complexity: O(*environments* × *rules*).
  package func lowered(
    _ diagnostics: [Diagnostic], for environments: [Environment], leavesPackages: Bool = false
  ) -> [Diagnostic] {
    let chosen = leavesPackages ? [] : environments.flatMap(matcher.concerned)
    // Of rules that cannot be read nobody knows which environments they would have served.
    let unknown = project.definitions.packages.filter(\.hasUnreadableRules).map(\.name)
    let used = withDependencies(Set(chosen + unknown + environments.flatMap(PackageReference.names)))
    return diagnostics.map { diagnostic in
      guard let name = diagnostic.faultyPackageDefinition, !used.contains(name) else { return diagnostic }
      var lowered = diagnostic
      lowered.severity = .warning
      lowered.notes.append(.init("no environment that is asked for gets it, so that nothing is stopped by this"))
      return lowered
    }
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
    _ definition: PackageDefinition, _ outcomes: [(EnvironmentName, PackageVerdict.Outcome)],
    _ environments: [Environment]
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
    guard definition.hasRules else { return diagnostic }
    for (environment, (_, outcome)) in zip(environments, outcomes) {
      guard let why = Self.refusal(outcome), let rule = Self.rule(of: definition, matching: environment) else {
        continue
      }
      diagnostic.notes = [.init("rule '\(rule.text)' matches '\(environment.name)', \(why)", at: rule.span)]
      if case .notWanted(PackageMatcher.existingIsLeft) = outcome {
        diagnostic.help =
          "name it in 'package' of the environment, which changes the environment that is there, or remove the section"
      }
      return diagnostic
    }
    diagnostic.notes = [.init("none of its rules matches an environment")]
    return diagnostic
  }

  /// Why an environment did not ask the rules.
  private static func refusal(_ outcome: PackageVerdict.Outcome) -> String? {
    switch outcome {
    case .notWanted(let why): "which gets no package: \(why)"
    case .notNamed: "whose 'package' names others"
    default: nil
    }
  }

  private static func rule(of definition: PackageDefinition, matching environment: Environment) -> MatchingRule? {
    let factors = Set(environment.name.factors.map(\.text))
    return definition.rules.first { $0.match(environment.name, factors: factors, kind: environment.kind) != nil }
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
