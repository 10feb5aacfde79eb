import EnvironmentModel
import Planning
import Testing

@Suite struct BuilderChoiceTests {
  private func refusal(_ scene: BuildScene) throws -> String {
    guard case .invalid(let reason) = try scene.step().disposition else { return "" }
    return reason
  }

  // MARK: Sources

  @Test(arguments: [
    (["meta.yaml", "recipe.yaml"], "rattler-build"),
    (["conda.recipe/meta.yaml", "recipe/recipe.yaml"], "rattler-build"),
    (["recipe/meta.yaml"], "conda-build"),
  ])
  func `a recipe says which tool builds it`(files: [String], tool: String) throws {
    let scene = BuildScene(.conda, programs: ["conda", "conda-build", "rattler-build"], files: files)
    #expect(try scene.commands().map { $0.arguments[0] } == [.text("/usr/bin/\(tool)")])
  }

  @Test func `of several spec files the one that bears the definition's name is built`() throws {
    let scene = BuildScene(.rpm, programs: ["rpmbuild"], files: ["demo.spec", "other.spec"])
    let spec = "/p/.swtox/.package-demo/dist/source/demo.spec"
    #expect(try scene.commands().map { words($0).last } == [spec, spec])
    let other = scene.with { $0.definition.name = "else" }
    #expect(
      try refusal(other)
        == "there are several spec files in '/p/pkg': demo.spec, other.spec; name the definition after the one that is "
        + "meant")
  }

  @Test func `the tests of a spec are a command of their own, behind the build`() throws {
    let commands = try BuildScene(.rpm, programs: ["rpmbuild"], files: ["demo.spec"]).commands()
    #expect(commands.map(\.phase) == ["build_rpm", "check_rpm"])
    #expect(words(commands[0])[1...2] == ["-bb", "--nocheck"])
    #expect(!words(commands[1]).contains("--nocheck"))
  }

  @Test func `a tree that holds the work directory is not packed`() throws {
    let scene = BuildScene(.deb, programs: ["dpkg-deb"], files: ["DEBIAN/control"])
    #expect(try refusal(scene.with { $0.workDirectory = "/p/pkg/.swtox" }).hasPrefix("'/p/pkg' would be packed with"))
    #expect(try refusal(scene.with { $0.workDirectory = "/p/pkg-2/.swtox" }) == "")
  }

  @Test func `a source package comes before a tree to pack`() throws {
    let scene = BuildScene(
      .deb, programs: ["dpkg-deb", "dpkg-buildpackage"], files: ["DEBIAN/control", "debian/control"])
    #expect(try scene.commands().map { words($0)[0] } == ["/usr/bin/dpkg-buildpackage"])
  }

  // MARK: Settings

  @Test(arguments: [
    (BuildScene(.conda, programs: ["rattler-build"], files: ["recipe.yaml"]), "rattler-build"),
    (BuildScene(.conda, programs: ["conda-build"], files: ["meta.yaml"]), "conda-build"),
    (BuildScene(.deb, programs: ["dpkg-deb"], files: ["DEBIAN/control"]), "dpkg-deb"),
    (BuildScene(.npm, programs: ["npm"], files: ["package.json"]), "npm"),
    (BuildScene(.nix, programs: ["nix"], files: ["flake.nix"]), "a flake"),
  ])
  func `a setting that a tool has no place for is refused`(scene: BuildScene, tool: String) throws {
    let changed = scene.with { $0.definition.configSettings = [VariableAssignment(name: "version", value: "1")] }
    #expect(
      try refusal(changed)
        == "config_settings 'version' means nothing to \(tool): names of its options begin with '-'")
  }

  @Test func `which of several results it is can be said`() throws {
    let scene = BuildScene(.rpm, programs: ["rpmbuild"], files: ["demo.spec"]).with {
      $0.definition.artifactPattern = "RPMS/*/demo-1*.rpm"
    }
    guard case .perform(let recipe) = try scene.step().disposition,
      case .collectArtifact(let collection)? = recipe.parts.main.last
    else { throw Unexpected() }
    #expect(
      collection.source == .pattern("RPMS/*/demo-1*.rpm", folder: "/p/.swtox/.package-demo/dist/rpmbuild"))
  }

  // MARK: Variants of wheels

  private static let pythons = [[3, 11, 7], [3, 12, 1]].map {
    Interpreter(path: "/usr/bin/python3.\($0[1])", implementation: .cpython, version: $0)
  }

  private func wheelScene(_ change: (inout BuildScene) -> Void = { _ in }) -> BuildScene {
    BuildScene(.wheel).with {
      $0.observation.uv = "/usr/bin/uv"
      $0.observation.pythons.interpreters = Self.pythons
      change(&$0)
    }
  }

  @Test func `a wheel for one interpreter is built with that one, and the plan says so`() throws {
    let scene = wheelScene {
      $0.definition.buildEnvironment = "tools"
      $0.environments["tools"] = Environment(
        name: EnvironmentName("tools"),
        settings: [("base_python", Setting(.list(["py312"]), origin: .init(section: "test")))])
    }
    func reason(_ interpreter: Interpreter, variant: String?) throws -> String {
      try scene.step(of: PackageBuild(scene.definition, variant: variant, interpreter: interpreter)).reason
    }
    #expect(try reason(Self.pythons[1], variant: nil) == "build demo: not built yet")
    #expect(try reason(Self.pythons[1], variant: "cp312") == "build demo~cp312: not built yet")
    #expect(
      try reason(Self.pythons[0], variant: "cp311")
        == "build demo~cp311: not built yet, with cpython 3.11.7 in place of the cpython 3.12.1 of build_env 'tools'")
  }

  @Test(
    arguments: [
      (nil, nil, "wheel"), (nil, "cp311", "own-wheel"), (.project, nil, "own-wheel"), (.environment, "a", "own-wheel"),
    ] as [(PackageDefinition.Variants?, String?, String)])
  func `a definition that says how many wheels there are gets wheels`(
    variants: PackageDefinition.Variants?, variant: String?, mode: String
  ) throws {
    let scene = wheelScene { $0.definition.variants = variants }
    let step = try scene.step(of: PackageBuild(scene.definition, variant: variant, interpreter: Self.pythons[0]))
    guard case .perform(let recipe) = step.disposition else { throw Unexpected() }
    let command = recipe.parts.main.lazy.compactMap { if case .run(let command) = $0 { command } else { nil } }
      .first { $0.phase == "build_wheel" }
    #expect(command.map { words($0)[2] } == mode)
  }

  // MARK: Environments

  @Test func `commands are run in no environment without a folder of programs`() throws {
    let scene = BuildScene(.command).with {
      $0.definition.commands = [CommandLine(arguments: ["make"])]
      $0.definition.buildEnvironment = "box"
      $0.environments["box"] = Environment(name: EnvironmentName("box"), kind: .container, settings: [])
    }
    #expect(
      try refusal(scene)
        == "build_env 'box' is of kind 'container', in which no commands of packages are run yet")
  }

  @Test func `a caller's variable reaches a build only where it is passed`() throws {
    let scene = BuildScene(.npm, programs: ["npm"], files: ["package.json"])
    #expect(try scene.commands()[0].environment["SECRET"] == nil)
    let passing = scene.with { $0.definition.passedVariables = ["secret"] }
    #expect(try passing.commands()[0].environment["SECRET"] == "x")
    let setting = passing.with { $0.definition.variables = [VariableAssignment(name: "SECRET", value: "y")] }
    #expect(try setting.commands()[0].environment["SECRET"] == "y")
  }

  private struct Unexpected: Error {}
}
