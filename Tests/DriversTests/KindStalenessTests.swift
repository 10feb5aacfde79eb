import Artifacts
import EnvironmentModel
import Planning
import RunModel
import Testing

/// What is done anew when something changed, and what is not.
@Suite struct KindStalenessTests {
  private static let conda = KindRecipes(.conda, programs: ["bash", "micromamba"]).with {
    $0.observation.uv = "/usr/bin/uv"
    $0.values = ["conda_channels": .list(["c"]), "conda_deps": .list(["a"])]
  }
  private static let nix = KindRecipes(.nix, programs: ["bash", "nix", "nix-store"]).with {
    $0.observation.texts = ["/p/shell.nix": "{ }"]
  }
  private static let node = KindRecipes(.npm).with {
    $0.name = "node20"
    $0.observation.nodes = [
      NodeInstallation(path: "/n/node", version: SemanticVersion(major: 20, minor: 1, patch: 0), npm: "/n/npm-cli.js")
    ]
    $0.observation.texts = ["/p/package.json": "{}", "/p/package-lock.json": "1"]
  }

  @Test(arguments: [conda, nix, node]) func `nothing changed means nothing done`(scene: KindRecipes) {
    let steps = scene.afterRun().steps.filter { $0.kind != .runCommands }
    #expect(steps.count > 1)
    #expect(steps.allSatisfy { $0.disposition == .reuse }, "\(steps.map(\.reason))")
  }

  @Test func `what was installed in another form, or is not wanted any more, makes an environment anew`() {
    let owner = StepOwner.environment(EnvironmentName("py312"))
    let nix = Self.nix.with { $0.packages = [KindRecipes.package(.nix)] }.afterRun()
      .with { $0.observation.stamps[StepID(owner, .installPackage)] = "own abc\npackage nix" }
    func reason(_ scene: KindRecipes) -> String? { scene.steps.first?.reason }
    #expect(reason(nix) == "reuse")
    #expect(
      reason(nix.with { $0.packages = [KindRecipes.package(.wheel)] })
        == "recreate: package 'nix' is not wanted any more")
    #expect(reason(nix.with { $0.packages = [] }) == "recreate: the package is not wanted any more")
    let conda = Self.conda.with { $0.packages = [KindRecipes.package(.wheel)] }.afterRun()
      .with { $0.observation.stamps[StepID(owner, .installPackage)] = "own abc\npackage wheel" }
    #expect(
      reason(conda.with { $0.packages = [KindRecipes.package(.conda)] })
        == "recreate: package 'wheel' is not wanted any more")
  }

  private typealias Change = @Sendable (inout KindRecipes) -> Void

  private static let changes: [(KindRecipes, Change, StepKind, String)] = [
    (conda, { $0.values["conda_deps"] = .list(["a", "b"]) }, .createEnvironment, "recreate: deps changed (+conda b)"),
    (conda, { $0.values["conda_channels"] = .list(["d"]) }, .createEnvironment, "recreate: -channel c +channel d"),
    (conda, { $0.values["deps"] = .list(["six"]) }, .createEnvironment, "recreate: deps changed (+six)"),
    (
      conda, { $0.values["base_python"] = .list(["py311"]) }, .createEnvironment,
      "recreate: -python python=3.12 +python python=3.11"
    ),
    (conda, { $0.options.recreates = true }, .createEnvironment, "recreate: asked for"),
    (
      conda, { $0.values["set_env"] = .variables([VariableAssignment(name: "OWN", value: "2")]) }, .activateEnvironment,
      "activate: variables changed"
    ),
    (
      nix, { $0.observation.texts["/p/shell.nix"] = "{ a = 1; }" }, .createEnvironment,
      "recreate: file /p/shell.nix changed"
    ),
    (
      nix, { $0.observation.variables["NIX_PATH"] = "nixpkgs=/m" }, .createEnvironment,
      "recreate: -NIX_PATH=nixpkgs=/n +NIX_PATH=nixpkgs=/m"
    ),
    (
      nix, { $0.values["nix_pure"] = .boolean(true) }, .activateEnvironment,
      "activate: -pure false +pure true variables changed"
    ),
    (
      node, { $0.observation.texts["/p/package-lock.json"] = "2" }, .installDependencies,
      "update: package-lock.json changed"
    ),
    (node, { $0.values["npm_install_args"] = .list(["--force"]) }, .installDependencies, "update: +argument --force"),
    (
      node, { $0.observation.nodes[0].version = SemanticVersion(major: 20, minor: 2, patch: 0) }, .createEnvironment,
      "recreate: -node /n/node 20.1.0 +node /n/node 20.2.0"
    ),
    (node, { $0.packages = [KindRecipes.package(.npm)] }, .installPackage, "install npm"),
  ]

  @Test(arguments: changes.indices) func `a change does what it has to, and says why`(index: Int) throws {
    let (scene, change, kind, reason) = Self.changes[index]
    let steps = scene.afterRun().with(change).steps
    let step = try #require(steps.first { $0.kind == kind })
    #expect(step.reason.hasPrefix(reason), "\(step.reason)")
    let earlier = steps.prefix { $0.kind != kind }
    #expect(earlier.allSatisfy { $0.disposition == .reuse })
    let after = steps.drop { $0.kind != kind }.dropFirst().filter { $0.kind == .activateEnvironment }
    #expect(after.allSatisfy { $0.disposition != .reuse })
  }
}
