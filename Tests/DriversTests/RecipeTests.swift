import Drivers
import EnvironmentModel
import Planning
import RunModel
import TestKit
import Testing

@Suite struct RecipeTests {
  private static let uv = "/usr/bin/uv"
  /// What every environment tells its commands.
  private static let common = [
    ("PIP_DISABLE_PIP_VERSION_CHECK", "1"), ("PIP_USER", "0"), ("PYTHONIOENCODING", "utf-8"),
    ("TOX_ENV_DIR", "/p/.swtox/a"), ("TOX_ENV_NAME", "a"), ("TOX_WORK_DIR", "/p/.swtox"),
    ("VIRTUAL_ENV", "/p/.swtox/a"),
  ].map { VariableAssignment(name: $0.0, value: $0.1) }

  @Test(arguments: [
    ("uv", [:] as [String: SettingValue]), ("venv", [:]), ("virtualenv-36", [:]),
    ("uv-all-settings", Self.everything), ("uv-install-command", Self.installCommand), ("venv-own-pip", [:]),
  ])
  func `recipes are as recorded`(name: String, changes: [String: SettingValue]) throws {
    var observation = Observation(
      pythons: PythonInstallations(interpreters: [interpreter(name == "virtualenv-36" ? [3, 6, 15] : [3, 11, 7])]),
      searchedPlaces: ["PATH"],
      variables: ["PATH": "/usr/bin", "HOME": "/home/u", "SECRET": "x", "PIP_INDEX_URL": "i"])
    if name == "venv-own-pip" { observation.pythons.interpreters[0].pipVersion = nil }
    if name.hasPrefix("uv") { observation.uv = Self.uv }
    if name.hasPrefix("virtualenv") { observation.virtualenv = "/usr/bin/virtualenv" }
    let factor = name == "virtualenv-36" ? "py36" : "py311"
    let text = recipes(environment(["base_python": .list([factor])].merging(changes) { $1 }), observation)
    try Golden.compare(text, with: "virtualenv/\(name).txt")
  }

  @Test func `nothing changed means nothing done`() {
    var observation = Observation(pythons: PythonInstallations(interpreters: [interpreter([3, 11, 7])]), uv: Self.uv)
    let first = steps(environment(), observation)
    for step in first {
      guard case .perform(let recipe) = step.disposition else { continue }
      for case .write(let path, let text) in recipe.parts.main where path.contains("/.swtox/a/.swtox/") {
        observation.stamps[StepID(.environment(EnvironmentName("a")), step.kind)] = text
      }
    }
    let second = steps(environment(), observation)
    #expect(
      second.filter { $0.kind != .runCommands && $0.kind != .installPackage }.map(\.disposition) == [.reuse, .reuse])
  }

  @Test func `a further dependency is installed beside the others, and said`() {
    var observation = Observation(pythons: PythonInstallations(interpreters: [interpreter([3, 11, 7])]), uv: Self.uv)
    for step in steps(environment(), observation) {
      guard case .perform(let recipe) = step.disposition else { continue }
      for case .write(let path, let text) in recipe.parts.main where path.contains("/.swtox/a/.swtox/") {
        observation.stamps[StepID(.environment(EnvironmentName("a")), step.kind)] = text
      }
    }
    let changed = steps(environment(["deps": .list(["pytest", "attrs"])]), observation)
    #expect(changed.prefix(2).map(\.reason) == ["reuse", "install more: +attrs"])
  }

  @Test(arguments: [
    ("demo==1.4", "demo[a,b]==1.4"), ("demo", "demo[a,b]"), ("demo[c]>1", "demo[c]>1"),
    ("demo @ https://x/y.whl", "demo[a,b] @ https://x/y.whl"),
  ])
  func `releases of an index are installed with the extras`(requirement: String, word: String) {
    let observation = Observation(pythons: PythonInstallations(interpreters: [interpreter([3, 11, 7])]), uv: Self.uv)
    let package = PackageInstallation(
      PackageDefinition(name: "index", builder: .index, root: "/p"), .requirement(requirement))
    let steps = VirtualenvDriver().steps(
      for: environment(["extras": .list(["a", "b"])]), packages: [package], in: context(observation))
    guard case .perform(let recipe)? = steps.first(where: { $0.kind == .installPackage })?.disposition,
      case .run(let command)? = recipe.parts.main.first(where: { if case .run = $0 { true } else { false } })
    else { return #expect(Bool(false), "nothing is installed") }
    #expect(command.arguments.last == .text(word))
  }

  @Test func `a release that is not wanted any more makes the environment anew`() {
    var observation = Observation(pythons: PythonInstallations(interpreters: [interpreter([3, 11, 7])]), uv: Self.uv)
    func steps(_ requirement: String) -> [StepDraft] {
      let definition = PackageDefinition(name: "index", builder: .index, root: "/p")
      let packages = [PackageInstallation(definition, .requirement(requirement))]
      return VirtualenvDriver().steps(for: environment(), packages: packages, in: context(observation))
    }
    let owner = StepOwner.environment(EnvironmentName("a"))
    for step in steps("demo==1.4") {
      guard case .perform(let recipe) = step.disposition else { continue }
      for case .write(let path, let text) in recipe.parts.main where path.contains("/.swtox/a/.swtox/") {
        observation.stamps[StepID(owner, step.kind)] = text
      }
    }
    observation.stamps[StepID(owner, .installPackage)] = "index demo==1.4\npackage index"
    #expect(steps("demo==1.4").map(\.reason).first == "reuse")
    #expect(steps("demo==1.5").map(\.reason).first == "recreate: 'demo==1.4' is not wanted any more")
  }

  // MARK: Parts

  private static let everything: [String: SettingValue] = [
    "deps": .list(["pytest", "-r requirements.txt", "-cconstraints.txt", "-e ./other"]),
    "extras": .list(["a", "b"]), "constrain_package_deps": .boolean(true), "pip_pre": .boolean(true),
    "system_site_packages": .boolean(true), "ignore_errors": .boolean(true),
    "commands_pre": .commands([CommandLine(arguments: ["pip", "list"])]),
    "commands_post": .commands([CommandLine(arguments: ["make", "clean"], ignoresFailure: true)]),
    "allowlist_externals": .list(["make"]),
    "pass_env": .list(PassedVariables.byDefault(isInteractive: false) + ["SEC*"]),
    "set_env": .variables(common + [VariableAssignment(name: "A", value: "1")]),
  ]

  private static let installCommand: [String: SettingValue] = [
    "install_command": .command(
      CommandLine(arguments: ["pip", "install", "--progress-bar", "off", "--pre", "{packages}"])),
    "pip_pre": .boolean(true),
    "set_env": .variables(common + [VariableAssignment(name: "PIP_INDEX_URL", value: "own")]),
  ]

  private func interpreter(_ version: [Int]) -> Interpreter {
    Interpreter(path: "/usr/bin/python", implementation: .cpython, version: version, pipVersion: [23, 2])
  }

  private func environment(_ changes: [String: SettingValue] = [:]) -> Environment {
    let base: [String: SettingValue] = [
      "env_dir": .path("/p/.swtox/a"), "env_tmp_dir": .path("/p/.swtox/a/tmp"),
      "env_log_dir": .path("/p/.swtox/a/log"), "env_bin_dir": .path("/p/.swtox/a/bin"), "change_dir": .path("/p"),
      "base_python": .list(["py311"]), "deps": .list(["pytest"]),
      "pass_env": .list(PassedVariables.byDefault(isInteractive: false)),
      "commands": .commands([CommandLine(arguments: ["pytest", "-v"])]), "set_env": .variables(Self.common),
    ]
    let values = base.merging(changes) { $1 }.sorted { $0.key < $1.key }
    return Environment(
      name: EnvironmentName("a"), packageRoot: "/p",
      settings: values.map { ($0.key, Setting($0.value, origin: .init(section: "test"))) })
  }

  private func context(_ observation: Observation) -> PlanningContext {
    let project = Project(
      root: "/p", configurationPath: "/p/tox.ini", workDirectory: "/p/.swtox", environmentList: [],
      additionalEnvironments: [], patterns: [], skipsMissingInterpreters: false, hasPackage: true)
    return PlanningContext(
      project: project, observation: observation, options: PlanOptions())
  }

  private func steps(_ environment: Environment, _ observation: Observation) -> [StepDraft] {
    let package = PackageDefinition(name: "sdist", builder: .sdist, root: "/p")
    let packages = [PackageInstallation(package, .artifact("sdist"), isBuilt: true)]
    return VirtualenvDriver().steps(for: environment, packages: packages, in: context(observation))
  }

  /// Every action of every step as text.
  private func recipes(_ environment: Environment, _ observation: Observation) -> String {
    let package = PackageDefinition(name: "sdist", builder: .sdist, root: "/p")
    let build = PythonPackageBuilder().step(for: PackageBuild(package), needed: [:], in: context(observation))
    return ([build] + steps(environment, observation)).map { step in
      "\(step.kind.rawValue): \(step.reason)\n" + RecipeDump.text(step.disposition)
    }.joined()
  }
}
