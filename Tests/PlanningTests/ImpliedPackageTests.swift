import Drivers
import EnvironmentModel
import Planning
import RunModel
import Testing

@Suite struct ImpliedPackageTests {
  private let project = Project(
    root: "/p", configurationPath: "/p/tox.ini", workDirectory: "/p/.swtox", environmentList: [],
    additionalEnvironments: [], patterns: [], skipsMissingInterpreters: false, hasPackage: true)

  private func definition(
    _ changes: [String: SettingValue] = [:], root: String = "/p"
  ) throws -> PackageDefinition {
    let decision = PackageMatcher(project: project).decision(for: environment("a", changes, packageRoot: root))
    return try #require(decision.packages.first).definition
  }

  @Test(arguments: [
    ("/p", "sdist"), ("/p/libs/a", "sdist@libs+a"), ("/p/core", "sdist@core"), ("/other/a", "sdist@+other+a"),
    ("/pp", "sdist@+pp"),
  ])
  func `a package of another folder has a definition of its own`(root: String, name: String) throws {
    let definition = try definition(root: root)
    var expected = PackageDefinition(name: name, builder: .sdist, root: root)
    expected.isImplied = true
    #expect(definition == expected)
  }

  @Test func `a package without a definition is built in the packaging environment`() throws {
    #expect(try definition(["package_env": .text(".pkg")]).buildEnvironment == ".pkg")
    #expect(try definition(["package": .text("wheel"), "package_env": .text("own")]).buildEnvironment == "own")
    // Packages that are built with different settings are different packages.
    let names = try [".pkg", "own", "other"].map { try definition(["package_env": .text($0)]).name }
    #expect(names == ["sdist", "sdist=own", "sdist=other"])
  }

  @Test(
    arguments: [
      (["package": .text("wheel")], "wheel@libs+a"), (["package": .text("editable")], "editable@libs+a"),
      (["use_develop": .boolean(true)], "editable@libs+a"),
    ] as [([String: SettingValue], String)])
  func `the form of the artefact is part of the name`(changes: [String: SettingValue], name: String) throws {
    #expect(try definition(changes, root: "/p/libs/a").name == name)
  }

  @Test(arguments: [("/p/libs/a", "/p/libs+a"), ("/p/other/a", "/other/a")])
  func `packages of two folders never share a name`(first: String, second: String) throws {
    let names = try [first, second].map { try definition(root: $0).name }
    #expect(names[0] != names[1])
  }

  @Test(
    arguments: [("/p/a+/b", "/p/a/+b"), ("/p/+/a", "/+a")])
  func `packages of two folders that differ in where a plus stands never share a name`(
    first: String, second: String
  ) throws {
    let names = try [first, second].map { try definition(root: $0).name }
    #expect(names[0] != names[1])
  }

  @Test func `each folder is built once, and each environment waits for its own`() {
    let plan = plan([
      environment("py311"), environment("a-py311", packageRoot: "/p/libs/a"),
      environment("b-py311", packageRoot: "/p/libs/a"), environment("py3"),
    ])
    let builds = plan.steps.filter { $0.id.kind == .buildPackage }
    #expect(builds.map(\.id.description) == ["package:sdist/build", "package:sdist@libs+a/build"])
    let needs = plan.steps.filter { $0.id.kind == .installPackage }.map { "\($0.id) \($0.needs.map(\.description))" }
    #expect(
      needs == [
        "py311/package [\"py311/create\", \"package:sdist/build\"]",
        "a-py311/package [\"a-py311/create\", \"package:sdist@libs+a/build\"]",
        "b-py311/package [\"b-py311/create\", \"package:sdist@libs+a/build\"]",
        "py3/package [\"py3/create\", \"package:sdist/build\"]",
      ])
  }

  @Test func `each folder is built in itself, with its own back end`() throws {
    let systems = [
      "/p": BuildSystem(requires: ["hatchling"], backend: "hatchling.build"),
      "/p/libs/a": BuildSystem(requires: ["flit_core"], backend: "flit_core.buildapi", backendPath: ["tools"]),
    ]
    let context = PlanningContext(
      project: project, observation: machine(), options: PlanOptions(), buildSystems: systems)
    let environments = ["/p", "/p/libs/a", "/p/libs/old"].enumerated().map { index, root in
      environment("py311-\(index)", packageRoot: root)
    }
    let planner = Planner(drivers: [VirtualenvDriver()], builders: [PythonPackageBuilder()])
    let builds = planner.plan(environments, in: context).steps.filter { $0.id.kind == .buildPackage }
    #expect(
      try builds.map(BuildCall.init) == [
        BuildCall(
          folder: "/p", requires: ["hatchling"], backend: "hatchling.build", backendPath: "",
          result: "/p/.swtox/.package-sdist/result.json"),
        BuildCall(
          folder: "/p/libs/a", requires: ["flit_core"], backend: "flit_core.buildapi", backendPath: "tools",
          result: "/p/.swtox/.package-sdist@libs+a/result.json"),
        BuildCall(
          folder: "/p/libs/old", requires: ["setuptools"], backend: "setuptools.build_meta:__legacy__",
          backendPath: "", result: "/p/.swtox/.package-sdist@libs+old/result.json"),
      ])
  }
}

/// What a build step asks of the build script.
private struct BuildCall: Equatable {
  var folder: String
  var requires: [String]
  var backend: String
  var backendPath: String
  var result: String

  init(folder: String, requires: [String], backend: String, backendPath: String, result: String) {
    self.folder = folder
    self.requires = requires
    self.backend = backend
    self.backendPath = backendPath
    self.result = result
  }

  init(_ step: Step) throws {
    guard case .perform(let recipe) = step.disposition else { throw NoBuild() }
    let commands = recipe.parts.main.compactMap { if case .run(let command) = $0 { command } else { nil } }
    let requirements = try #require(commands.first { $0.phase == "build_requires" })
    let build = try #require(commands.first { $0.phase == "build_sdist" })
    let words = build.arguments.map { if case .text(let word) = $0 { word } else { "" } }
    let installed = requirements.arguments.map { if case .text(let word) = $0 { word } else { "" } }
    self.init(
      folder: build.workingDirectory, requires: Array(installed.suffix(1)), backend: words[3], backendPath: words[4],
      result: words[6])
  }

  private struct NoBuild: Error {}
}
