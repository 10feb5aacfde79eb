import Artifacts
import EnvironmentModel
import Host
import Orchestration
import Planning

/// Tries whether the program of a kind keeps to the protocol: each demand is one check.
struct KindConformance {
  /// One demand, and why it is not met.
  struct Check: Hashable, Sendable {
    var demand: String
    /// `nil` when it is met.
    var fault: String?
  }

  let host: Host
  let kind: String
  /// The absolute path of the program.
  let program: String
  /// The absolute path of a folder to work in.
  let folder: String

  /// All checks of answers, in an order in which the first fault says most.
  ///
  /// Costs some processes of the program.
  func checks() async -> [Check] {
    var checks = [await check("describes itself", describes)]
    if checks[0].fault != nil { return checks }
    checks.append(await check("answers questions on many environments in one go", many))
    checks.append(await check("gives the same answers to the same questions", same))
    checks.append(await check("ends without a question", silent))
    for (demand, question) in Self.foreign {
      checks.append(await check(demand) { () async throws(ExternalKindFault) in try await refuses(question) })
    }
    checks.append(await check("tells of an environment that is not there", inspectsNothing))
    return checks
  }

  /// Questions that no program knows, each with what is wanted of it.
  private static let foreign: [(String, String)] = [
    ("refuses a version of the protocol that it does not know", #"{"id":1,"protocol":999,"request":"describe"}"#),
    ("refuses a request that it does not know", #"{"id":1,"protocol":1,"request":"sing"}"#),
    (
      "refuses a step that it does not know",
      #"{"id":1,"protocol":1,"request":"recipe","step":"dance","environment":{"name":"a","factors":["a"],"folder":"/nowhere/a","temporary_folder":"/nowhere/a/tmp","change_dir":"/nowhere","deps":[],"extras":[],"base_python":[],"python":null,"settings":{}},"project":{"root":"/nowhere","work_folder":"/nowhere"},"packages":[]}"#
    ),
  ]

  private func check(_ demand: String, _ work: () async throws(ExternalKindFault) -> Void) async -> Check {
    do throws(ExternalKindFault) {
      try await work()
      return Check(demand: demand, fault: nil)
    } catch {
      return Check(demand: demand, fault: "it \(error.reason)")
    }
  }

  // MARK: Questions

  private var describe: String { ExternalRequest.describe(id: 1) }

  private func lines(_ questions: [String]) async throws(ExternalKindFault) -> [String] {
    try await ExternalKindProgram(host: host).answers(of: program, to: questions, folder: folder)
  }

  private func ask(_ question: String) async throws(ExternalKindFault) -> JSONValue {
    try ExternalAnswer.answers(try await lines([question]), to: 1...1)[1]?.get() ?? .null
  }

  private var project: Project {
    Project(
      root: folder, configurationPath: "\(folder)/tox.ini", workDirectory: "\(folder)/work", environmentList: [],
      additionalEnvironments: [], patterns: [], skipsMissingInterpreters: false, hasPackage: false)
  }

  private func environment(_ name: String) -> Environment {
    let own = "\(folder)/work/\(name)"
    let values: [(String, SettingValue)] = [
      ("env_dir", .path(own)), ("env_tmp_dir", .path("\(own)/tmp")), ("change_dir", .path(folder)),
      ("deps", .list(["swtox-kind-check==1.0"])), ("base_python", .list([])),
    ]
    return Environment(
      name: EnvironmentName(name), kind: .external(kind),
      settings: values.map { ($0.0, Setting($0.1, origin: SettingOrigin(section: SettingOrigin.unset))) })
  }

  private func describes() async throws(ExternalKindFault) {
    _ = try ExternalAnswer.description(try await ask(describe), of: kind)
  }

  private func many() async throws(ExternalKindFault) {
    let environments = (1...40).map { environment("py3-factor\($0)") }
    let size = ExternalRequest.steps.count
    let questions = environments.enumerated().flatMap { place, environment in
      ExternalRequest.recipes(id: 1 + place * size, environment, [], nil, in: project)
    }
    let answers = try ExternalAnswer.answers(try await lines(questions), to: 1...questions.count)
    for (place, environment) in environments.enumerated() {
      let own = (1 + place * size..<1 + (place + 1) * size).compactMap { answers[$0] }
      _ = try ExternalAnswer.environment(own, environment)
    }
  }

  private func same() async throws(ExternalKindFault) {
    let questions = ExternalRequest.recipes(id: 1, environment("a"), [], nil, in: project)
    let first = try ExternalAnswer.answers(try await lines(questions), to: 1...questions.count)
    let second = try ExternalAnswer.answers(try await lines(questions), to: 1...questions.count)
    if first != second { throw ExternalKindFault("answers otherwise when it is asked again") }
  }

  private func silent() async throws(ExternalKindFault) {
    let lines = try await lines([])
    if let line = lines.first { throw ExternalKindFault("writes '\(line.prefix(80))' though nobody asked") }
  }

  private func refuses(_ question: String) async throws(ExternalKindFault) {
    let answers = try ExternalAnswer.answers(try await lines([question]), to: 1...1)
    if case .success? = answers[1] { throw ExternalKindFault("gives an answer and no error") }
  }

  private func inspectsNothing() async throws(ExternalKindFault) {
    let question = ExternalRequest.inspect(id: 1, environment("never-made"), in: project)
    _ = try ExternalAnswer.content(try await ask(question))
  }
}
