import EnvironmentModel
import Planning
import ProjectConfiguration
import Reporting
import SourceText

/// Why an environment has its kind, and gets its packages.
struct ChoiceExplanation {
  let environment: Environment
  let decision: PackageDecision
  let verdicts: [PackageVerdict]

  static func all(of names: [EnvironmentName], in session: ProjectSession) -> [ChoiceExplanation] {
    let matcher = session.matcher
    return session.configuration.environments(names).environments.map { environment in
      ChoiceExplanation(
        environment: environment, decision: matcher.decision(for: environment),
        verdicts: matcher.verdicts(for: environment))
    }
  }

  /// A paragraph for people.
  var text: String {
    var text =
      "kind of \(environment.name)\n  value      \(environment.kind)\n  by         \(environment.kindDecision.words)\n"
    if !isKindDeclared, let factor = undeclaredKind {
      text += "  note       '\(factor)' is an ordinary factor: [tox] env_kinds = \(factor) makes it a kind\n"
    }
    text += "\npackages of \(environment.name)\n"
    switch decision {
    case .none(let reason): text += "  none       \(reason)\n"
    case .chosen(let packages):
      for package in packages { text += "  \(package.definition.name.padded(to: 10)) \(package.account)\n" }
    case .refused(let diagnostic, _): text += "  error      \(diagnostic.message)\n"
    case .unusable(let reason, _): text += "  error      \(reason)\n"
    }
    let others = verdicts.filter { verdict in
      !decision.packages.contains { $0.definition.name == verdict.definition.name }
    }
    for verdict in others {
      let isNeeded = if case .needed = verdict.outcome { true } else { false }
      text +=
        isNeeded
        ? "  \(verdict.definition.name.padded(to: 10)) \(verdict.words)\n"
        : "  not \(verdict.definition.name): \(verdict.words)\n"
    }
    return text + "\n"
  }

  private var isKindDeclared: Bool { environment.kindDecision.reason != .byDefault }

  /// A factor that could be a kind, and is none as nothing declares it.
  private var undeclaredKind: String? {
    environment.name.factors.map(\.text).first { EnvironmentKind(word: $0).map { $0 != .virtualenv } ?? false }
  }

  /// The same for programs.
  var json: JSONNode {
    .object([
      .init(key: "environment", value: .text(environment.name.text)),
      .init(key: "kind", value: .text(environment.kind.description)),
      .init(key: "kind_from", value: .text(environment.kindDecision.words)),
      .init(
        key: "packages",
        value: .list(
          decision.packages.map {
            .object([
              .init(key: "definition", value: .text($0.definition.name)),
              .init(key: "decided_by", value: .text($0.words)),
              .init(key: "defined_in", value: $0.definition.span.map { .text($0.shortLocation) } ?? .null),
            ])
          })),
      .init(
        key: "definitions",
        value: .object(verdicts.map { .init(key: $0.definition.name, value: .text($0.words)) })),
      .init(key: "error", value: error),
    ])
  }

  private var error: JSONNode {
    switch decision {
    case .refused(let diagnostic, _): .text(diagnostic.message)
    case .unusable(let reason, _): .text(reason)
    case .none, .chosen: .null
    }
  }
}
