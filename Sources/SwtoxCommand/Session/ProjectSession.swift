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
  private var interpreters: InterpreterFinder.Findings
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
    let variable = (host.variables["TOX_OVERRIDE"] ?? "").split(separator: ";").map(String.init)
    return try await open(
      found, overrides: variable + options.overrides, workDirectory: options.workDirectory, in: program
    ) { _ in }
  }

  /// Reads a configuration that was found.
  ///
  /// - Parameter prepare: Puts in what else a command line says.
  static func open(
    _ found: ConfigurationDiscovery.Found, overrides arguments: [String], workDirectory: String?,
    in program: ProgramContext, prepare: (inout ConfigurationContext) -> Void
  ) async throws(DiagnosticError) -> ProjectSession {
    let host = program.host
    let folder = host.files.resolved(".") ?? "/"
    let fileFolder = String(found.path[..<(found.path.lastIndex(of: "/") ?? found.path.startIndex)])
    let files = host.files
    var overrides: [ConfigurationOverride] = []
    for argument in arguments { overrides.append(try ConfigurationOverride(argument)) }
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

  /// The environments a command line asks for.
  func names(_ options: SelectionOptions) throws(DiagnosticError) -> [EnvironmentName] {
    // A variable that is exported empty says nothing; `-e "$EMPTY"` in a script must not run everything.
    let variable = options.choosesByProperty ? nil : host.variables["TOXENV"]
    let asked = options.environments.isEmpty ? variable.map { [$0] } ?? [] : options.environments
    let isNamed = asked.contains { $0.contains { $0 != "," && !$0.isWhitespace } }
    guard options.environments.isEmpty || isNamed else {
      throw DiagnosticError(
        .error("no environment is named", help: "name some with -e, or leave it out for the env_list"))
    }
    let selection = Selection(
      items: isNamed ? asked : [], factorSets: options.factorSets, labels: options.labelNames,
      skipped: options.skipped ?? host.variables["TOX_SKIP_ENV"] ?? "")
    return try resolve(selection)
  }

  /// The environments that a name or pattern means.
  func names(of item: String) throws(DiagnosticError) -> [EnvironmentName] { try resolve(Selection(items: [item])) }

  private func resolve(_ selection: Selection) throws(DiagnosticError) -> [EnvironmentName] {
    do throws(SelectionError) {
      return try selection.resolve(in: project, knownFactors: configuration.knownFactors) {
        EnvironmentLabels(
          own: Dictionary(
            project.allEnvironments.map { ($0, configuration.labels(of: $0)) }, uniquingKeysWith: { first, _ in first }),
          groups: configuration.labelledEnvironments)
      }
    } catch {
      throw DiagnosticError(diagnostic(error))
    }
  }

  private func diagnostic(_ error: SelectionError) -> Diagnostic {
    switch error {
    case .unknownName(let name):
      let suggestion = closestMatch(to: name, among: project.allEnvironments.map(\.text))
      return .error(
        "there is no environment '\(name)'",
        help: suggestion.map { "did you mean '\($0)'?" } ?? "see all of them with 'swtox-tui list'")
    case .malformedPattern(let item, let problem):
      return .error("'\(item)': \(problem.message)", help: problem.help)
    case .malformedExpression(let text):
      return .error("'\(text)' is no regular expression", help: "environments are left out by the start of their names")
    case .noneChosen:
      return .error("no environment has these factors or labels", help: "see all of them with 'swtox-tui list'")
    }
  }

  /// Resolves environments; diagnostics that several share come once.
  ///
  /// - Parameter wanted: The present names of the keys to resolve; `nil` for all.
  func environments(_ names: [EnvironmentName], only wanted: Set<String>? = nil) async -> ResolvedEnvironments {
    let (environments, diagnostics) = configuration.environments(names, only: wanted)
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
    let again = session.configuration.environments(names, only: wanted)
    return ResolvedEnvironments(session: session, environments: again.environments, diagnostics: again.diagnostics)
  }

  /// Looks at the machine and plans.
  func plan(_ environments: [Environment], _ options: PlanOptions) -> (plan: Plan, observation: Observation) {
    let project = project
    let places = MachineObserver.Places(
      stampPath: { VirtualenvDriver.stampPath(of: $0, $1) },
      resultPath: { PythonPackageBuilder.resultPath(of: $0, in: project) },
      inputsPath: { PythonPackageBuilder.inputsPath(of: $0, in: project) })
    let observation = MachineObserver(host: host, project: project)
      .observe(environments, interpreters: interpreters, places: places)
    let roots = Set(environments.map(\.packageRoot))
    let context = PlanningContext(
      project: project, observation: observation, options: options,
      buildSystems: Dictionary(uniqueKeysWithValues: roots.map { ($0, configuration.buildSystem(of: $0)) }))
    let planner = Planner(drivers: [VirtualenvDriver()], builder: PythonPackageBuilder())
    return (planner.plan(environments, in: context), observation)
  }
}

/// Environments with all that their values needed to know.
struct ResolvedEnvironments: Sendable {
  /// The session, which may have learned of more interpreters.
  var session: ProjectSession
  var environments: [Environment]
  var diagnostics: [Diagnostic]
}
