package import EnvironmentModel
package import RunModel

/// Wishes of the user that change what a plan does.
package struct PlanOptions: Hashable, Sendable {
  /// Make environments anew even if nothing changed.
  package var recreates: Bool
  /// Stop after the installation.
  package var skipsCommands: Bool
  /// Build packages anew even if nothing changed.
  package var rebuilds: Bool
  /// Leave out environments whose interpreter is missing; `nil` leaves it to the configuration.
  package var skipsMissingInterpreters: Bool?
  /// Neither install nor remove the package, nor build it.
  package var leavesPackage: Bool
  /// Install packages so that changes of their sources show at once, where they can be.
  package var develops = false
  /// Install neither dependencies nor packages, whatever is there.
  package var skipsInstallation = false
  /// Tell what is installed before commands run.
  package var listsDependencies = false
  /// Build the packages of the environments, and make none of these.
  package var buildsOnly = false
  /// The path of a built package, from the caller's folder, that environments get in the place of their own.
  package var givenPackage: String?
  /// Run what 'depends' names with every environment, and block environments by its failures.
  package var requiresPrerequisites = false
  /// How long each of an environment's commands may take; `nil` leaves it to the configuration.
  package var timeout: Duration?

  package init(
    recreates: Bool = false, skipsCommands: Bool = false, rebuilds: Bool = false,
    skipsMissingInterpreters: Bool? = nil, leavesPackage: Bool = false
  ) {
    self.recreates = recreates
    self.skipsCommands = skipsCommands
    self.rebuilds = rebuilds
    self.skipsMissingInterpreters = skipsMissingInterpreters
    self.leavesPackage = leavesPackage
  }
}

/// What a driver says of one step of an environment; the planner adds who waits for whom.
package struct StepDraft: Hashable, Sendable {
  package var kind: StepKind
  package var disposition: Step.Disposition
  package var reason: String
  /// Names of things that only one step at a time may use, such as a cache that its tool does not protect.
  package var locks: Set<String>

  package init(_ kind: StepKind, _ disposition: Step.Disposition, reason: String, locks: Set<String> = []) {
    self.kind = kind
    self.disposition = disposition
    self.reason = reason
    self.locks = locks
  }
}

/// What a driver needs to know about the run.
package struct PlanningContext: Sendable {
  package var project: Project
  package var observation: Observation
  package var options: PlanOptions
  /// How packages are built, by the absolute path of their folder.
  package var buildSystems: [String: BuildSystem]
  /// Chooses the packages of environments.
  package var matcher: PackageMatcher
  /// The environments that package definitions name to build in.
  package var buildEnvironments: [String: Environment]
  /// Which of the caller's variables environments are handed.
  package let passedVariables: PassedVariableTable
  /// What tools that set up environments see.
  package let setupVariables: SetupVariables

  /// - Parameter matcher: `nil` for one that knows no artefact's metadata.
  package init(
    project: Project, observation: Observation, options: PlanOptions, buildSystems: [String: BuildSystem] = [:],
    matcher: PackageMatcher? = nil, buildEnvironments: [String: Environment] = [:]
  ) {
    self.project = project
    self.observation = observation
    self.options = options
    self.buildSystems = buildSystems
    self.matcher = matcher ?? PackageMatcher(project: project)
    self.buildEnvironments = buildEnvironments
    passedVariables = PassedVariableTable(observation.variables)
    setupVariables = SetupVariables(observation.variables)
  }

  /// A mark of what decides a definition's artefact beside its sources.
  package func signature(of definition: PackageDefinition) -> String {
    BuildSignature.of(
      definition, system: buildSystem(definition.root),
      place: definition.buildEnvironment.flatMap { buildEnvironments[$0] },
      releases: definition.dependencies.compactMap(project.definitions.package).filter { $0.builder == .index }
        .map(\.requirement),
      caller: observation.variables)
  }

  /// Which files decide whether a definition's artefact is fresh.
  package func inputs(of definition: PackageDefinition) -> BuildInputs {
    BuildInputs(of: definition, system: buildSystem(definition.root), in: project)
  }

  /// How the package of a folder is built; setuptools of old where nothing says so.
  package func buildSystem(_ root: String) -> BuildSystem { buildSystems[root] ?? .legacy }
}

/// Knows one kind of environment: says which actions make it and use it, and performs none.
package protocol EnvironmentDriver: Sendable {
  var kind: EnvironmentKind { get }
  /// The programs that it may run, the preferred ones first.
  var tools: [Tool] { get }
  /// Whether environments of the kind can be made on a machine.
  func readiness(on machine: Observation) -> KindReadiness
  /// The absolute paths, or shell patterns of them, of files whose content decides what an environment is made of, whether
  /// they are there or not.
  func files(of environment: Environment, in project: Project) -> [String]
  /// The steps of an environment in order; an environment that cannot run here has one step that says so.
  ///
  /// - Parameter packages: What it installs of the project, in order.
  func steps(
    for environment: Environment, packages: [PackageInstallation], in context: PlanningContext
  ) -> [StepDraft]
}

extension EnvironmentDriver {
  /// None, for kinds that are made of what the configuration says.
  package func files(of environment: Environment, in project: Project) -> [String] { [] }
}

/// Knows how artefacts of some builders are made: says which actions, and performs none.
package protocol PackageBuilder: Sendable {
  /// Those whose definitions it builds.
  var builders: Set<PackageDefinition.Builder> { get }
  /// The artefact of a definition that an environment gets: one for all, or a variant.
  ///
  /// Of the environment, only its `base_python` may decide it, for images its engine, or with `per = environment` its
  /// name.
  func build(of definition: PackageDefinition, for environment: Environment, in context: PlanningContext)
    -> PackageBuild
  /// The step that makes an artefact; one that cannot be made here, or need not be, says so.
  ///
  /// - Parameter needed: The names of the artefacts of the definitions that it depends on, by the definitions' names.
  func step(for build: PackageBuild, needed: [String: String], in context: PlanningContext) -> StepDraft
}

extension PackageBuilder {
  /// One artefact for all, or with `per = environment` one for each.
  package func build(
    of definition: PackageDefinition, for environment: Environment, in context: PlanningContext
  ) -> PackageBuild {
    definition.variants == .environment
      ? PackageBuild(definition, variant: environment.name.text) : PackageBuild(definition)
  }
}
