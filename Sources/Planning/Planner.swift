package import EnvironmentModel
import RunModel

/// Turns environments into a plan, with the drivers' knowledge and nothing else.
package struct Planner: Sendable {
  private let drivers: [any EnvironmentDriver]
  private let builder: any PackageBuilder

  package init(drivers: [any EnvironmentDriver], builder: any PackageBuilder) {
    self.drivers = drivers
    self.builder = builder
  }

  /// The steps for these environments in their order, package builds first.
  ///
  /// - Complexity: O(*environments* × *depends*).
  package func plan(_ environments: [Environment], in context: PlanningContext) -> Plan {
    let order = DependsOrder(environments)
    let circles = order.circles
    var builds: [String: StepDraft] = [:]
    var steps: [Step] = []
    for environment in environments {
      let skip = exclusion(of: environment, in: context) ?? circles[environment.name]
      let choice = skip == nil ? PackageSelection.choice(for: environment, project: context.project) : .none
      var definition: PackageDefinition?
      if case .definition(let chosen) = choice { definition = chosen }
      let drafts = skip.map { [$0] } ?? drafts(environment, definition, &builds, context)
      steps += link(drafts, environment, definition)
    }
    follow(order, &steps)
    let used = Set(steps.flatMap(\.needs))
    let packageSteps = builds.keys.sorted().compactMap { name -> Step? in
      let id = StepID(.package(name), .buildPackage)
      guard used.contains(id), let draft = builds[name] else { return nil }
      return Step(id: id, disposition: draft.disposition, reason: draft.reason)
    }
    return Plan(environments: environments.map(\.name), steps: packageSteps + steps)
  }

  private func drafts(
    _ environment: Environment, _ definition: PackageDefinition?, _ builds: inout [String: StepDraft],
    _ context: PlanningContext
  ) -> [StepDraft] {
    guard let driver = drivers.first(where: { $0.kind == environment.kind }) else {
      let known = drivers.map(\.kind.description).joined(separator: ", ")
      let reason = "no driver for kind '\(environment.kind)'; this version has: \(known)"
      return [StepDraft(.createEnvironment, .invalid(reason), reason: reason)]
    }
    var isBuilt = false
    if let definition {
      let build = builds[definition.name] ?? builder.step(for: definition, in: context)
      builds[definition.name] = build
      if case .perform = build.disposition { isBuilt = true }
    }
    return driver.steps(for: environment, package: definition, isBuilt: isBuilt, in: context)
  }

  /// A single step for an environment that is not for this machine or whose settings failed.
  private func exclusion(of environment: Environment, in context: PlanningContext) -> StepDraft? {
    let pattern = environment.text("platform")
    if !pattern.isEmpty, !PlatformPattern.matches(pattern, context.observation.platform) {
      let reason = "platform \(context.observation.platform) does not match '\(pattern)'"
      return StepDraft(.createEnvironment, .skip(reason), reason: reason)
    }
    let decisive: Set<String> = [
      "commands", "commands_pre", "commands_post", "deps", "set_env", "pass_env", "change_dir", "env_dir",
      "base_python",
      "extras", "package", "skip_install", "use_develop", "dependency_groups", "allowlist_externals",
    ]
    guard let failure = environment.failures.first(where: { decisive.contains($0.key) }) else { return nil }
    let reason = "'\(failure.key)' has no value: \(failure.reason)"
    return StepDraft(.createEnvironment, .invalid(reason), reason: reason)
  }

  /// Makes each environment's commands wait for the last steps of those it depends on.
  private func follow(_ order: DependsOrder, _ steps: inout [Step]) {
    let last = Dictionary(steps.map { ($0.id.owner, $0.id) }) { _, later in later }
    for index in steps.indices where steps[index].id.kind == .runCommands {
      guard case .environment(let name) = steps[index].id.owner else { continue }
      steps[index].follows = order.predecessors(of: name).compactMap { last[.environment($0)] }
    }
  }

  private func link(
    _ drafts: [StepDraft], _ environment: Environment, _ definition: PackageDefinition?
  ) -> [Step] {
    let owner = StepOwner.environment(environment.name)
    var previous: StepID?
    return drafts.map { draft in
      let id = StepID(owner, draft.kind)
      var step = Step(
        id: id, needs: previous.map { [$0] } ?? [], disposition: draft.disposition, reason: draft.reason,
        ignoresOutcome: environment.ignoresOutcome)
      if draft.kind == .installPackage, let definition {
        step.needs.append(StepID(.package(definition.name), .buildPackage))
      }
      previous = id
      return step
    }
  }
}
