import EnvironmentModel
import Planning
import Reporting
import RunModel
import SourceText

extension PlanReport {
  /// The whole plan for programs; `version` grows when members change their meaning.
  var json: JSONNode {
    let rows = environments.indices.map { place in
      let (environment, decision) = (environments[place], plan.decisions[place])
      return JSONNode.object([
        .init(key: "name", value: .text(environment.name.text)),
        .init(key: "kind", value: .text(environment.kind.description)),
        .init(key: "kind_from", value: .text(environment.kindDecision.words)),
        .init(key: "packages", value: Self.packages(decision)),
        .init(key: "decided_by", value: Self.decider(decision)),
        .init(
          key: "definitions",
          value: .object(
            matcher.verdicts(for: environment, decided: choices[place]).map {
              .init(key: $0.definition.name, value: .text($0.words))
            })),
        .init(key: "steps", value: .list(steps(of: environment.name).map(Self.step))),
      ])
    }
    return .object([
      .init(key: "version", value: .number("1")), .init(key: "packages", value: .list(builds.map(Self.step))),
      .init(key: "environments", value: .list(rows)),
      .init(key: "errors", value: .list(plan.diagnostics.map(Self.diagnostic))),
    ])
  }

  private static func packages(_ decision: PackageDecision) -> JSONNode {
    .list(
      decision.packages.map { package in
        .object([
          .init(key: "definition", value: .text(package.definition.name)),
          .init(key: "builder", value: .text(package.definition.builder.rawValue)),
          .init(key: "decided_by", value: .text(package.words)),
        ])
      })
  }

  private static func decider(_ decision: PackageDecision) -> JSONNode {
    switch decision {
    case .none(let reason): .text("no package: \(reason)")
    case .chosen(let packages): .text(packages.map(\.words).joined(separator: ", "))
    case .refused(let diagnostic, _): .object([.init(key: "error", value: .text(diagnostic.message))])
    case .unusable(let reason, _): .object([.init(key: "error", value: .text(reason))])
    }
  }

  private static func step(_ step: Step) -> JSONNode {
    .object([
      .init(key: "id", value: .text(step.id.description)),
      .init(key: "does", value: .text(PlanText.word(step.disposition))),
      .init(key: "reason", value: .text(step.reason)),
      .init(key: "needs", value: .list(step.needs.map { .text($0.description) })),
      .init(key: "follows", value: .list(step.follows.map { .text($0.description) })),
    ])
  }

  private static func diagnostic(_ diagnostic: Diagnostic) -> JSONNode {
    .object([
      .init(key: "message", value: .text(diagnostic.message)),
      .init(key: "place", value: diagnostic.span.map { .text($0.location) } ?? .null),
      .init(
        key: "notes",
        value: .list(diagnostic.notes.map { .text(($0.span.map { "\($0.location): " } ?? "") + $0.message) })),
      .init(key: "help", value: diagnostic.help.map { .text($0) } ?? .null),
    ])
  }
}
