import Artifacts
import EnvironmentModel
import Planning
import Reporting
import RunModel
import SourceText
import TestKit
import Testing

@testable import SwtoxCommand

/// Definitions from the text of a configuration to the plan and the diagnostics that people see.
@Suite struct DefinitionPlanTests {
  /// The example of the source notes, to the blank in its braces.
  private static let example = """
    [tox]
    envlist={py,27,py34}-{win32, linux}-{conda,virtualenv}
    [packagedef:sdist]
    builder = sdist
    match = {py27,py34}-{virtualenv}, py-virtualenv, 27-virtualenv
    [packagedef:conda]
    builder = conda
    match = conda
    [packagedef:wheel]
    builder = wheel

    """

  @Test func `the source notes' example is planned as they say`() throws {
    let planned = try PlannedConfiguration(Self.example)
    try Golden.compare(planned.report.json.text() + "\n", with: "plans/source-notes.json")
    try Golden.compare(planned.report.table, with: "plans/source-notes.txt")
    let kinds = planned.report.environments.map(\.kind)
    #expect(kinds == Array(repeating: [EnvironmentKind.conda, .virtualenv], count: 6).joined().map { $0 })
    let skipped = planned.report.plan.steps.filter { if case .skip = $0.disposition { true } else { false } }
    #expect(skipped.count == 6)
  }

  @Test func `what comes with a package that depends on it is told`() throws {
    let planned = try PlannedConfiguration(
      """
      [tox]
      env_list = a, b
      [packagedef:base]
      builder = wheel
      root = base
      match = none
      [packagedef:core]
      builder = wheel
      root = core
      depends = base
      match = b
      [packagedef:plugin]
      builder = wheel
      root = plugin
      depends = core
      match = a
      """)
    let table = planned.report.table
    #expect(table.contains("a            &     &     *"), "\(table)")
    #expect(table.contains("b            &     *     ."), "\(table)")
    #expect(table.contains("& comes with what depends on it"), "\(table)")
    #expect(planned.report.json.text().contains("comes with 'plugin', which depends on it"))
  }

  @Test func `values of another type are told with their key and whose they are`() throws {
    let toml = """
      env_list = ["a"]
      [packagedef.wheel]
      match = "conda"
      config_settings = "x"
      [envdef.conda]
      match = "x"
      """
    let planned = try PlannedConfiguration(toml, named: "tox.toml")
    try Golden.compare(
      DiagnosticRenderer().render(planned.diagnostics.filter { $0.severity == .error }),
      with: "definitions/other-types.txt")
  }

  @Test(arguments: DefinitionMistakes.all.map(\.name))
  func `mistakes are told with their places and what to do`(name: String) throws {
    let text = try #require(DefinitionMistakes.all.first { $0.name == name }).text
    let planned = try PlannedConfiguration(text)
    let rendered = DiagnosticRenderer().render(planned.diagnostics)
    try Golden.compare("\(text)----\n\(rendered)----\n\(planned.report.table)", with: "definitions/\(name).txt")
    for diagnostic in planned.diagnostics { #expect(diagnostic.help != nil, "\(diagnostic.message)") }
  }

  // MARK: Existing files

  private static func wheel(_ name: String, requires: String? = nil) throws -> ArtifactMetadata {
    let fileName = try WheelFileName(name)
    let core = CoreMetadata(
      metadataVersion: "2.1", name: fileName.name, version: fileName.version, requiresPython: requires,
      requirements: [],
      extras: [], dynamicFields: [])
    return .wheel(
      WheelMetadata(core: core, fileName: fileName, tags: fileName.tags, build: nil, isPure: true))
  }

  @Test func `an existing environment needs no interpreter of its own`() throws {
    let text = """
      [tox]
      env_list = py37, lint
      [envdef:here]
      kind = system
      match = *
      [testenv]
      base_python = python3.7
      commands =
          py37: python -V
          lint: {env_python} -V
      """
    let steps = try PlannedConfiguration(text).report.plan.steps
    #expect(steps.map(\.id.kind) == [.createEnvironment, .runCommands, .createEnvironment])
    #expect(steps.last?.reason.hasPrefix("'commands' has no value: ") == true, "\(steps.last?.reason ?? "")")
  }

  private func files(_ names: [String], requires: String? = nil) throws -> [(
    definition: String, metadata: ArtifactMetadata, name: String
  )] {
    try names.map { ("existing", try Self.wheel($0, requires: requires), $0) }
  }

  @Test func `of existing files each environment gets the one that fits it`() throws {
    let text = "[tox]\nenv_list = py311, py312\n[packagedef:existing]\npath = dist/*.whl\n"
    let names = ["d-1-cp311-cp311-linux_x86_64.whl", "d-1-cp312-cp312-linux_x86_64.whl", "d-1-py3-none-any.whl"]
    let planned = try PlannedConfiguration(text, files: try files(names))
    #expect(planned.diagnostics.isEmpty)
    let words = planned.report.plan.decisions.map { $0.packages.map(\.words).joined() }
    #expect(words == ["by metadata: \(names[0]) fits", "by metadata: \(names[1]) fits"])
  }

  @Test(
    arguments: [
      (["d-1-cp310-cp310-linux_x86_64.whl"], nil, "is built for cp310, and this is cp311"),
      (["d-1-py3-none-any.whl"], ">=3.12", "requires Python >=3.12, and this is 3.11.7"),
      (["d-1-py3-none-any.whl", "d-2-py3-none-any.whl"], nil, "several versions match 'dist/*.whl': 1, 2"),
    ] as [([String], String?, String)])
  func `files that do not fit are refused with the reason`(names: [String], requires: String?, reason: String) throws {
    let text = "[tox]\nenv_list = py311\n[packagedef:existing]\npath = dist/*.whl\nmatch = py311\n"
    let planned = try PlannedConfiguration(text, files: try files(names, requires: requires))
    let message = planned.diagnostics.first { $0.severity == .error }?.message
    #expect(message?.contains(reason) == true, "\(message ?? "no error")")
  }

  @Test func `a damaged file stops the environments that it might be for, and is told to the others`() throws {
    let text = "[tox]\nenv_list = py311, py312\n[packagedef:existing]\npath = dist/*.whl\n"
    let good = ["d-1-cp312-cp312-linux_x86_64.whl", "d-1-py3-none-any.whl"]
    let planned = try PlannedConfiguration(
      text, files: try files(good), damaged: ["d-1-cp311-cp311-linux_x86_64.whl"])
    let decisions = planned.report.plan.decisions
    #expect(decisions[0].isRefusal && !decisions[1].isRefusal)
    let told = planned.diagnostics.map { "\($0.severity) \($0.message)" }
    let damage = "'/p/dist/d-1-cp311-cp311-linux_x86_64.whl' is no archive"
    #expect(told.contains("warning package definition 'existing': \(damage)"), "\(told)")
    #expect(planned.diagnostics.first { $0.severity == .error }?.notes.contains { $0.message.contains(damage) } == true)
  }

  // MARK: What is spoken of and needed

  private static func command(_ phase: String, of plan: Plan, _ owner: StepOwner) -> CommandAction? {
    for step in plan.steps where step.id.owner == owner {
      guard case .perform(let recipe) = step.disposition else { continue }
      for case .run(let command) in recipe.parts.main where command.phase == phase { return command }
    }
    return nil
  }

  @Test func `an index definition is its requirement wherever commands speak of it`() throws {
    let text = """
      [tox]
      env_list = a
      [testenv]
      commands = pip install "{package:index}"
      set_env = WANTED = {package:index}
      [packagedef:index]
      requirement = demo==1.4
      [packagedef:command]
      match = a
      depends = index
      artifact = *.whl
      commands = make {package:index}
      [packagedef:wheel]
      match = b
      depends = index
      [testenv:b]
      """
    let planned = try PlannedConfiguration(text)
    #expect(planned.diagnostics.filter { $0.severity == .error } == [])
    let plan = planned.report.plan
    let run = try #require(Self.command("commands", of: plan, .environment(EnvironmentName("a"))))
    #expect(run.arguments.last == "demo==1.4" && run.environment["WANTED"] == "demo==1.4")
    let build = try #require(Self.command("build_command", of: plan, .package("command")))
    #expect(build.arguments == ["make", "demo==1.4"])
    let requires = try #require(Self.command("build_requires", of: plan, .package("wheel")))
    #expect(requires.arguments.contains("demo==1.4"))
  }

  @Test func `a build that needs an existing file or an index waits for no other build`() throws {
    let text = """
      [tox]
      env_list = a
      [testenv]
      commands = echo {package:existing}
      [packagedef:existing]
      path = dist/*.whl
      [packagedef:index]
      requirement = demo==1.4
      [packagedef:wheel]
      match = a
      depends = existing, index
      """
    let planned = try PlannedConfiguration(text, files: try files(["d-1-py3-none-any.whl"]))
    #expect(planned.diagnostics.filter { $0.severity == .error } == [])
    let steps = planned.report.plan.steps
    #expect(steps.filter { $0.id.kind == .buildPackage }.map(\.id.owner) == [.package("wheel")])
    #expect(steps.allSatisfy { if case .perform = $0.disposition { true } else { false } })
    let run = try #require(Self.command("commands", of: planned.report.plan, .environment(EnvironmentName("a"))))
    #expect(run.packages == ["existing": "existing~d-1-py3-none-any.whl", "wheel": "wheel"])
    #expect(run.environment["TOX_PACKAGE"] == "{package:wheel}")
    let requires = try #require(Self.command("build_requires", of: planned.report.plan, .package("wheel")))
    #expect(requires.arguments.contains(.artifact(package: "existing~d-1-py3-none-any.whl", suffix: "")))
  }

  @Test func `tools that set up an environment do not see what is known after builds`() throws {
    let text = """
      [tox]
      env_list = a
      [testenv]
      deps = pytest
      set_env =
        CORE = {package:wheel}
        BRACES = \\{x}
      commands = echo a
      [packagedef:wheel]
      """
    let plan = try PlannedConfiguration(text).report.plan
    let owner = StepOwner.environment(EnvironmentName("a"))
    let install = try #require(Self.command("install_deps", of: plan, owner))
    #expect(install.environment["CORE"] == nil && install.environment["BRACES"] == "{x}")
    let run = try #require(Self.command("commands", of: plan, owner))
    #expect(run.environment["CORE"] == "{package:wheel}" && run.packages == ["wheel": "wheel"])
  }

  // MARK: Languages

  @Test func `definitions are read from TOML as from INI`() throws {
    let toml = """
      env_list = ["py311-a", "py311-conda"]
      [packagedef.core]
      builder = "wheel"
      match = ["py311-a"]
      root = "lib"
      inputs = ["src/**", "*.toml"]
      [packagedef.conda]
      match = ["conda"]
      [envdef.conda]
      [env_run_base]
      commands = [["echo", "{package:core}"]]
      """
    let planned = try PlannedConfiguration(toml, named: "tox.toml")
    #expect(planned.diagnostics.isEmpty)
    #expect(planned.report.plan.decisions.map { $0.packages.map(\.definition.name) } == [["core"], ["conda"]])
    #expect(planned.report.environments.map(\.kind) == [.virtualenv, .conda])
    let core = try #require(planned.report.definitions.first)
    #expect(core.root == "/p/lib" && core.inputs == ["src/**", "*.toml"])
  }

  @Test func `factor lines, generative names and substitutions work in definitions`() throws {
    let text = """
      [tox]
      env_list = {a,b}-x
      [packagedef:wheel-{a,b}]
      builder = wheel
      match = a: a
        b: b
      root = {tox_root}/libs/
        a: one
      [base]
      image = deb
      [envdef:{x}]
      kind = virtualenv
      description = for {env_name} of {[base]image}
      """
    let planned = try PlannedConfiguration(text)
    #expect(planned.report.plan.decisions.map { $0.packages.map(\.definition.name) } == [["wheel-a"], ["wheel-b"]])
    #expect(planned.report.environments.map(\.description) == ["for a-x of deb", "for b-x of deb"])
  }

  @Test func `settings of environment definitions stand between the environment's own and testenv's`() throws {
    let text = """
      [tox]
      env_list = a-x, b-x
      [testenv]
      description = general
      change_dir = one
      [envdef:x]
      kind = virtualenv
      description = of the kind
      [testenv:b-x]
      description = own
      """
    let planned = try PlannedConfiguration(text)
    #expect(planned.report.environments.map(\.description) == ["of the kind", "own"])
    #expect(planned.report.environments.map { $0.text("change_dir") } == ["/p/one", "/p/one"])
  }

  @Test func `a kind's name is an ordinary factor until something declares it`() throws {
    let old = try PlannedConfiguration("[tox]\nenv_list = py311-docker, win32\n[testenv]\npackage = skip\n")
    #expect(old.report.environments.map(\.kind) == [.virtualenv, .virtualenv])
    #expect(old.report.plan.steps.allSatisfy { if case .skip = $0.disposition { false } else { true } })
    let declared = try PlannedConfiguration(
      "[tox]\nenv_list = py311-docker, win32\nenv_kinds = docker\n[testenv]\npackage = skip\n")
    #expect(declared.report.environments.map(\.kind) == [.container, .virtualenv])
    #expect(declared.report.plan.steps.last?.reason == "not this platform: 'win32' is not 'linux'")
  }
}
