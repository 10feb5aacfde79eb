import EnvironmentModel
import Host
import Orchestration
import Planning

/// Makes and uses environments of a kind in a project of its own, as its users would.
struct KindTrial {
  let host: Host
  let kind: String
  /// The absolute path of the kind's program.
  let program: String
  /// The absolute path of swtox itself.
  let swtox: String
  /// The absolute path of a folder for the project; its name has a blank in it.
  let folder: String
  /// Settings of the kind, as `name=value`.
  var settings: [String] = []
  /// The absolute path of an artefact to install; `nil` for none.
  var artifact: String?
  /// The command that is run in the environments.
  var command: [String]

  /// All checks of runs, each on top of the one before; after a fault there are no more.
  func checks() async -> [KindConformance.Check] {
    do throws(FileError) { try host.files.write(Array(configuration.utf8), to: "\(folder)/tox.ini") } catch {
      return [.init(demand: "has a project to try", fault: error.message)]
    }
    let parts: [(String, () async -> String?)] = [
      ("makes environments and runs commands in them", { await run(["-j", "3"]) }),
      ("uses them again when nothing changed", reuses),
      ("makes them anew when it is asked to", { await run(["-r"], wanting: "created in") }),
      ("makes one anew when a part of it is gone", mends),
      ("leaves nothing beside the environment's folder", leavesNothing),
    ]
    var checks: [KindConformance.Check] = []
    for (demand, part) in parts {
      let fault = await part()
      checks.append(.init(demand: demand, fault: fault))
      if fault != nil { break }
    }
    return checks
  }

  private var configuration: String {
    let values = settings.map { "\n    \($0)" }.joined()
    let package = artifact.map { "[packagedef:given]\nbuilder = existing\npath = \($0)\nmatch = a, b, c\n" } ?? ""
    let words = command.map(CommandLine.quoted).joined(separator: " ")
    return """
      [tox]
      env_list = a, b, c
      \(artifact == nil ? "no_package = true" : "")
      \(package)
      [testenv]
      kind = \(kind)
      kind_settings =\(values)
      allowlist_externals = *
      commands = \(words.replacing("#", with: "\\#").replacing("{", with: "\\{"))

      """
  }

  // MARK: Runs

  /// Why a run was not as it should be; `nil` when it was.
  private func run(_ arguments: [String], wanting words: String = "", without others: String? = nil) async -> String? {
    let (code, output) = await output(["--headless", "--output", "all"] + arguments)
    let text = output.split(separator: "\n").suffix(12).joined(separator: "\n      ")
    if code != 0 { return "the run ended with exit code \(code):\n      \(text)" }
    if !output.contains(words) { return "the run did not tell '\(words)':\n      \(text)" }
    if let others, output.contains(others) { return "the run told '\(others)':\n      \(text)" }
    return nil
  }

  private func reuses() async -> String? {
    // One says it of environments, and the other of packages and deps.
    let fault = await run([], without: "created in")
    return if let fault { fault } else { await run([], without: "installed in") }
  }

  /// Removes what the kind names as its marks, one at a time.
  private func mends() async -> String? {
    let marks: [String]
    switch await recipes {
    case .success(let answers): marks = answers.create.marks + answers.dependencies.marks
    case .failure(let fault): return "it \(fault.reason)"
    }
    let place = "\(folder)/.swtox/a"
    let own = marks.filter { $0 == place || $0.hasPrefix(place + "/") }
    for mark in own.isEmpty ? [place] : own {
      guard host.files.exists(mark) else { return "'\(mark)' is not there after it was made" }
      do throws(FileError) { try host.files.remove(mark) } catch { return error.message }
      if let fault = await run(["-e", "a"]) { return "without '\(mark)' \(fault)" }
      if !host.files.exists(mark) { return "'\(mark)' was removed and did not come back" }
    }
    return nil
  }

  private var recipes: Result<ExternalEnvironment, ExternalKindFault> {
    get async {
      let values: [(String, SettingValue)] = [
        ("env_dir", .path("\(folder)/.swtox/a")), ("env_tmp_dir", .path("\(folder)/.swtox/a/tmp")),
        ("change_dir", .path(folder)), ("kind_settings", .dictionary(settings.compactMap(Self.assignment))),
      ]
      var environment = Environment(
        name: EnvironmentName("a"),
        settings: values.map { ($0.0, Setting($0.1, origin: SettingOrigin(section: SettingOrigin.unset))) })
      environment.kindDecision = KindDecision(.external(kind), .byDefault)
      let project = Project(
        root: folder, configurationPath: "\(folder)/tox.ini", workDirectory: "\(folder)/.swtox", environmentList: [],
        additionalEnvironments: [], patterns: [], skipsMissingInterpreters: false, hasPackage: false)
      let observed = await ExternalKinds(host: host).observe(
        [(environment, [])], in: project, PythonInstallations())
      return observed[kind]?.environments[environment.name] ?? .failure(ExternalKindFault("is not on PATH"))
    }
  }

  private static func assignment(_ text: String) -> VariableAssignment? {
    let parts = text.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
    return parts.count == 2 ? VariableAssignment(name: parts[0], value: parts[1]) : nil
  }

  private func leavesNothing() async -> String? {
    let names = Set((try? host.files.list(folder)) ?? []).subtracting(["tox.ini", ".swtox"])
    return names.isEmpty ? nil : "there is '\(names.sorted().joined(separator: "', '"))' in the project's folder"
  }

  private func output(_ arguments: [String]) async -> (code: Int32, output: String) {
    let request = ProcessRequest(
      executable: swtox, arguments: [swtox] + arguments, workingDirectory: folder, environment: host.variables)
    return await TextOfProgram(host: host).run(request)
  }
}
