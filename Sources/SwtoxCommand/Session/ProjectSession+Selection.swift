import EnvironmentModel
import Host
import Journal
import Planning
import ProjectConfiguration
import RunModel
import SourceText

extension ProjectSession {
  /// The environments a command line asks for.
  func names(_ options: SelectionOptions) throws(DiagnosticError) -> [EnvironmentName] {
    // A variable that is exported empty says nothing; `-e "$EMPTY"` in a script must not run everything.
    let variable = options.choosesByProperty ? nil : host.variables["TOXENV"] ?? host.variables["TOX_ENV"]
    let asked = options.environments.isEmpty ? variable.map { [$0] } ?? [] : options.environments
    let isNamed = asked.contains { $0.contains { $0 != "," && !$0.isWhitespace } }
    guard options.environments.isEmpty || isNamed else {
      throw DiagnosticError(
        .error("no environment is named", help: "name some with -e, or leave it out for the env_list"))
    }
    var selection = Selection(
      items: isNamed ? asked : [], factorSets: options.factorSets, labels: options.labelNames,
      skipped: options.skipped ?? host.variables["TOX_SKIP_ENV"] ?? "")
    var mistakes: [Diagnostic] = []
    if let text = options.expressionText {
      do throws(DiagnosticError) {
        selection.expression = try SelectionExpression(text)
      } catch {
        mistakes = error.diagnostics
      }
    }
    mistakes = SelectionCheck(configuration: configuration).mistakes(in: selection) + mistakes
    if !mistakes.isEmpty { throw DiagnosticError(mistakes) }
    return try resolve(selection)
  }

  /// The one environment that a command is about: what is named, else what `TOXENV` or `TOX_ENV` names, else the first of the list.
  ///
  /// - Parameter isOnlyOne: Whether a list of several leaves open which one is meant.
  func name(_ item: String?, isOnlyOne: Bool = false) throws(DiagnosticError) -> EnvironmentName {
    let variable = (host.variables["TOXENV"] ?? host.variables["TOX_ENV"]).flatMap { $0.isEmpty ? nil : $0 }
    guard let item = item ?? variable else {
      let list = project.environmentList
      guard let first = list.first, list.count == 1 || !isOnlyOne else {
        let shown = list.prefix(8).map(\.text).joined(separator: ", ")
        throw DiagnosticError(
          .error("there is more than one environment", help: "name one with -e: \(shown)\(list.count > 8 ? ", …" : "")")
        )
      }
      return first
    }
    let names = try names(of: item)
    guard let name = names.first, names.count == 1 else {
      let shown = names.prefix(8).map(\.text).joined(separator: ", ")
      throw DiagnosticError(
        .error("'\(item)' means \(names.count) environments", help: "name one of them: \(shown)"))
    }
    return name
  }

  /// Takes the environments that only build packages out of the names of a command line.
  ///
  /// - Returns: Them, and the other names as they are written.
  func packageEnvironments(in items: [String]) -> (packagers: [EnvironmentName], others: [String]) {
    let known = Set(project.allEnvironments)
    let items = items.flatMap { splitOutsideBraces($0[...]) { $0 == UInt8(ascii: ",") }.map(String.init) }
    let packagers = items.map { EnvironmentName(String(trimmed($0[...]))) }.filter { name in
      name.isPathComponent && !name.text.contains { "*?[{".contains($0) } && !known.contains(name)
        && configuration.isPackageEnvironment(name)
    }
    return (packagers, items.filter { item in !packagers.contains { $0.text == trimmed(item[...]) } })
  }

  /// The environments that a name or pattern means.
  func names(of item: String) throws(DiagnosticError) -> [EnvironmentName] { try resolve(Selection(items: [item])) }

  /// Throws what is to be said of names that the configuration does not have.
  func check(_ names: [EnvironmentName]) throws(DiagnosticError) {
    _ = try resolve(Selection(items: names.map(\.text)))
  }

  private func resolve(_ selection: Selection) throws(DiagnosticError) -> [EnvironmentName] {
    do throws(SelectionError) {
      return try selection.resolve(in: project, knownFactors: configuration.knownFactors) {
        EnvironmentLabels(
          own: Dictionary(
            zip(project.allEnvironments, configuration.labels(of: project.allEnvironments)),
            uniquingKeysWith: { first, _ in first }),
          groups: configuration.labelledEnvironments)
      } facts: {
        facts(of: $0, selection.expression?.needs ?? [])
      }
    } catch {
      if error == .noneFits { throw DiagnosticError(diagnostics(error), isNothingChosen: true) }
      throw DiagnosticError(diagnostics(error))
    }
  }

  /// What an expression needs to know of environments, in their order.
  private func facts(
    of names: [EnvironmentName], _ needs: Set<SelectionExpression.Need>
  ) -> [EnvironmentFacts] {
    let defaults = Set(project.environmentList)
    var facts = names.map { EnvironmentFacts($0, isDefault: defaults.contains($0)) }
    if needs.contains(.labels) {
      let groups = configuration.labelledEnvironments.mapValues(Set.init)
      for (place, own) in configuration.labels(of: names).enumerated() {
        let name = facts[place].name
        facts[place].labels = own + groups.filter { $0.value.contains(name) }.keys
      }
    }
    if needs.contains(.kinds) {
      // What cannot be decided is no kind, and is told when the environment is asked for.
      for (place, environment) in configuration.environments(names, only: ["kind", "runner"]).environments.enumerated()
      where environment.fault == nil {
        facts[place].kind = environment.kind.description
      }
    }
    if needs.contains(.outcomes) {
      let history = RunHistory(workDirectory: project.workDirectory, files: host.files)
      // Without readable runs nothing has run.
      let outcomes = (try? history.latestStates(covering: names))?.latestSummaries ?? [:]
      for place in facts.indices { facts[place].status = outcomes[facts[place].name]?.summary.status ?? .unknown }
    }
    return facts
  }

  private func diagnostics(_ error: SelectionError) -> [Diagnostic] {
    switch error {
    case .unknownNames(let names):
      return names.map(SelectionCheck(configuration: configuration).unknownName)
    case .malformedPattern(let item, let problem):
      return [.error("'\(item)': \(problem.message)", help: problem.help)]
    case .malformedExpression(let text):
      return [
        .error("'\(text)' is no regular expression", help: "environments are left out by the start of their names")
      ]
    case .noneChosen:
      return [.error("no environment has these factors or labels", help: "see all of them with 'swtox-tui list'")]
    case .noneFits:
      return [.error("no environment is chosen: the expression holds for none of them")]
    }
  }
}
