import Artifacts
import Drivers
import EnvironmentModel
import Glibc
import Host
import Orchestration
import Planning
import ProjectConfiguration
import SourceText

/// A project that was found and read, with what is needed to plan and run it.
struct ProjectSession: Sendable {
  let host: Host
  private(set) var configuration: LoadedConfiguration
  /// The Pythons of the machine, those among them that the configuration names by their paths.
  private(set) var interpreters: InterpreterFinder.Findings
  private let finder: InterpreterFinder

  var project: Project { configuration.project }

  /// Finds and reads the project's configuration.
  ///
  /// - Throws: Diagnostics that leave nothing to work with.
  static func open(
    _ options: ProjectOptions, in program: ProgramContext
  ) async throws(DiagnosticError) -> ProjectSession {
    let host = program.host
    let folder = host.files.resolved(".") ?? "/"
    let found = try ConfigurationDiscovery(files: host.files, folder: folder).find(options.configuration)
    // The variable counts before the user's file, and the command line comes on top.
    let name = "TOX_OVERRIDE"
    var overrides: [ConfigurationOverride] = []
    if let variable = host.variables[name] {
      for text in variable.split(separator: ";") {
        overrides.append(try ConfigurationOverride(String(text), variable: name))
      }
    } else {
      for text in UserDefaults.overrides(UserDefaults.section(host)) {
        overrides.append(try ConfigurationOverride(text))
      }
    }
    for text in options.overrides { overrides.append(try ConfigurationOverride(text)) }
    for text in options.ownOverrides { overrides.append(try ConfigurationOverride(text, isOwn: true)) }
    return try await open(
      found, overrides: overrides, workDirectory: options.workDirectory, in: program
    ) { context in
      context.root = options.root.map { absolutePath($0, from: folder) }
      context.askedWords = program.words.map(Self.withoutOverrides)
    }
  }

  private static func withoutOverrides(_ words: [String]) -> [String] {
    let options = ["-x", "--override"]
    return zip([""] + words, words).filter { before, word in
      !options.contains(before) && !options.contains { word.hasPrefix($0) }
    }.map(\.1)
  }

  /// Reads a configuration that was found.
  ///
  /// - Parameter prepare: Puts in what else a command line says.
  static func open(
    _ found: ConfigurationDiscovery.Found, overrides: [ConfigurationOverride], workDirectory: String?,
    in program: ProgramContext, prepare: (inout ConfigurationContext) -> Void
  ) async throws(DiagnosticError) -> ProjectSession {
    let host = program.host
    let folder = host.files.resolved(".") ?? "/"
    let fileFolder = String(found.path[..<(found.path.lastIndex(of: "/") ?? found.path.startIndex)])
    let files = host.files
    let finder = InterpreterFinder(host: host, programFolder: program.folder)
    let interpreters = await finder.find()
    var context = ConfigurationContext(
      variables: host.variables, machine: machineName, isInteractive: program.isInteractive,
      positionalArguments: program.positionalArguments,
      workDirectory: workDirectory.map { absolutePath($0, from: folder) }, overrides: overrides)
    context.currentFolder = folder
    context.pythons = interpreters.pythons
    context.fileKind = { path in
      files.isExecutableFile(path) ? .executable : files.exists(path) ? .other : .missing
    }
    context.hasExternalKind = { ExternalKinds(host: host).program(of: $0) != nil }
    prepare(&context)
    let root = context.root ?? fileFolder
    context.glob = { GlobExpansion(files: files).paths(matching: $0, from: root) }
    context.readFile = { try? files.read(absolutePath($0, from: root)) }
    return ProjectSession(
      host: host, configuration: try ProjectBuilder.build(found.document, path: found.path, context: context),
      interpreters: interpreters, finder: finder)
  }

  /// A path as people here would write it: from this folder where it lies below.
  func shown(_ path: String) -> String {
    let here = (host.files.resolved(".") ?? "") + "/"
    return path.hasPrefix(here) ? String(path.dropFirst(here.count)) : path
  }

  /// The machine's name as `uname -m` gives it.
  private static var machineName: String {
    var system = utsname()
    uname(&system)
    return withUnsafeBytes(of: system.machine) { bytes in
      String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
    }
  }

  /// Resolves environments; diagnostics that several share come once.
  ///
  /// - Parameter wanted: The present names of the keys to resolve; `nil` for all.
  func environments(_ names: [EnvironmentName], only wanted: Set<String>? = nil) async -> ResolvedEnvironments {
    let (environments, diagnostics) = await Self.environments(names, only: wanted, in: configuration)
    let named = Set(environments.flatMap { $0.list("base_python") }.filter { $0.hasPrefix("/") })
    let unknown = named.filter { interpreters.pythons.named($0) == nil }
    if unknown.isEmpty {
      return ResolvedEnvironments(session: self, environments: environments, diagnostics: diagnostics)
    }
    // Some values depend on what these are.
    var session = self
    session.interpreters = await finder.find(named: named.sorted())
    var context = configuration.context
    context.pythons = session.interpreters.pythons
    session.configuration = configuration.with(context)
    let again = await Self.environments(names, only: wanted, in: session.configuration)
    return ResolvedEnvironments(session: session, environments: again.environments, diagnostics: again.diagnostics)
  }

  private static func environments(
    _ names: [EnvironmentName], only wanted: Set<String>?, in configuration: LoadedConfiguration
  ) async -> (environments: [Environment], diagnostics: [Diagnostic]) {
    let parts = await ConcurrentWork.results(names) { configuration.environments(Array($0), only: wanted) }
    if parts.count == 1 { return parts[0] }
    let diagnostics = parts.flatMap(\.diagnostics).uniqued { "\($0.span?.location ?? "") \($0.message)" }
    return (parts.flatMap(\.environments), diagnostics)
  }

  // MARK: Planning

  /// What a look at the machine came to, and the plan made of it.
  struct Planned: Sendable {
    var plan: Plan
    var observation: Observation
    var matcher: PackageMatcher
    /// What was chosen of the project's packages for each environment.
    var choices: [PackageDecision]
  }

  /// Chooses the packages of environments by the files that are there now.
  var matcher: PackageMatcher { matcher(ExistingArtifacts(files: host.files).find(project.definitions.packages)) }

  /// The package that a command line gives; paths start in the folder in which the user stands.
  private func given(_ options: PlanOptions) -> PackageDefinition? {
    options.givenPackage.map { PackageMatcher.given(absolutePath($0, from: host.files.resolved(".") ?? "/")) }
  }

  private func matcher(_ options: PlanOptions) -> PackageMatcher {
    let given = given(options)
    let known = ExistingArtifacts(files: host.files).find(project.definitions.packages + [given].compactMap { $0 })
    return matcher(known, develops: options.develops, given: given)
  }

  private func matcher(
    _ known: KnownArtifacts, develops: Bool = false, given: PackageDefinition? = nil
  ) -> PackageMatcher {
    PackageMatcher(
      project: project, fit: ArtifactFit(known: known, pythons: interpreters.pythons, platform: Self.platform),
      develops: develops, given: given)
  }

  /// What environments may build: each package that one of them gets, each once.
  func packages(of environments: [Environment], _ options: PlanOptions) -> [PackageDefinition] {
    let matcher = matcher(options)
    return environments.flatMap { matcher.decision(for: $0).packages.map(\.definition) }.uniqued(by: \.name)
  }

  /// Warnings about definitions that serve none of the project's environments.
  ///
  /// - Parameter environments: Those that were planned, which are not resolved again where they are all there are.
  func unusedDefinitions(_ planned: Planned, _ environments: [Environment]) -> [Diagnostic] {
    if project.definitions.isEmpty { return [] }
    guard environments.map(\.name) != project.allEnvironments else {
      return UnusedDefinitions(project: project, matcher: planned.matcher)
        .warnings(environments, decided: planned.choices)
    }
    return unusedDefinitions(planned.matcher)
  }

  /// What is wrong with the configuration, for those who ask for some environments.
  ///
  /// - Complexity: O(1) where no definition is faulty, else as ``UnusedDefinitions/lowered(_:for:leavesPackages:)``.
  func problems(for environments: [Environment], leavesPackages: Bool = false) -> [Diagnostic] {
    let diagnostics = configuration.diagnostics
    guard diagnostics.contains(where: { $0.faultyPackageDefinition != nil }) else { return diagnostics }
    return UnusedDefinitions(project: project, matcher: matcher)
      .lowered(diagnostics, for: environments, leavesPackages: leavesPackages)
  }

  private func unusedDefinitions(_ matcher: PackageMatcher) -> [Diagnostic] {
    let deciding = PackageChoice.decidingKeys
    let environments = configuration.environments(project.allEnvironments, only: deciding).environments
    return UnusedDefinitions(project: project, matcher: matcher).warnings(environments)
  }

  /// Looks at the machine and plans.
  func plan(_ environments: [Environment], _ options: PlanOptions) async -> Planned {
    let project = project
    let given = given(options)
    let known = ExistingArtifacts(files: host.files).find(project.definitions.packages + [given].compactMap { $0 })
    let matcher = matcher(known, develops: options.develops, given: given)
    let choices = await ConcurrentWork.results(environments) { $0.map(matcher.decision) }.flatMap { $0 }
    let chosen = choices.lazy.flatMap(\.packages).map(\.definition).uniqued(by: \.name)
    let definitions = (chosen + project.definitions.packages).filter { $0.fault == nil }.uniqued(by: \.name)
    let roots = Set(environments.map(\.packageRoot) + definitions.map(\.root))
    let buildSystems = Dictionary(uniqueKeysWithValues: roots.map { ($0, configuration.buildSystem(of: $0)) })
    let buildEnvironments = buildEnvironments(chosen)
    let selected = Set(environments.map(\.name))
    let others = buildEnvironments.values.filter { !selected.contains($0.name) }
    let wanted = zip(environments, choices).map { ($0, $1.packages.map(\.definition)) } + others.map { ($0, []) }
    let external = await ExternalKinds(host: host).observe(wanted, in: project, interpreters.pythons)
    var observation = await MachineObserver(host: host, project: project).observe(
      environments + others, definitions: definitions, known: known, buildSystems: buildSystems,
      tools: EnvironmentDrivers.tools(for: environments + others) + PackageBuilders.tools(for: definitions),
      files: EnvironmentDrivers.files(of: environments + others, in: project),
      buildFiles: PackageBuilders.buildFiles(for: definitions), interpreters: interpreters,
      marks: { EnvironmentStamp.marks(of: $0, $1, in: project) + ExternalKinds.marks(of: $0, $1, external) }
    ) { EnvironmentStamp.path(of: $0, $1, in: project) }
    observation.machine = Self.platform
    observation.externalKinds = external
    observation.isRoot = geteuid() == 0
    let context = PlanningContext(
      project: project, observation: observation, options: options, buildSystems: buildSystems, matcher: matcher,
      buildEnvironments: buildEnvironments)
    let planner = Planner(drivers: EnvironmentDrivers.all(with: external), builders: PackageBuilders.all)
    return Planned(
      plan: planner.plan(environments, choosing: choices, in: context), observation: observation, matcher: matcher,
      choices: choices)
  }

  /// The folders of the environments that package definitions name to build in.
  var buildDirectories: [EnvironmentName: String] {
    let names = Set(project.definitions.packages.compactMap(\.buildEnvironment))
    let environments = buildEnvironments([]).values.filter { names.contains($0.name.text) }
    return Dictionary(environments.map { ($0.name, $0.directory) }) { first, _ in first }
  }

  /// The environments to build in, by their names: those that package definitions name, and the packaging environments of
  /// packages that are built without one.
  private func buildEnvironments(_ chosen: [PackageDefinition]) -> [String: Environment] {
    let implied = chosen.filter(\.isImplied).compactMap(\.buildEnvironment)
    let packaging = Set(implied).map { ($0, configuration.packagingEnvironment(EnvironmentName($0))) }
    let known = Set(project.allEnvironments)
    let names = Set(project.definitions.packages.compactMap(\.buildEnvironment)).map { EnvironmentName($0) }
      .filter(known.contains).sorted()
    let environments = configuration.environments(names).environments
    return Dictionary(environments.map { ($0.name.text, $0) } + packaging) { first, _ in first }
  }

  /// The machine as wheels see it.
  static let platform: PythonPlatform = {
    var text = [UInt8](repeating: 0, count: 64)
    let count = text.withUnsafeMutableBytes {
      confstr(Int32(_CS_GNU_LIBC_VERSION), $0.bindMemory(to: CChar.self).baseAddress, $0.count)
    }
    // `glibc 2.36`; other libraries say nothing.
    let words = String(decoding: text.prefix(max(0, count - 1)), as: UTF8.self).split(separator: " ")
    let version = (words.last ?? "").split(separator: ".").compactMap { Int($0) }
    let library = version.count > 1 ? PythonPlatform.Library.glibc(major: version[0], minor: version[1]) : nil
    return PythonPlatform(architecture: machineName, library: library)
  }()
}

extension Sequence {
  /// The elements without those whose key came before.
  func uniqued(by key: (Element) -> some Hashable) -> [Element] {
    var seen: Set<AnyHashable> = []
    return filter { seen.insert(AnyHashable(key($0))).inserted }
  }
}

/// Environments with all that their values needed to know.
struct ResolvedEnvironments: Sendable {
  /// The session, which may have learned of more interpreters.
  var session: ProjectSession
  var environments: [Environment]
  var diagnostics: [Diagnostic]
}
