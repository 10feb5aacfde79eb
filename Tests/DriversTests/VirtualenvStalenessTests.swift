import Drivers
import EnvironmentModel
import Planning
import RunModel
import TestKit
import Testing

/// The least work that is right after something changed, for virtual environments: a table of changes.
@Suite struct VirtualenvStalenessTests {
  typealias Change = @Sendable (inout KindRecipes) -> Void

  private static let owner = StepOwner.environment(EnvironmentName("py311"))
  private static func stamp(_ kind: StepKind) -> StepID { StepID(owner, kind) }

  /// An environment with requirements of its own and of files, and with a package.
  private static let scene = KindRecipes(.virtualenv).with {
    $0.name = "py311"
    $0.values = [
      "base_python": .list(["py311"]), "env_site_packages_dir": .path("/p/.swtox/py311/lib/python3.11/site-packages"),
      "deps": .list(["pytest>=7", "-r reqs/test.txt", "-c limits.txt"]), "extras": .list(["fast"]),
    ]
    $0.observation.uv = "/usr/bin/uv"
    $0.observation.requirementFiles = [
      "/p/reqs/test.txt": file("attrs  # for classes\n-r more.txt\n", in: "/p/reqs"),
      "/p/reqs/more.txt": file("six==1.16 \\\n  ; python_version > '3'\n", in: "/p/reqs"),
      "/p/limits.txt": file("urllib3<2\n", in: "/p"),
    ]
    $0.observation.artifacts = ["wheel": artifact("a1")]
    $0.packages = [package]
  }

  private static func file(_ text: String, in folder: String) -> RequirementFile {
    RequirementFile(text: text, in: folder)
  }

  private static func artifact(_ digest: String, changed input: String? = nil) -> ArtifactObservation {
    ArtifactObservation(path: "/p/d.whl", identity: "d-1-py3-none-any.whl \(digest)", changedInput: input)
  }

  private static let package = PackageInstallation(
    PackageDefinition(name: "wheel", builder: .wheel, root: "/p"), .artifact("wheel"))

  private static func deps(_ lines: String...) -> Change {
    { $0.values["deps"] = .list(lines) }
  }

  private static func variable(_ name: String, _ value: String) -> Change {
    { $0.values["set_env"] = .variables([VariableAssignment(name: name, value: value)]) }
  }

  private static let changes: [(name: String, change: Change)] = [
    ("nothing", { _ in }),
    ("a requirement added", deps("pytest>=7", "-r reqs/test.txt", "-c limits.txt", "coverage")),
    ("two requirements added", deps("pytest>=7", "-r reqs/test.txt", "-c limits.txt", "coverage", "tox")),
    ("a requirement removed", deps("-r reqs/test.txt", "-c limits.txt")),
    ("a requirement in another version", deps("pytest>=8", "-r reqs/test.txt", "-c limits.txt")),
    ("requirements in another order", deps("-c limits.txt", "-r reqs/test.txt", "pytest>=7")),
    ("all requirements removed", deps()),
    ("a file of requirements left out", deps("pytest>=7", "-c limits.txt")),
    ("a line added to a file", { $0.observation.requirementFiles["/p/reqs/test.txt"]?.lines.append("iniconfig") }),
    ("a line added to a nested file", { $0.observation.requirementFiles["/p/reqs/more.txt"]?.lines.append("wheel") }),
    ("a line removed from a nested file", { $0.observation.requirementFiles["/p/reqs/more.txt"]?.lines = [] }),
    (
      "remarks and blanks in a file",
      {
        $0.observation.requirementFiles["/p/reqs/test.txt"] = file(
          "# what tests need\n\nattrs\n\n-r more.txt  # and more\n", in: "/p/reqs")
      }
    ),
    (
      "a file moved without a change",
      { scene in
        scene.observation.requirementFiles["/p/reqs/test.txt"]?.includes = []
        scene.observation.requirementFiles["/p/reqs/test.txt"]?.lines.append("six==1.16 ; python_version > '3'")
      }
    ),
    ("a file removed", { $0.observation.requirementFiles["/p/reqs/more.txt"] = nil }),
    ("a constraint changed", { $0.observation.requirementFiles["/p/limits.txt"]?.lines = ["urllib3<3"] }),
    ("a constraint added", { $0.observation.requirementFiles["/p/limits.txt"]?.lines.append("idna<4") }),
    ("a file in 'constraints'", { $0.values["constraints"] = .list(["limits.txt"]) }),
    (
      "an index in a file",
      { $0.observation.requirementFiles["/p/reqs/test.txt"]?.lines.append("--index-url https://own") }
    ),
    ("an index in set_env", variable("PIP_INDEX_URL", "https://own")),
    ("a variable that installers do not read", variable("DEBUG", "1")),
    ("pip_pre", { $0.values["pip_pre"] = .boolean(true) }),
    ("uv_resolution", { $0.values["uv_resolution"] = .text("lowest-direct") }),
    ("uv_seed", { $0.values["uv_seed"] = .boolean(true) }),
    ("install_command", { $0.values["install_command"] = .command(CommandLine(arguments: ["get", "{packages}"])) }),
    (
      "another interpreter",
      {
        $0.observation.pythons.interpreters[0] = Interpreter(
          path: "/opt/python3.11", implementation: .cpython, version: [3, 11, 7], pipVersion: [23, 2])
      }
    ),
    ("an interpreter of a newer release", { $0.observation.pythons.interpreters[0].version = [3, 11, 9] }),
    ("no interpreter any more", { $0.observation.pythons.interpreters = [] }),
    ("uv is gone", { $0.observation.uv = nil }),
    ("system_site_packages", { $0.values["system_site_packages"] = .boolean(true) }),
    ("a command that calls pip", { $0.values["commands"] = .commands([CommandLine(arguments: ["pip", "list"])]) }),
    ("another command", { $0.values["commands"] = .commands([CommandLine(arguments: ["pytest", "-x"])]) }),
    ("the folder removed", { $0.observation.stamps = [:] }),
    ("half of the folder removed, or killed while it was made", { $0.observation.stamps = [:] }),
    (
      "killed while requirements were installed",
      { scene in
        scene.observation.stamps[stamp(.installDependencies)] = nil
        scene.observation.stamps[stamp(.installPackage)] = nil
      }
    ),
    ("killed while the package was installed", { $0.observation.stamps[stamp(.installPackage)] = nil }),
    ("a new artefact of the package", { $0.observation.artifacts["wheel"] = artifact("b2") }),
    (
      "a package that is built in this run",
      { scene in
        scene.packages = [
          PackageInstallation(package.definition, .artifact("wheel"), isBuilt: true)
        ]
      }
    ),
    ("an extra added", { $0.values["extras"] = .list(["fast", "docs"]) }),
    ("an extra removed", { $0.values["extras"] = .list([]) }),
    ("a requirement of the package forced", { $0.forced = ["numpy<2"] }),
    (
      "the same without uv",
      { scene in
        scene.forced = ["numpy<2"]
        scene.observation.uv = nil
      }
    ),
    ("the package left out", { $0.packages = [] }),
    (
      "skip_pkg_install",
      { scene in
        scene.options.leavesPackage = true
        scene.packages = []
      }
    ),
    ("recreate", { $0.options.recreates = true }),
    ("recreate = true", { $0.values["recreate"] = .boolean(true) }),
    ("notest", { $0.options.skipsCommands = true }),
  ]

  /// What is done after a change: the steps with their reasons, and the commands of those that set something up.
  private static func work(_ change: Change) -> String {
    let scene = Self.scene.afterInstallation().with(change)
    return scene.steps.map { step in
      guard case .perform(let recipe) = step.disposition else {
        return "  \(step.kind.rawValue): \(step.reason)\n"
      }
      let phases = recipe.parts.main.compactMap { action -> String? in
        if case .run(let command) = action { command.phase } else { nil }
      }
      return "  \(step.kind.rawValue): \(step.reason) [\(phases.joined(separator: ", "))]\n"
    }.joined()
  }

  @Test func `each change has the least work that is right`() throws {
    #expect(Self.changes.count >= 40)
    let text = Self.changes.map { "\($0.name)\n\(Self.work($0.change))" }.joined()
    try Golden.compare(text, with: "staleness/virtualenv.txt")
  }

  @Test func `what was done is not done again`() {
    for (name, change) in Self.changes {
      var scene = Self.scene.afterInstallation().with(change)
      scene.options.recreates = false
      scene.values["recreate"] = nil
      scene.packages = scene.packages.map { PackageInstallation($0.definition, .artifact("wheel")) }
      let again = scene.afterInstallation().steps.filter { $0.kind != .runCommands && $0.disposition.isLive }
      #expect(again.allSatisfy { $0.disposition == .reuse }, "\(name): \(again.map(\.reason))")
    }
  }
}

extension KindRecipes {
  /// The same after a run in which all steps came to their end, what is installed of the project written down.
  fileprivate func afterInstallation() -> KindRecipes {
    let performed = steps
    let isRemoved = performed.contains { step in
      guard case .perform(let recipe) = step.disposition else { return false }
      return recipe.parts.main.contains(.remove("/p/.swtox/\(name)"))
    }
    return afterRun().with { scene in
      if isRemoved { scene.observation.stamps[StepID(.environment(EnvironmentName(name)), .installPackage)] = nil }
      for step in performed {
        guard case .perform(let recipe) = step.disposition else { continue }
        for case .recordArtifacts(let sources, let options, _) in recipe.parts.all {
          let identities = sources.compactMap { source in
            if case .artifact(let name) = source { scene.observation.artifacts[name]?.identity } else { nil }
          }
          scene.observation.stamps[StepID(.environment(EnvironmentName(name)), .installPackage)] =
            identities.joined(separator: "\n") + options
        }
      }
    }
  }
}
