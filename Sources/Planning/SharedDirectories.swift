import EnvironmentModel
import RunModel
import SourceText

/// An environment on its way into a plan.
struct EnvironmentDraft {
  var environment: Environment
  /// What it installs of the project, in order.
  var packages: [PackageInstallation] = []
  /// What its commands speak of.
  var referenced = PackageSupplies()
  var steps: [StepDraft] = []
  /// What is wrong with what its commands speak of.
  var problems: [Diagnostic] = []

  /// The builds that a step of it waits for.
  func needs(of kind: StepKind) -> [StepID] {
    let names: [String]
    switch kind {
    case .installPackage: names = packages.flatMap(\.builds)
    case .runCommands: names = referenced.builds.sorted()
    default: names = []
    }
    return names.map { StepID(.package($0), .buildPackage) }
  }
}

/// Environments of a run with the same `env_dir`: they take turns, and the later ones use what the first has made if it
/// is what they would make.
struct SharedDirectories {
  /// Names that share a directory, in the order of their turns.
  private var turns: [[EnvironmentName]] = []
  private var predecessors: [EnvironmentName: EnvironmentName] = [:]
  /// Those that use what another one has made and change nothing of it, with that one: they need not take turns.
  private var likes: [EnvironmentName: EnvironmentName] = [:]

  init(_ drafts: [EnvironmentDraft], _ order: DependsOrder) {
    let users = drafts.filter { $0.steps.first?.disposition.isLive ?? false }
    let names = Dictionary(grouping: users, by: \.environment.directory)
      .mapValues { $0.map(\.environment.name) }.filter { $0.value.count > 1 }
    if names.isEmpty { return }
    // One order for all directories, so that turns and `depends` never wait for each other in a circle.
    let places = Dictionary(
      order.sorted(drafts.map(\.environment.name)).enumerated().map { ($1, $0) }
    ) { first, _ in first }
    for (_, group) in names {
      let turn = group.sorted { places[$0, default: 0] < places[$1, default: 0] }
      turns.append(turn)
      for (earlier, later) in zip(turn, turn.dropFirst()) { predecessors[later] = earlier }
    }
  }

  /// The environment whose directory another takes over.
  func predecessor(of name: EnvironmentName) -> EnvironmentName? { predecessors[name] }

  /// The environments whose end another waits for, since it changes what they use: all since the last one that did.
  func turns(before name: EnvironmentName) -> [EnvironmentName] {
    // What only uses what an earlier one has made may do so while that uses it too.
    guard var earlier = predecessors[name], likes[name] == nil else { return [] }
    var names = [earlier]
    while likes[earlier] != nil, let before = predecessors[earlier] {
      names.append(before)
      earlier = before
    }
    return names
  }

  /// Gives the later ones of each directory steps that fit what they will find there.
  ///
  /// - Parameter anew: The steps of an environment that is made from nothing.
  mutating func adjust(_ drafts: inout [EnvironmentDraft], anew: (EnvironmentDraft) -> [StepDraft]) {
    if turns.isEmpty { return }
    let places = Dictionary(drafts.enumerated().map { ($1.environment.name, $0) }) { first, _ in first }
    for turn in turns {
      let indices = turn.compactMap { places[$0] }
      let fresh = indices.map { anew(drafts[$0]) }
      for position in indices.indices.dropFirst() {
        let isSame = setup(fresh[position]) == setup(fresh[position - 1])
        let owner = turn[position - 1]
        if isSame, [position - 1, position].allSatisfy({ drafts[indices[$0]].environment.canBeUsedAtOnce }) {
          likes[turn[position]] = owner
        }
        drafts[indices[position]].steps = fresh[position].map { step in
          guard step.kind != .runCommands, case .perform = step.disposition else { return step }
          if isSame { return StepDraft(step.kind, .reuse, reason: "reuse: made by \(owner)") }
          guard step.kind == .createEnvironment else { return step }
          return StepDraft(step.kind, step.disposition, reason: "recreate: \(owner) has env_dir before it")
        }
      }
    }
  }

  /// What an environment leaves in its directory: the fingerprints, and not the variables its tools run with.
  private func setup(_ steps: [StepDraft]) -> [[Action]] {
    steps.filter { $0.kind != .runCommands }.map { step in
      guard case .perform(let recipe) = step.disposition else { return [] }
      return recipe.parts.main.filter { if case .run = $0 { false } else { true } }
    }
  }
}

extension Environment {
  /// Whether others that are made of the same may use its directory while it does; commands that set it up run for each.
  fileprivate var canBeUsedAtOnce: Bool { flag("share") && commands("extra_setup_commands").isEmpty }
}
