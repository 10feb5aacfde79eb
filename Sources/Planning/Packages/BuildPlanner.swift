import EnvironmentModel
import RunModel
import SourceText

/// Collects the builds that the environments of a run need, each once.
struct BuildPlanner {
  private let builders: [any PackageBuilder]
  private let context: PlanningContext
  /// The steps by the names of the builds.
  private var drafts: [String: StepDraft] = [:]
  /// The builds that a build needs, by name.
  private var needs: [String: [String]] = [:]
  /// The environments that builds run in, by the names of the builds.
  private var places: [String: String] = [:]
  /// The folders of the sources among which builds work, by the names of the builds: tools leave things there.
  private var roots: [String: String] = [:]
  /// What is wrong with what builds need, each once.
  private(set) var problems: [Diagnostic] = []
  /// The artefacts that builders chose.
  private var answers: [BuildQuestion: PackageBuild] = [:]
  /// The `existing` definitions whose damaged files were told.
  private var told: Set<String> = []

  init(builders: [any PackageBuilder], context: PlanningContext) {
    self.builders = builders
    self.context = context
  }

  /// What an environment installs for a package that was chosen for it.
  mutating func installation(of package: ChosenPackage, for environment: Environment) -> PackageInstallation {
    let definition = package.definition
    switch definition.builder {
    case .index: return PackageInstallation(definition, .requirement(definition.requirement))
    case .existing:
      let file = context.matcher.existing(definition, for: environment)
      if told.insert(definition.name).inserted { problems += context.matcher.warnings(ofDamaged: definition) }
      return PackageInstallation(definition, .artifact(file?.name ?? definition.name))
    default:
      let name = add(definition, for: environment)
      let isBuilt = if case .perform = drafts[name]?.disposition { true } else { false }
      let needed = supplies(of: definition.dependencies, for: environment)
      let offered = definition.dependencies.compactMap { needed.artifacts[$0] }.map { developed($0, for: environment) }
      var installation = PackageInstallation(definition, .artifact(name), isBuilt: isBuilt, offered: offered)
      installation.builds = [name] + offered.filter { drafts[$0] != nil }
      installation.isOfferBuilt = offered.contains {
        if case .perform = drafts[$0]?.disposition { true } else { false }
      }
      return installation
    }
  }

  /// The build that takes the place of another where packages are installed so that edits show.
  private mutating func developed(_ name: String, for environment: Environment) -> String {
    let definition = context.project.definitions.packages.first {
      PackageBuild.isBuild(name, of: $0.name) && $0.isBuilt
    }
    guard context.options.develops, let definition, definition.developed != definition else { return name }
    return add(definition.developed, for: environment)
  }

  /// What an environment's commands and variables speak of as `{package:NAME}`.
  mutating func references(of environment: Environment) -> PackageSupplies {
    supplies(of: PackageReference.names(in: environment), for: environment)
  }

  /// What some definitions give to those who speak of them or need them.
  private mutating func supplies(of names: [String], for environment: Environment) -> PackageSupplies {
    var supplies = PackageSupplies()
    for name in names {
      guard let definition = context.project.definitions.package(named: name) else { continue }
      switch definition.builder {
      case .index: supplies.requirements[name] = definition.requirement
      case .existing:
        do throws(ArtifactFit.MissingFile) {
          supplies.artifacts[name] = try context.matcher.referenced(definition, by: environment).name
        } catch {
          supplies.faults.append(.init(definition: definition, reason: error.reason))
        }
      default:
        let build = add(definition, for: environment)
        supplies.artifacts[name] = build
        supplies.builds.insert(build)
      }
    }
    return supplies
  }

  /// A name in `{package:NAME}` of an environment that nothing defines; `nil` when there is none.
  func unknownReference(of environment: Environment) -> String? {
    let definitions = context.project.definitions
    // Without definitions the expression means what it always did.
    if definitions.packages.isEmpty { return nil }
    return PackageReference.names(in: environment).first { definitions.package(named: $0) == nil }
  }

  /// The name of the build of a definition's artefact for an environment, which is planned with all that it needs.
  private mutating func add(_ definition: PackageDefinition, for environment: Environment) -> String {
    guard let builder = builders.first(where: { $0.builders.contains(definition.builder) }) else {
      let reason = "no builder '\(definition.builder.rawValue)' in this version"
      drafts[definition.name] = StepDraft(.buildPackage, .invalid(reason), reason: reason)
      return definition.name
    }
    let build = build(of: definition, for: environment, by: builder)
    guard drafts[build.name] == nil else { return build.name }
    // Circles were found when the definitions were read, and are refused before.
    drafts[build.name] = StepDraft(.buildPackage, .reuse, reason: "")
    let needed = supplies(of: definition.dependencies, for: environment)
    needs[build.name] = needed.builds.sorted()
    problems += barrenInputs(of: definition)
    if let fault = definition.fault {
      drafts[build.name] = Self.invalid("package definition '\(definition.name)' cannot be used: \(fault)")
    } else if let fault = systemFaults(of: definition).first {
      problems += systemFaults(of: definition)
      drafts[build.name] = Self.invalid(fault.message)
    } else if let unfilled = unfilledVariable(of: definition) {
      problems.append(unfilled)
      drafts[build.name] = Self.invalid(unfilled.message)
    } else if let fault = needed.faults.first {
      problems += needed.faults.map {
        $0.diagnostic(for: "package definition '\(definition.name)'", at: definition.span)
      }
      drafts[build.name] = Self.invalid("'\(fault.definition.name)' has no file: \(fault.reason)")
    } else {
      let isAnyBuilt = needed.builds.contains { if case .perform = drafts[$0]?.disposition { true } else { false } }
      drafts[build.name] = step(builder, build, needed, isAnyBuilt)
    }
    if case .perform(let recipe) = drafts[build.name]?.disposition, recipe.works(in: definition.root) {
      roots[build.name] = definition.root
    }
    if definition.builder == .command, let place = definition.buildEnvironment { places[build.name] = place }
    return build.name
  }

  /// The artefact that an environment gets, asked for once where nothing but its interpreter can decide it.
  private mutating func build(
    of definition: PackageDefinition, for environment: Environment, by builder: any PackageBuilder
  ) -> PackageBuild {
    // An image is one engine's, which environments choose.
    if definition.variants == .environment || definition.builder == .image {
      return builder.build(of: definition, for: environment, in: context)
    }
    let question = BuildQuestion(definition, environment)
    if let known = answers[question], known.definition == definition { return known }
    let answer = builder.build(of: definition, for: environment, in: context)
    answers[question] = answer
    return answer
  }

  /// Patterns that decide nothing, most often for a slip: with no other one a build would be fresh for ever.
  private func barrenInputs(of definition: PackageDefinition) -> [Diagnostic] {
    (context.observation.barrenInputs[definition.name] ?? []).map { pattern in
      .warning(
        "package definition '\(definition.name)': '\(pattern)' of 'inputs' matches no file", at: definition.span,
        help: "patterns start from '\(definition.root)'; correct it, or leave it out")
    }
  }

  /// What is wrong with what a Python project says of how it is built.
  private func systemFaults(of definition: PackageDefinition) -> [Diagnostic] {
    definition.followsBuildSystem ? context.buildSystem(definition.root).faults : []
  }

  /// A variable of the environment that a definition is built in, with the path of a package that is not there by then.
  private func unfilledVariable(of definition: PackageDefinition) -> Diagnostic? {
    guard let place = definition.buildEnvironment.flatMap({ context.buildEnvironments[$0] }),
      !context.project.definitions.packages.isEmpty
    else { return nil }
    let names = place.variables.filter { PackageReference.isIn($0.value) }.flatMap {
      PackageReference.names(in: $0.value)
    }
    guard let name = names.first(where: { !definition.dependencies.contains($0) }) else { return nil }
    var diagnostic = Diagnostic.error(
      "package definition '\(definition.name)' is built in '\(place.name)', whose 'set_env' speaks of '{package:\(name)}'",
      at: place["set_env"]?.origin.span,
      help: name == definition.name
        ? "take it out of 'set_env' there: what is built itself is not there yet"
        : "write '\(name)' in 'depends' of '\(definition.name)', so that it is there before")
    diagnostic.notes = [.init("'\(definition.name)' is defined here", at: definition.span)]
    return diagnostic
  }

  private static func invalid(_ reason: String) -> StepDraft {
    StepDraft(.buildPackage, .invalid(reason), reason: reason)
  }

  private func step(
    _ builder: any PackageBuilder, _ build: PackageBuild, _ needed: PackageSupplies, _ isAnyBuilt: Bool
  ) -> StepDraft {
    if let name = build.definition.buildEnvironment, context.buildEnvironments[name] == nil {
      return Self.invalid("build_env '\(name)' is no environment of this project")
    }
    var draft = builder.step(for: build, needed: needed.artifacts, in: context)
    draft.disposition.name(needed)
    guard isAnyBuilt, draft.disposition == .reuse else { return draft }
    var anew = context
    anew.options.rebuilds = true
    var again = builder.step(for: build, needed: needed.artifacts, in: anew)
    again.disposition.name(needed)
    again.reason = "build \(build.name): what it needs is built anew"
    return again
  }

  /// The build steps that some steps wait for, with those that they wait for themselves and the environments in which
  /// they run, each behind what it needs.
  ///
  /// - Parameter setup: The steps that make an environment.
  func steps(usedBy steps: [Step], setup: (Environment) -> [Step]) -> [Step] {
    var wanted: Set<String> = []
    var waiting = Set(steps.flatMap(\.needs)).compactMap { id in
      if case .package(let name) = id.owner { name } else { nil }
    }
    while let name = waiting.popLast() {
      if wanted.insert(name).inserted { waiting += needs[name] ?? [] }
    }
    var places: Set<String> = []
    let present = Set(steps.map(\.id.owner))
    let built = wanted.sorted().filter { if case .perform = drafts[$0]?.disposition { true } else { false } }
    let environments = built.compactMap { self.places[$0] }
      .filter { places.insert($0).inserted && !present.contains(.environment(EnvironmentName($0))) }
      .compactMap { context.buildEnvironments[$0] }
    let setups = environments.flatMap(setup)
    let makers = (steps + setups).filter { [.createEnvironment, .installDependencies].contains($0.id.kind) }
    let lastMaker = Dictionary(makers.map { ($0.id.owner, $0.id) }) { _, later in later }
    return setups + ordered(wanted).compactMap { step(of: $0, lastMaker) }
  }

  /// - Parameter lastMaker: The last step that makes an environment, by environment.
  private func step(of name: String, _ lastMaker: [StepOwner: StepID]) -> Step? {
    guard let draft = drafts[name] else { return nil }
    var step = Step(
      id: StepID(.package(name), .buildPackage),
      needs: (needs[name] ?? []).map { StepID(.package($0), .buildPackage) }, disposition: draft.disposition,
      reason: draft.reason, demand: StepDemand(locks: draft.locks, groups: ["build"], folder: roots[name]))
    if let place = places[name], case .perform = draft.disposition {
      step.needs += [lastMaker[.environment(EnvironmentName(place))]].compactMap { $0 }
    }
    return step
  }

  /// Names so that each stands behind those it needs, else by name.
  private func ordered(_ names: Set<String>) -> [String] {
    var seen: Set<String> = []
    var order: [String] = []
    func visit(_ name: String) {
      guard seen.insert(name).inserted else { return }
      for other in needs[name] ?? [] { visit(other) }
      order.append(name)
    }
    for name in names.sorted() { visit(name) }
    return order
  }
}

/// What decides which artefact of a definition an environment gets, unless each has its own.
private struct BuildQuestion: Hashable {
  private let name: String
  private let root: String
  private let builder: PackageDefinition.Builder
  private let interpreters: [String]

  init(_ definition: PackageDefinition, _ environment: Environment) {
    name = definition.name
    root = definition.root
    builder = definition.builder
    interpreters = environment.list("base_python")
  }
}

extension Recipe {
  /// Whether one of its commands runs in a folder itself.
  fileprivate func works(in folder: String) -> Bool {
    parts.main.contains { if case .run(let command) = $0 { command.workingDirectory == folder } else { false } }
  }
}
