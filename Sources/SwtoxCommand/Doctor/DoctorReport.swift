import Artifacts
import Drivers
import EnvironmentModel
import Glibc
import Host
import Orchestration
import Planning

/// What a machine can make, kind by kind and form by form.
struct DoctorReport: Sendable {
  /// A program of a kind.
  struct Program: Equatable, Sendable {
    var name: String
    /// `nil` when it is not there.
    var path: String?
    /// `nil` when it does not tell.
    var version: String?
    /// The command that installs it.
    var installation: String
  }

  /// A kind of environments, or a builder of packages.
  struct Entry: Equatable, Sendable {
    var name: String
    var readiness: KindReadiness
    var programs: [Program]
    /// What its environments can install; nothing for builders.
    var accepts: [String] = []
    /// Whether its program is there and does not do what it should.
    var isBroken = false

    /// How it is, in a word.
    var mark: String { readiness.isReady ? "ready" : isBroken ? "broken" : "missing" }
  }

  var kinds: [Entry]
  var builders: [Entry]

  /// The names of the kinds that there are.
  static let kinds = EnvironmentDrivers.all.map(\.kind.description)

  /// What can be asked for: kinds, and builders of packages.
  static let names = kinds + PackageBuilders.names.filter { !kinds.contains($0) }

  /// Whether all that was asked for is ready.
  func isReady(_ names: [String]) -> Bool {
    names.allSatisfy { name in
      (kinds.first { $0.name == name } ?? builders.first { $0.name == name })?.readiness.isReady ?? false
    }
  }

  /// Looks at a machine.
  ///
  /// - Parameters:
  ///   - folder: The folder of the program.
  ///   - names: The kinds to tell of, with the builders of what they install; all when it is empty.
  static func make(on host: Host, folder: String?, only names: Set<String> = []) async -> DoctorReport {
    let external = await external(on: host, only: names)
    let drivers = EnvironmentDrivers.all(with: external).filter {
      names.isEmpty || names.contains($0.kind.description)
    }
    let machine = await observation(of: host, folder)
    let probe = ToolVersions(host: host)
    var kinds: [Entry] = []
    for driver in drivers {
      let own = external[driver.kind.description]
      let accepted = (try? own?.description.get())?.accepts  // a faulty one says so in its readiness
      let forms = ArtifactForm.allCases.filter {
        own == nil ? $0.isAccepted(by: driver.kind) : accepted?.contains($0) ?? false
      }.map(\.rawValue)
      var readiness = driver.readiness(on: machine)
      if driver.kind == .container { readiness = await EngineService(host: host).readiness(readiness, machine) }
      kinds.append(
        Entry(
          name: driver.kind.description, readiness: readiness,
          programs: programs(of: driver, machine) + programs(of: own) + (await probe.programs(driver.tools, machine)),
          accepts: forms, isBroken: own.map { (try? $0.description.get()) == nil } ?? false))
    }
    let wanted = Set(kinds.flatMap(\.accepts)).union(names)
    var builders: [Entry] = []
    for account in PackageBuilders.accounts(on: machine)
    where names.isEmpty || wanted.contains(account.builder.rawValue) {
      var readiness = account.readiness
      if account.builder == .image { readiness = await EngineService(host: host).readiness(readiness, machine) }
      builders.append(
        Entry(
          name: account.builder.rawValue, readiness: readiness,
          programs: await probe.programs(account.tools, machine)))
    }
    return DoctorReport(kinds: kinds, builders: builders)
  }

  /// The Nodes with their npm, which are found in other places than on PATH too.
  private static func programs(of driver: any EnvironmentDriver, _ machine: Observation) -> [Program] {
    guard driver.kind == .npm else { return [] }
    return machine.nodes.map { node in
      Program(name: "node", path: node.place, version: node.version.description, installation: "")
    }
  }

  /// The kinds that programs of their own know.
  private static func external(on host: Host, only names: Set<String>) async -> [String: ExternalKindObservation] {
    let kinds = ExternalKinds(host: host)
    var found: [String: ExternalKindObservation] = [:]
    for name in kinds.names where names.isEmpty || names.contains(name) {
      guard !Self.kinds.contains(name), let program = kinds.program(of: name) else { continue }
      found[name] = await kinds.describe(name, program)
    }
    return found
  }

  /// The program of such a kind, and those that it uses.
  private static func programs(of kind: ExternalKindObservation?) -> [Program] {
    guard let kind else { return [] }
    let name = kind.program.split(separator: "/").last.map(String.init) ?? ""
    guard case .success(let description) = kind.description else {
      return [Program(name: name, path: kind.program, version: nil, installation: "")]
    }
    let own = Program(name: name, path: kind.program, version: description.version, installation: "")
    return [own]
      + description.tools.map { tool in
        Program(
          name: tool.name, path: tool.path.isEmpty ? nil : tool.path,
          version: tool.version.isEmpty ? nil : tool.version,
          installation: tool.installation)
      }
  }

  private static func observation(of host: Host, _ folder: String?) async -> Observation {
    let interpreters = await InterpreterFinder(host: host, programFolder: folder).find()
    let finder = ProgramFinder(host: host)
    var machine = Observation(
      pythons: interpreters.pythons, searchedPlaces: interpreters.places, uv: finder.path(of: "uv"),
      virtualenv: finder.path(of: "virtualenv"), variables: host.variables)
    for tool in EnvironmentDrivers.all.flatMap(\.tools) + PackageBuilders.allTools {
      machine.programs[tool.name] = finder.path(of: tool)
    }
    machine.isRoot = geteuid() == 0
    machine.nodes = await NodeFinder(host: host, pythons: interpreters.pythons).find()
    return machine
  }
}

/// Asks programs for their versions, each once.
private actor ToolVersions {
  private let probe: ToolProbe
  private var known: [String: String?] = [:]

  init(host: Host) { probe = ToolProbe(host: host) }

  func programs(_ tools: [Tool], _ machine: Observation) async -> [DoctorReport.Program] {
    var programs: [DoctorReport.Program] = []
    for tool in tools {
      let path = machine.programs[tool.name]
      programs.append(
        DoctorReport.Program(
          name: tool.name, path: path, version: await version(of: path),
          installation: tool.installation))
    }
    return programs
  }

  private func version(of path: String?) async -> String? {
    guard let path else { return nil }
    if let version = known[path] { return version }
    let version = await probe.version(of: path)
    known[path] = version
    return version
  }
}
