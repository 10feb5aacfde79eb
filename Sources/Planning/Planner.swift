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
    var drafts: [EnvironmentDraft] = []
    for environment in environments {
      let skip =
        exclusion(of: environment, in: context)
        ?? circles[environment.name].map { StepDraft(.createEnvironment, .invalid($0), reason: $0) }
      let hasChoice = skip == nil && !context.options.leavesPackage
      let choice = hasChoice ? PackageSelection.choice(for: environment, project: context.project) : .none
      var draft = EnvironmentDraft(environment: environment)
      if case .definition(let chosen) = choice { draft.package = chosen }
      draft.steps = skip.map { [$0] } ?? stepDrafts(of: draft, &builds, context)
      // Without its interpreter an environment lacks many values, and the interpreter is what people have to know of.
      if let failure = failure(of: environment), draft.steps.first?.disposition.isLive != false {
        draft.steps = [failure]
      }
      drafts.append(draft)
    }
    let sharing = SharedDirectories(drafts, order)
    sharing.adjust(&drafts) { draft in
      var context = context
      context.options.recreates = true
      return stepDrafts(of: draft, &builds, context)
    }
    var steps = drafts.flatMap(link)
    follow(order, sharing, &steps)
    let used = Set(steps.flatMap(\.needs))
    let packageSteps = builds.keys.sorted().compactMap { name -> Step? in
      let id = StepID(.package(name), .buildPackage)
      guard used.contains(id), let draft = builds[name] else { return nil }
      return Step(id: id, disposition: draft.disposition, reason: draft.reason)
    }
    return Plan(environments: environments.map(\.name), steps: packageSteps + steps)
  }

  private func stepDrafts(
    of draft: EnvironmentDraft, _ builds: inout [String: StepDraft], _ context: PlanningContext
  ) -> [StepDraft] {
    let kind = draft.environment.kind
    guard let driver = drivers.first(where: { $0.kind == kind }) else {
      let known = drivers.map(\.kind.description).joined(separator: ", ")
      let reason = "no driver for kind '\(kind)'; this version has: \(known)"
      return [StepDraft(.createEnvironment, .invalid(reason), reason: reason)]
    }
    var isBuilt = false
    if let definition = draft.package {
      let build = builds[definition.name] ?? builder.step(for: definition, in: context)
      builds[definition.name] = build
      if case .perform = build.disposition { isBuilt = true }
    }
    return driver.steps(for: draft.environment, package: draft.package, isBuilt: isBuilt, in: context)
  }

  /// Keys that no run reads, so that they may have no value.
  private static let untested: Set<String> = [
    "description", "labels", "list_dependencies_command", "parallel_show_output",
  ]

  /// A single step for an environment that is not for this machine or asks for what there is not.
  private func exclusion(of environment: Environment, in context: PlanningContext) -> StepDraft? {
    let pattern = environment.text("platform")
    let isHere = pattern.isEmpty ? true : PlatformPattern.matches(pattern, context.observation.platform)
    guard let isHere else {
      let reason = "'platform' is no regular expression: '\(pattern)'"
      return StepDraft(.createEnvironment, .invalid(reason), reason: reason)
    }
    if !isHere {
      let reason = "platform \(context.observation.platform) does not match '\(pattern)'"
      return StepDraft(.createEnvironment, .skip(reason), reason: reason)
    }
    let package = environment.text("package")
    if !package.isEmpty, !PackageSelection.kinds.contains(package) {
      let reason = "'package = \(package)' is none of \(PackageSelection.kinds.joined(separator: ", "))"
      return StepDraft(.createEnvironment, .invalid(reason), reason: reason)
    }
    return nil
  }

  /// A single step for an environment some of whose values could not be computed.
  private func failure(of environment: Environment) -> StepDraft? {
    guard let failure = environment.failures.first(where: { !Self.untested.contains($0.key) }) else { return nil }
    let reason = "'\(failure.key)' has no value: \(failure.reason)"
    return StepDraft(.createEnvironment, .invalid(reason), reason: reason)
  }

  /// Makes each environment wait for the last steps of those it depends on or shares its directory with.
  private func follow(_ order: DependsOrder, _ sharing: SharedDirectories, _ steps: inout [Step]) {
    let last = Dictionary(steps.map { ($0.id.owner, $0.id) }) { _, later in later }
    let setup = steps.filter { $0.id.kind != .runCommands }
    let lastOfSetup = Dictionary(setup.map { ($0.id.owner, $0.id) }) { _, later in later }
    var seen: Set<StepOwner> = []
    for index in steps.indices {
      guard case .environment(let name) = steps[index].id.owner, seen.insert(steps[index].id.owner).inserted,
        steps[index].disposition.isLive
      else { continue }
      let earlier = sharing.predecessor(of: name)
      let names = order.predecessors(of: name) + [earlier].compactMap { $0 }
      steps[index].follows = names.compactMap { last[.environment($0)] }
      // What another environment has made is there only if that went well.
      guard let earlier, case .reuse = steps[index].disposition else { continue }
      steps[index].needs += [lastOfSetup[.environment(earlier)]].compactMap { $0 }
    }
  }

  private func link(_ environmentDraft: EnvironmentDraft) -> [Step] {
    let environment = environmentDraft.environment
    let owner = StepOwner.environment(environment.name)
    var previous: StepID?
    return environmentDraft.steps.map { draft in
      let id = StepID(owner, draft.kind)
      var step = Step(
        id: id, needs: previous.map { [$0] } ?? [], disposition: draft.disposition, reason: draft.reason,
        ignoresOutcome: environment.ignoresOutcome)
      if draft.kind == .installPackage, let definition = environmentDraft.package {
        step.needs.append(StepID(.package(definition.name), .buildPackage))
      }
      previous = id
      return step
    }
  }
}
