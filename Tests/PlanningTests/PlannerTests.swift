import Drivers
import EnvironmentModel
import Planning
import RunModel
import Testing

@Suite struct PlannerTests {
  @Test func `one build serves all environments that need it`() {
    let plan = plan([environment("py311"), environment("py312"), environment("lint", ["skip_install": .boolean(true)])])
    let builds = plan.steps.filter { $0.id.kind == .buildPackage }
    #expect(builds.map(\.id.description) == ["package:sdist/build"])
    let users = plan.steps.filter { $0.needs.contains(builds[0].id) }.map(\.id.description)
    #expect(users == ["py311/package", "py312/package"])
  }

  @Test func `the last step of an environment names what its result rests on`() {
    var observation = machine()
    observation.requirementFiles = [
      "/p/r.txt": RequirementFile(lines: ["1"], includes: [.init("/q/c.txt")]),
      "/q/c.txt": RequirementFile(lines: ["2"]),
    ]
    let plan = plan([environment("py311", ["deps": .list(["-r r.txt", "attrs"])])], observation: observation)
    #expect(
      plan.steps.last?.inputs == [
        .artifact("sdist"), .known(StepInput(name: "'r.txt'", mark: Digest.of(Array("1".utf8)))),
        .known(StepInput(name: "'/q/c.txt'", mark: Digest.of(Array("2".utf8)))),
      ])
    #expect(plan.steps.filter { !$0.inputs.isEmpty }.count == 1)
  }

  @Test func `nothing is built when nobody needs it`() {
    let plan = plan([environment("lint", ["skip_install": .boolean(true)])])
    #expect(plan.steps.map(\.id.description) == ["lint/create", "lint/commands"])
  }

  @Test func `a missing interpreter is unavailable, or skipped when that is allowed`() {
    let missing = plan([environment("py39", ["base_python": .list(["py39"])])])
    #expect(
      missing.steps.map(\.disposition) == [
        .unavailable("no interpreter for python 3.9 (looked in PATH, /pyenv)")
      ])
    let skipped = plan(
      [environment("py39", ["base_python": .list(["py39"])])], PlanOptions(skipsMissingInterpreters: true))
    #expect(skipped.steps.map(\.disposition) == [.skip("no interpreter for python 3.9 (looked in PATH, /pyenv)")])
  }

  @Test func `an environment for another platform is skipped`() {
    let plan = plan([environment("a", ["platform": .text("win32|darwin")])])
    #expect(plan.steps.map(\.disposition) == [.skip("platform linux does not match 'win32|darwin'")])
  }

  @Test func `a platform that is no regular expression is told`() {
    let plan = plan([environment("a", ["platform": .text("linux(")])])
    #expect(plan.steps.map(\.disposition) == [.invalid("'platform' is no regular expression: 'linux('")])
  }

  @Test func `a setting without a value stops only its environment`() {
    let plan = plan([environment("a", ["commands": .failure("cycle")]), environment("py311")])
    #expect(
      plan.steps.first { $0.id.description == "a/create" }?.disposition == .invalid("'commands' has no value: cycle"))
    #expect(plan.steps.contains { $0.id.description == "py311/commands" })
  }

  @Test func `depends orders environments and does not block them`() {
    let plan = plan([environment("b", ["depends": .list(["py3{11,12}"])]), environment("py311"), environment("py312")])
    let first = plan.steps.first { $0.id.description == "b/create" }
    #expect(first?.follows.map(\.description) == ["py311/commands", "py312/commands"])
  }

  @Test func `environments that depend on each other are told`() {
    let plan = plan([environment("a", ["depends": .list(["b"])]), environment("b", ["depends": .list(["a"])])])
    #expect(plan.steps.allSatisfy { if case .invalid = $0.disposition { true } else { false } })
    #expect(plan.steps.first?.reason == "'depends' goes round in a circle: a -> b -> a")
  }
}

/// An environment with the defaults a plan needs.
func environment(
  _ name: String, _ changes: [String: SettingValue] = [:], packageRoot: String = "/p"
) -> Environment {
  let base: [String: SettingValue] = [
    "env_dir": .path("/p/.swtox/\(name)"), "env_tmp_dir": .path("/p/.swtox/\(name)/tmp"),
    "env_bin_dir": .path("/p/.swtox/\(name)/bin"), "change_dir": .path("/p"), "base_python": .list(["py311"]),
    "commands": .commands([CommandLine(arguments: ["pytest"])]),
  ]
  let values = base.merging(changes) { $1 }
  return Environment(
    name: EnvironmentName(name), packageRoot: packageRoot,
    settings: values.sorted { $0.key < $1.key }.map { ($0.key, Setting($0.value, origin: .init(section: "test"))) })
}

/// A plan on a machine with CPython 3.11 and uv.
func plan(
  _ environments: [Environment], _ options: PlanOptions = PlanOptions(), observation: Observation = machine(),
  services: [ServiceDefinition] = []
) -> Plan {
  var project = Project(
    root: "/p", configurationPath: "/p/tox.ini", workDirectory: "/p/.swtox", environmentList: environments.map(\.name),
    additionalEnvironments: [], patterns: [], skipsMissingInterpreters: false, hasPackage: true)
  project.definitions.services = services
  let context = PlanningContext(
    project: project, observation: observation, options: options)
  return Planner(drivers: [VirtualenvDriver()], builders: [PythonPackageBuilder()]).plan(environments, in: context)
}

func machine() -> Observation {
  Observation(
    pythons: PythonInstallations(interpreters: [
      Interpreter(path: "/usr/bin/python3.11", implementation: .cpython, version: [3, 11, 7])
    ]),
    searchedPlaces: ["PATH", "/pyenv"], uv: "/usr/bin/uv", variables: ["PATH": "/usr/bin", "HOME": "/home/u"])
}
