import EnvironmentModel
import Planning
import RunModel

/// What environments would be tested with now, to compare with what they were tested with.
struct InputComparison {
  private let lastSteps: [EnvironmentName: Step]
  private let builds: [String: Step]
  private let artifacts: [String: ArtifactObservation]

  /// - Parameters:
  ///   - plan: A plan of those environments that makes nothing anew that is fresh.
  ///   - artifacts: The artefacts that are there.
  init(_ plan: Plan, artifacts: [String: ArtifactObservation]) {
    var lastSteps: [EnvironmentName: Step] = [:]
    var builds: [String: Step] = [:]
    for step in plan.steps {
      switch step.id.owner {
      case .environment(let name): lastSteps[name] = step
      case .package(let name): builds[name] = step
      }
    }
    (self.lastSteps, self.builds, self.artifacts) = (lastSteps, builds, artifacts)
  }

  /// Looks at what there is now for some environments.
  static func now(
    of names: [EnvironmentName], _ options: RunOptions, in session: ProjectSession
  ) async -> InputComparison {
    let resolved = await session.environments(names)
    var planOptions = options.planOptions
    // Of what was made anew then, nothing has to be made anew for what is kept.
    (planOptions.recreates, planOptions.rebuilds) = (false, false)
    let planned = await resolved.session.plan(resolved.environments, planOptions)
    return InputComparison(planned.plan, artifacts: planned.observation.artifacts)
  }

  /// Why a result of before says nothing of now, as a sentence; `nil` when it does.
  ///
  /// - Parameter recorded: What the environment was tested with.
  func change(of name: EnvironmentName, since recorded: [StepInput]) -> String? {
    guard let step = lastSteps[name] else { return nil }
    if !step.disposition.isLive { return step.reason }
    let known = Dictionary(recorded.map { ($0.name, $0.mark) }) { first, _ in first }
    var wanted: Set<String> = []
    for input in step.inputs {
      if case .artifact(let artifact) = input, let build = builds[artifact], build.disposition != .reuse {
        return build.reason
      }
      let now = input.noted { artifacts[$0] }
      wanted.insert(now.name)
      guard let mark = known[now.name] else { return "it is not known to have been tested with \(now.name)" }
      if mark != now.mark { return "\(now.name) changed" }
    }
    return recorded.first { !wanted.contains($0.name) }.map { "\($0.name) is not part of it any more" }
  }
}
