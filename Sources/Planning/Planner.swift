package import EnvironmentModel
import RunModel
import SourceText

/// Turns environments into a plan, with the drivers' and builders' knowledge and nothing else.
package struct Planner: Sendable {
  private let drivers: [any EnvironmentDriver]
  private let builders: [any PackageBuilder]

  package init(drivers: [any EnvironmentDriver], builders: [any PackageBuilder]) {
    self.drivers = drivers
    self.builders = builders
  }

  /// The steps for these environments in their order, package builds first.
  ///
  /// - Parameter choices: What was chosen of the project's packages for each; `nil` to choose here.
  /// - Complexity: O(*environments* × (*depends* + *rules of definitions*)).
  package func plan(
    _ environments: [Environment], choosing choices: [PackageDecision]? = nil, in context: PlanningContext
  ) -> Plan {
    let choices = choices ?? environments.map(context.matcher.decision)
    let order = DependsOrder(environments, requiresAll: context.options.requiresPrerequisites)
    let circles = order.circles
    var builds = BuildPlanner(builders: builders, context: context)
    var drafts: [EnvironmentDraft] = []
    var decisions: [PackageDecision] = []
    for (environment, choice) in zip(environments, choices) {
      let skip =
        exclusion(of: environment, in: context) ?? Self.circle(circles[environment.name])
        ?? packagingExclusion(choice, in: context)
      let leavesPackage = context.options.leavesPackage || context.options.skipsInstallation
      var decision = leavesPackage ? .none("packages are left as they are") : choice
      if skip != nil, decision.isRefusal { decision = .none("it does not run") }
      decisions.append(decision)
      drafts.append(draft(environment, skip, decision, &builds, context))
    }
    var sharing = SharedDirectories(drafts, order)
    sharing.adjust(&drafts) { draft in
      var context = context
      context.options.recreates = true
      return stepDrafts(of: draft, context)
    }
    var steps = drafts.flatMap { link($0, context) }
    follow(order, sharing, &steps)
    let built = builds.steps(usedBy: steps) { environment in
      setup(of: environment, in: context)
    }
    let isOfPackages = context.options.buildsOnly
    return Plan(
      environments: isOfPackages ? [] : environments.map(\.name),
      steps: StepCircles.refused(isOfPackages ? built : built + steps), decisions: decisions,
      problems: drafts.flatMap(\.problems) + builds.problems)
  }

  private func draft(
    _ environment: Environment, _ skip: StepDraft?, _ decision: PackageDecision, _ builds: inout BuildPlanner,
    _ context: PlanningContext
  ) -> EnvironmentDraft {
    var draft = EnvironmentDraft(environment: environment)
    if let skip {
      draft.steps = [skip]
    } else if case .refused(let diagnostic, _) = decision {
      draft.steps = [Self.invalid(diagnostic.message)]
    } else if case .unusable(let reason, _) = decision {
      draft.steps = [Self.invalid(reason)]
    } else if let name = builds.unknownReference(of: environment) {
      draft.steps = [Self.invalid("there is no package definition '\(name)'")]
    } else {
      draft.packages = decision.packages.map { builds.installation(of: $0, for: environment) }
      draft.referenced = builds.references(of: environment)
      if let fault = draft.referenced.faults.first {
        draft.problems = draft.referenced.faults.map {
          $0.diagnostic(
            for: "environment '\(environment.name)'", at: PackageReference.span(of: $0.definition.name, in: environment)
          )
        }
        draft.steps = [Self.invalid("'\(fault.definition.name)' has no file: \(fault.reason)")]
      } else {
        draft.steps = stepDrafts(of: draft, context)
        draft.problems += [kindProblem(of: environment)].compactMap { $0 }
        if let fault = ServiceChoice(environment, context.project.definitions).fault {
          draft.problems.append(fault)
          draft.steps = [Self.invalid(fault.message)]
        }
      }
    }
    // Without its interpreter an environment lacks many values, and the interpreter is what people have to know of.
    let isLive =
      draft.steps.first?.disposition.isLive != false || environment.failures.contains { $0.key == "base_python" }
    if let failure = failure(of: environment), isLive {
      draft.steps = [failure]
    }
    return draft
  }

  private func stepDrafts(of draft: EnvironmentDraft, _ context: PlanningContext) -> [StepDraft] {
    let kind = draft.environment.kind
    guard let driver = drivers.first(where: { $0.kind == kind }) else {
      return [Self.invalid("\(Self.unknown(kind)); \(help(for: kind))")]
    }
    var steps = SetupCommands(draft.environment, context).steps { environment, context in
      driver.steps(for: environment, packages: draft.packages, in: context)
    }
    if context.options.skipsInstallation { steps.removeAll { $0.kind == .installDependencies } }
    // What its commands lack is known before anything is made for them.
    if let last = steps.last, last.kind == .runCommands, !last.disposition.isLive {
      return [StepDraft(.createEnvironment, last.disposition, reason: last.reason)]
    }
    if let place = steps.firstIndex(where: { $0.kind == .runCommands }) {
      steps[place].disposition.name(draft.referenced)
      steps[place].disposition.tell(draft.packages)
    }
    return steps
  }

  private static func unknown(_ kind: EnvironmentKind) -> String { "no driver for kind '\(kind)'" }

  private func help(for kind: EnvironmentKind) -> String {
    let known = drivers.map(\.kind.description)
    let suggestion = closestMatch(to: kind.description, among: known).map { "did you mean '\($0)'?" }
    return suggestion
      ?? "this version has: \(known.joined(separator: ", ")); others are programs "
      + "'\(ExternalKindObservation.programPrefix)NAME' on PATH"
  }

  /// Tells where an environment says that it is of a kind that is no known word; a definition's is told there.
  private func kindProblem(of environment: Environment) -> Diagnostic? {
    let kind = environment.kind
    guard EnvironmentKind(word: kind.description) == nil, !drivers.contains(where: { $0.kind == kind }),
      case .ownKey(let span?) = environment.kindDecision.reason
    else { return nil }
    return .error(Self.unknown(kind), at: span, help: help(for: kind))
  }

  /// The steps that make an environment to build in, without package and commands.
  private func setup(of environment: Environment, in context: PlanningContext) -> [Step] {
    var draft = EnvironmentDraft(environment: environment)
    var context = context
    // What it has of the project is for its own runs.
    context.options.leavesPackage = true
    draft.steps = stepDrafts(of: draft, context).filter { $0.kind != .runCommands }
    return link(draft, context)
  }

  private static func invalid(_ reason: String) -> StepDraft {
    StepDraft(.createEnvironment, .invalid(reason), reason: reason)
  }

  private static func circle(_ reason: String?) -> StepDraft? { reason.map(invalid) }

  /// Keys that no run reads, so that they may have no value.
  private static let untested: Set<String> = [
    "description", "labels", "list_dependencies_command", "parallel_show_output",
  ]

  /// A single step for an environment that is not for this machine or asks for what there is not.
  private func exclusion(of environment: Environment, in context: PlanningContext) -> StepDraft? {
    if let fault = environment.fault { return Self.invalid(fault) }
    if let obstruction = context.observation.obstructions[environment.directory], environment.kind != .system,
      !context.options.recreates
    {
      return Self.invalid(obstruction)
    }
    let platform = context.observation.platform
    let pattern = environment.text("platform")
    let isHere = pattern.isEmpty ? true : PlatformPattern.matches(pattern, platform)
    guard let isHere else { return Self.invalid("'platform' is no regular expression: '\(pattern)'") }
    if !isHere {
      let reason = "platform \(platform) does not match '\(pattern)'"
      return StepDraft(.createEnvironment, .skip(reason), reason: reason)
    }
    // In a configuration that tox would understand such a factor means nothing.
    guard !context.project.definitions.isEmpty, let factor = PlatformFactor.other(in: environment.name, than: platform)
    else { return nil }
    let reason = "not this platform: '\(factor)' is not '\(platform)'"
    return StepDraft(.createEnvironment, .skip(reason), reason: reason)
  }

  /// A single step for an environment whose package is built in one that is not for this machine.
  private func packagingExclusion(_ choice: PackageDecision, in context: PlanningContext) -> StepDraft? {
    let platform = context.observation.platform
    for definition in choice.packages.lazy.map(\.definition) where definition.isImplied {
      guard let place = definition.buildEnvironment.flatMap({ context.buildEnvironments[$0] }),
        !place.text("platform").isEmpty, PlatformPattern.matches(place.text("platform"), platform) == false
      else { continue }
      let reason =
        "platform \(platform) does not match \(place.text("platform")) for package environment \(place.name)"
      return StepDraft(.createEnvironment, .skip(reason), reason: reason)
    }
    return nil
  }

  /// A single step for an environment some of whose values could not be computed.
  private func failure(of environment: Environment) -> StepDraft? {
    // What nobody set says how an environment is made by one of the machine's Pythons, of which others have no need.
    func isNeeded(_ key: String) -> Bool {
      !Self.untested.contains(key)
        && (environment.kind.usesMachinePython || environment[key]?.origin.section != SettingOrigin.unset)
    }
    let failures = environment.failures.filter { isNeeded($0.key) }
    // What many keys go by is to blame, and not the first of them.
    guard let failure = failures.first(where: { $0.key == "base_python" }) ?? failures.first else { return nil }
    return Self.invalid("'\(failure.key)' has no value: \(failure.reason)")
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
      let names = order.predecessors(of: name) + sharing.turns(before: name)
      let required = order.requirements(of: name)
      steps[index].follows = names.filter { !required.contains($0) }.compactMap { last[.environment($0)] }
      steps[index].needs += required.compactMap { last[.environment($0)] }
      // What another environment has made is there only if that went well.
      guard let earlier, case .reuse = steps[index].disposition else { continue }
      steps[index].needs += [lastOfSetup[.environment(earlier)]].compactMap { $0 }
    }
  }

  private func link(_ environmentDraft: EnvironmentDraft, _ context: PlanningContext) -> [Step] {
    let environment = environmentDraft.environment
    let owner = StepOwner.environment(environment.name)
    var previous: StepID?
    var steps = environmentDraft.steps.map { draft in
      let id = StepID(owner, draft.kind)
      var step = Step(
        id: id, needs: previous.map { [$0] } ?? [], disposition: draft.disposition, reason: draft.reason,
        ignoresOutcome: environment.ignoresOutcome, demand: StepDemand(of: draft.kind, in: environment))
      step.demand.locks.formUnion(draft.locks)
      step.failsFast = environment.flag("fail_fast")
      if draft.disposition.isLive { step.needs += environmentDraft.needs(of: draft.kind) }
      previous = id
      return step
    }
    if let last = steps.last, last.disposition.isLive {
      steps[steps.count - 1].inputs = environmentDraft.inputs(in: context)
    }
    return steps
  }
}
