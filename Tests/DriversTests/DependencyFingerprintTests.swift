import Drivers
import EnvironmentModel
import Planning
import RunModel
import Testing

@Suite struct DependencyFingerprintTests {
  private let observation = Observation(
    pythons: PythonInstallations(interpreters: [
      Interpreter(path: "/usr/bin/python", implementation: .cpython, version: [3, 11, 7])
    ]),
    uv: "/usr/bin/uv",
    requirementFiles: [
      "/p/base.txt": RequirementFile(lines: ["b1"], includes: [.init("/p/deep.txt")]),
      "/p/deep.txt": RequirementFile(lines: ["d1"], includes: [.init("/p/base.txt")]),
    ])

  private func steps(_ changes: [String: SettingValue], _ observation: Observation) -> [StepDraft] {
    let base: [String: SettingValue] = [
      "env_dir": .path("/p/.swtox/a"), "env_bin_dir": .path("/p/.swtox/a/bin"), "base_python": .list(["py311"]),
      "deps": .list(["pytest", "-r base.txt  # note"]),
    ]
    let values = base.merging(changes) { $1 }.sorted { $0.key < $1.key }
    let environment = Environment(
      name: EnvironmentName("a"), settings: values.map { ($0.key, Setting($0.value, origin: .init(section: "test"))) })
    let project = Project(
      root: "/p", configurationPath: "/p/tox.ini", workDirectory: "/p/.swtox", environmentList: [],
      additionalEnvironments: [], patterns: [], skipsMissingInterpreters: false, hasPackage: false)
    let context = PlanningContext(project: project, observation: observation, options: PlanOptions())
    return VirtualenvDriver().steps(for: environment, packages: [], in: context)
  }

  /// The machine after the steps were carried out: their stamps are there.
  private func after(_ changes: [String: SettingValue]) -> Observation {
    var observation = observation
    for step in steps(changes, observation) {
      guard case .perform(let recipe) = step.disposition else { continue }
      for case .write(let path, let text) in recipe.parts.main {
        guard let kind = StepKind.allCases.first(where: { path.hasSuffix("/.swtox/\($0.rawValue)") }) else { continue }
        observation.stamps[StepID(.environment(EnvironmentName("a")), kind)] = text
      }
    }
    return observation
  }

  private func reason(_ changes: [String: SettingValue], after before: [String: SettingValue] = [:]) -> String? {
    steps(changes, after(before)).first { $0.kind == .createEnvironment }?.reason
  }

  @Test(
    arguments: [
      (["pip_pre": .boolean(true)], "recreate: deps changed (+option pip_pre)"),
      (
        ["install_command": .command(CommandLine(arguments: ["mamba", "install", "{packages}"]))],
        "recreate: deps changed (+option mamba install '{packages}')"
      ),
      (
        ["install_command": .command(CommandLine(arguments: ["get", "{packages}"])), "pip_pre": .boolean(true)],
        "recreate: deps changed (+option pip_pre +option get '{packages}')"
      ),
      (["pip_pre": .boolean(false)], "reuse"),
    ] as [([String: SettingValue], String)])
  func `how dependencies are installed is part of what they are`(changes: [String: SettingValue], expected: String) {
    #expect(reason(changes) == expected)
    #expect(reason(changes, after: changes) == "reuse")
  }

  @Test func `a first requirement is a change, not an installation that was broken off`() {
    let none = ["deps": .list([])] as [String: SettingValue]
    #expect(reason(none, after: none) == "reuse")
    #expect(reason(["deps": .list(["pytest"])], after: none) == "reuse")
    let more = steps(["deps": .list(["pytest"])], after(none)).first { $0.kind == .installDependencies }
    #expect(more?.reason == "install more: +pytest")
  }

  @Test func `an index that set_env names is part of the dependencies`() {
    let index: [String: SettingValue] = [
      "set_env": .variables([VariableAssignment(name: "PIP_INDEX_URL", value: "own")])
    ]
    let reason = reason(index) ?? ""
    #expect(reason.hasPrefix("recreate: deps changed (+option PIP_INDEX_URL "))
    #expect(!reason.contains("own"), "it may hold a password")
    let user: [String: SettingValue] = [
      "set_env": .variables([VariableAssignment(name: "PIP_INDEX_URL", value: "https://me:secret@host/simple")])
    ]
    let other: [String: SettingValue] = [
      "set_env": .variables([VariableAssignment(name: "PIP_INDEX_URL", value: "https://me:rotated@host/simple")])
    ]
    #expect(self.reason(other, after: user) == "reuse")
    #expect(self.reason(["set_env": .variables([VariableAssignment(name: "A", value: "1")])]) == "reuse")
  }

  @Test func `taking an option away is a change too`() {
    #expect(reason([:], after: ["pip_pre": .boolean(true)]) == "recreate: deps changed (-option pip_pre)")
  }

  @Test(arguments: ["/p/base.txt", "/p/deep.txt"])
  func `a requirements file with a comment behind its name is watched, with those it includes`(path: String) {
    var changed = after([:])
    let line = changed.requirementFiles[path]?.lines.first ?? ""
    changed.requirementFiles[path]?.lines = ["new"]
    let reason = steps([:], changed).first?.reason
    #expect(reason == "recreate: deps changed (-\(line) +new)")
  }

  @Test func `the comment is no part of the command`() throws {
    let step = try #require(steps([:], observation).first { $0.kind == .installDependencies })
    guard case .perform(let recipe) = step.disposition else { throw NotPerformed() }
    let commands = recipe.parts.main.compactMap { if case .run(let command) = $0 { command } else { nil } }
    #expect(commands.first?.arguments.suffix(3) == [.text("pytest"), .text("-r"), .text("base.txt")])
  }

  private struct NotPerformed: Error {}
}
