import Artifacts
import EnvironmentModel
import Host
import Orchestration
import Planning
import RunModel

/// The kinds of environments that programs of their own know, `swtox-kind-NAME` on PATH.
struct ExternalKinds {
  private let host: Host

  init(host: Host) { self.host = host }

  /// The absolute path of the program of a kind; `nil` when there is none.
  func program(of kind: String) -> String? {
    if kind.isEmpty || kind.contains("/") { return nil }
    return ProgramFinder(host: host).path(of: ExternalKindObservation.programPrefix + kind)
  }

  /// The kinds that have a program, by name.
  ///
  /// Costs listing the folders of PATH.
  var names: [String] {
    let prefix = ExternalKindObservation.programPrefix
    let folders = (host.variables["PATH"] ?? "").split(separator: ":")
    let programs = folders.flatMap { (try? host.files.list(String($0))) ?? [] }  // a folder that is not there
    let names = Set(programs.filter { $0.hasPrefix(prefix) }.map { String($0.dropFirst(prefix.count)) })
    return names.filter { program(of: $0) != nil }.sorted()
  }

  /// Where questions are kept while they are asked, without a project.
  private var folder: String {
    let home = host.variables["HOME"] ?? "/"
    return (host.variables["XDG_CACHE_HOME"].flatMap { $0.hasPrefix("/") ? $0 : nil } ?? "\(home)/.cache") + "/swtox"
  }

  /// What a kind says of itself, for which it has less time than for what somebody waits to use.
  func describe(_ kind: String, _ program: String) async -> ExternalKindObservation {
    await observe(kind, program, [], folder: folder, seconds: 10) { _, _ in [] }
  }

  /// Asks the programs of all kinds that some environments are of, each once.
  ///
  /// - Parameter wanted: Environments with what they install of the project.
  func observe(
    _ wanted: [(environment: Environment, packages: [PackageDefinition])], in project: Project,
    _ pythons: PythonInstallations
  ) async -> [String: ExternalKindObservation] {
    var groups: [String: [(environment: Environment, packages: [PackageDefinition])]] = [:]
    for item in wanted {
      if case .external(let kind) = item.environment.kind { groups[kind, default: []].append(item) }
    }
    var observations: [String: ExternalKindObservation] = [:]
    for (kind, items) in groups {
      guard let program = program(of: kind) else { continue }
      observations[kind] = await observe(kind, program, items.map(\.environment), folder: project.workDirectory) {
        place, id in
        let (environment, packages) = items[place]
        let python = pythons.find(environment.list("base_python"))
        return ExternalRequest.recipes(id: id, environment, packages, python, in: project)
      }
    }
    return observations
  }

  /// Asks what a kind is, and what it says of environments.
  ///
  /// - Parameter questions: Those on an environment by its place, numbered from an id on.
  private func observe(
    _ kind: String, _ program: String, _ environments: [Environment], folder: String,
    seconds: Int = ExternalKindProgram.defaultPatience, _ questions: (Int, Int) -> [String]
  ) async -> ExternalKindObservation {
    let size = ExternalRequest.steps.count
    let lines =
      [ExternalRequest.describe(id: 1)] + environments.indices.flatMap { questions($0, 2 + $0 * size) }
    var observation = ExternalKindObservation(program: program, description: .failure(ExternalKindFault("")))
    do throws(ExternalKindFault) {
      let answers = try ExternalAnswer.answers(
        try await ExternalKindProgram(host: host, seconds: seconds).answers(of: program, to: lines, folder: folder),
        to: 1...lines.count)
      let own = try answers[1]?.get() ?? .null
      observation.description = .success(try ExternalAnswer.description(own, of: kind))
      for (place, environment) in environments.enumerated() {
        let first = 2 + place * size
        let recipes = (first..<first + size).compactMap { answers[$0] }
        do throws(ExternalKindFault) {
          observation.environments[environment.name] = .success(try ExternalAnswer.environment(recipes, environment))
        } catch {
          observation.environments[environment.name] = .failure(error)
        }
      }
    } catch {
      observation.description = .failure(error)
    }
    return observation
  }

  /// What is there once a step of an environment is done, as the program of its kind says.
  static func marks(
    of environment: Environment, _ step: StepKind, _ observations: [String: ExternalKindObservation]
  ) -> [String] {
    guard case .external(let kind) = environment.kind,
      case .success(let answer)? = observations[kind]?.environments[environment.name]
    else { return [] }
    switch step {
    case .installDependencies: return answer.create.marks + answer.dependencies.marks
    case .installPackage: return answer.create.marks + answer.package.marks
    default: return answer.create.marks
    }
  }
}
