import EnvironmentModel
import Planning
import RunModel
import SourceText

/// A plan with what decided it, for the forms in which it is shown.
struct PlanReport {
  let environments: [Environment]
  let plan: Plan
  let matcher: PackageMatcher
  /// What was chosen of the project's packages for each environment, whether it runs or not.
  let choices: [PackageDecision]
  /// The package definitions of the project, in the order of the file.
  let definitions: [PackageDefinition]
  private let stepsByOwner: [StepOwner: [Step]]

  /// - Parameter choices: `nil` to choose here.
  init(
    environments: [Environment], plan: Plan, matcher: PackageMatcher, choices: [PackageDecision]? = nil,
    project: Project
  ) {
    self.environments = environments
    self.plan = plan
    self.matcher = matcher
    self.choices = choices ?? environments.map { matcher.decision(for: $0) }
    definitions = project.definitions.packages
    stepsByOwner = Dictionary(grouping: plan.steps, by: \.id.owner)
  }

  /// The steps of builds, and those of each environment, in order.
  var builds: [Step] { plan.steps.filter { $0.id.kind == .buildPackage } }
  func steps(of name: EnvironmentName) -> [Step] { stepsByOwner[.environment(name)] ?? [] }

  // MARK: Table

  /// One line for each build and environment, and which definition serves which environment.
  var table: String {
    let packages = builds.map { [$0.id.owner.label, "", "", Self.summary([$0])] }
    let rows = zip(environments, plan.decisions).map { environment, decision in
      [
        environment.name.text, environment.kind.description, Self.words(decision),
        Self.summary(steps(of: environment.name)),
      ]
    }
    return Self.aligned([["", "kind", "package", "plan"]] + packages + rows) + definitionTable
  }

  private static func words(_ decision: PackageDecision) -> String {
    switch decision {
    case .none: "-"
    case .chosen(let packages): packages.map(\.definition.name).joined(separator: ", ")
    case .refused, .unusable: "error"
    }
  }

  /// What is done, with reasons; what is reused only when there is nothing else.
  private static func summary(_ steps: [Step]) -> String {
    let done = steps.filter { $0.disposition != .reuse }.map { step -> String in
      switch step.disposition {
      case .perform where step.id.kind == .createEnvironment && !step.reason.hasPrefix("recreate"):
        "create: \(step.reason)"
      case .perform where step.id.kind == .runCommands: "run \(step.reason)"
      case .perform, .reuse: step.reason
      case .skip: "skip: \(step.reason)"
      case .unavailable: "unavailable: \(step.reason)"
      case .invalid: "error: \(step.reason)"
      }
    }
    let isReused = steps.contains { $0.disposition == .reuse }
    return (isReused ? [done.isEmpty ? steps.last?.reason ?? "reuse" : "reuse"] : []).joined()
      + (isReused && !done.isEmpty ? ", " : "") + done.joined(separator: ", ")
  }

  /// Columns side by side, two blanks between them.
  private static func aligned(_ rows: [[String]]) -> String {
    var widths: [Int] = []
    for row in rows {
      for (column, cell) in row.enumerated() {
        if column == widths.count { widths.append(0) }
        widths[column] = max(widths[column], cell.count)
      }
    }
    return rows.map { row in
      // What stands behind the last cell with text would only be blanks.
      let last = row.lastIndex { !$0.isEmpty } ?? 0
      let cells = row.prefix(last + 1).enumerated().map {
        $0.offset < last ? $0.element.padded(to: widths[$0.offset]) : $0.element
      }
      return cells.joined(separator: "  ") + "\n"
    }.joined()
  }

  // MARK: Definitions

  /// Each definition's verdict for each environment, and what decided; nothing without definitions.
  private var definitionTable: String {
    if definitions.isEmpty { return "" }
    var seen: Set<String> = []
    let rows = environments.indices.map { place -> [String] in
      let environment = environments[place]
      let marks = matcher.outcomes(for: environment, decided: choices[place]).map { outcome in
        seen.insert(outcome.mark.meaning)
        return outcome.mark.sign
      }
      return [environment.name.text] + marks + [Self.decider(plan.decisions[place])]
    }
    let legend = PackageVerdict.Outcome.marks.filter { seen.contains($0.meaning) }.map { "\($0.sign) \($0.meaning)" }
    return "\n" + Self.aligned([["definitions"] + definitions.map(\.name) + ["decided by"]] + rows)
      + legend.joined(separator: "   ") + "\n"
  }

  private static func decider(_ decision: PackageDecision) -> String {
    switch decision {
    case .none(let reason): "no package: \(reason)"
    case .chosen(let packages): packages.map(\.words).uniqued(by: { $0 }).joined(separator: ", ")
    case .refused(let diagnostic, _): "error: \(diagnostic.message)"
    case .unusable(let reason, _): "error: \(reason)"
    }
  }
}

extension PackageVerdict.Outcome {
  /// Signs for outcomes, in the order in which a legend names them.
  static let marks: [(sign: String, meaning: String)] = [
    ("*", "serves it"), ("&", "comes with what depends on it"), ("<", "another rule is narrower"),
    (".", "no rule matches"), ("-", "not asked"),
    ("x", "cannot be installed there"), ("!", "as specific as another"), ("#", "faulty"),
    ("+", "named with others that cannot be had"),
  ]

  /// The sign of an outcome in a table.
  var mark: (sign: String, meaning: String) {
    switch self {
    case .chosen: Self.marks[0]
    case .needed: Self.marks[1]
    case .lessSpecific: Self.marks[2]
    case .unmatched: Self.marks[3]
    case .notNamed, .notConsulted, .notWanted: Self.marks[4]
    case .notAccepted, .unfit: Self.marks[5]
    case .ambiguous: Self.marks[6]
    case .faulty: Self.marks[7]
    case .withOthers: Self.marks[8]
    }
  }
}
