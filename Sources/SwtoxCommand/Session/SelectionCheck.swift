import EnvironmentModel
import Planning
import ProjectConfiguration
import SourceText

/// Finds the names of a selection that nothing in the project bears.
struct SelectionCheck {
  let configuration: LoadedConfiguration

  /// An error for each, with the closest name there is.
  func mistakes(in selection: Selection) -> [Diagnostic] {
    unknownNames(in: selection) + unknownFactors(in: selection) + unknownLabels(in: selection)
      + (selection.expression.map { $0.mistakes(vocabulary(for: $0)) } ?? [])
  }

  /// An error for a name that no environment can have.
  func unknownName(_ name: String) -> Diagnostic {
    let suggestion = closestMatch(to: name, among: names).map { "did you mean '\($0)'?" }
    return .error("there is no environment '\(name)'", help: suggestion ?? Self.list)
  }

  private static let list = "see all of them with 'swtox-tui list'"

  private var names: [String] { configuration.project.allEnvironments.map(\.text) }

  private func unknownNames(in selection: Selection) -> [Diagnostic] {
    // Braces that make no sense are told when the names are resolved.
    let unknown = try? selection.unknownNames(in: configuration.project, knownFactors: configuration.knownFactors)
    return (unknown ?? []).map(unknownName)
  }

  private func unknownFactors(in selection: Selection) -> [Diagnostic] {
    let vocabulary = SelectionVocabulary(factors: configuration.knownFactors)
    let unknown = Set(selection.factorSets.joined()).filter { !vocabulary.has(factor: $0) }.sorted()
    return unknown.map { factor in
      let suggestion = closestMatch(to: factor, among: vocabulary.factors.sorted()).map { "did you mean '\($0)'?" }
      return .error("no environment has the factor '\(factor)'", help: suggestion ?? Self.list)
    }
  }

  private func unknownLabels(in selection: Selection) -> [Diagnostic] {
    if selection.labels.isEmpty { return [] }
    let labels = labels
    return selection.labels.filter { !labels.contains($0) }.uniqued(by: \.self).map { label in
      let suggestion = closestMatch(to: label, among: labels).map { "did you mean '\($0)'?" }
      let all = labels.isEmpty ? "the project has no labels" : "there are: \(labels.prefix(12).joined(separator: ", "))"
      return .error("there is no label '\(label)'", help: suggestion ?? all)
    }
  }

  /// All labels, in alphabetical order.
  var labels: [String] {
    let own = configuration.labels(of: configuration.project.allEnvironments).joined()
    return Set(own).union(configuration.labelledEnvironments.keys).sorted()
  }

  /// The words that matter to an expression.
  private func vocabulary(for expression: SelectionExpression) -> SelectionVocabulary {
    var vocabulary = SelectionVocabulary(factors: configuration.knownFactors, names: names)
    if expression.needs.contains(.labels) { vocabulary.labels = labels }
    if expression.needs.contains(.kinds) {
      let all = configuration.environments(configuration.project.allEnvironments, only: ["kind", "runner"]).environments
      vocabulary.kinds =
        EnvironmentKind.words + Set(all.map(\.kind.description)).subtracting(EnvironmentKind.words).sorted()
    }
    return vocabulary
  }
}
