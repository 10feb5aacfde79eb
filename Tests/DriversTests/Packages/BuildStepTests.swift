import Drivers
import EnvironmentModel
import Planning
import RunModel
import Testing

@Suite struct BuildStepTests {
  private static let scenes: [BuildScene] = [
    BuildScene(.command).with {
      $0.definition.commands = [CommandLine(arguments: ["make"])]
      $0.definition.artifactPattern = "*.txt"
    },
    BuildScene(.conda, programs: ["rattler-build"], files: ["recipe.yaml"]),
    BuildScene(.deb, programs: ["dpkg-buildpackage"], files: ["debian/control"]),
    BuildScene(.rpm, programs: ["rpmbuild"], files: ["demo.spec"]),
    BuildScene(.npm, programs: ["npm"], files: ["package.json"]),
    BuildScene(.image, programs: ["podman"], files: ["Dockerfile"]),
    BuildScene(.nix, programs: ["nix-build"], files: ["default.nix"]),
    BuildScene(.wheel).with {
      $0.observation.uv = "/usr/bin/uv"
      $0.observation.pythons.interpreters = [
        Interpreter(path: "/usr/bin/python3.11", implementation: .cpython, version: [3, 11, 7])
      ]
    },
  ]

  @Test func `there is a builder for all that can be built`() {
    let built = PackageDefinition.Builder.allCases.filter { PackageDefinition(name: "", builder: $0, root: "").isBuilt }
    #expect(Set(built) == PackageBuilders.all.reduce(into: []) { $0.formUnion($1.builders) })
  }

  @Test(arguments: scenes) func `a build happens where there is none, or a change, or a wish`(scene: BuildScene) throws
  {
    func reason(_ change: (inout BuildScene) -> Void) throws -> String {
      let step = try scene.with(change).step()
      let isPerformed = if case .perform = step.disposition { true } else { false }
      #expect(isPerformed || step.disposition == .reuse)
      #expect(isPerformed == step.reason.hasPrefix("build "))
      return step.reason
    }
    func built(_ changed: String?) -> (inout BuildScene) -> Void {
      { $0.observation.artifacts["demo"] = ArtifactObservation(path: "/a", identity: "a", changedInput: changed) }
    }
    #expect(try reason { _ in } == "build demo: not built yet")
    #expect(try reason(built(nil)) == "reuse: no input changed")
    #expect(try reason(built("src/a.c")) == "build demo: src/a.c changed")
    #expect(
      try reason {
        built(nil)(&$0)
        $0.observation.artifacts["demo"]?.signature = "another"
      } == "build demo: its definition changed")
    #expect(
      try reason {
        built(nil)(&$0)
        $0.options.rebuilds = true
      } == "build demo: asked for")
    #expect(
      try reason {
        built("src/a.c")(&$0)
        $0.options.recreates = true
      } == "build demo: asked for")
  }

  @Test(arguments: scenes) func `a build follows the packages that it was made with`(scene: BuildScene) throws {
    func reason(_ now: String?, recorded: [String: String]) throws -> String {
      try scene.with {
        $0.observation.artifacts["demo"] = ArtifactObservation(
          path: "/a", identity: "a", changedInput: nil, needs: recorded)
        $0.observation.artifacts["core~cp311"] = now.map {
          ArtifactObservation(path: "/c", identity: $0, changedInput: nil)
        }
      }.step(needed: ["core": "core~cp311"]).reason
    }
    #expect(try reason("core 1", recorded: ["core": "core 1"]) == "reuse: no input changed")
    #expect(try reason("core 2", recorded: ["core": "core 1"]) == "build demo: package core changed")
    #expect(try reason("core 1", recorded: [:]) == "build demo: package core changed")
    #expect(try reason(nil, recorded: ["core": "core 1"]) == "reuse: no input changed")
  }

  @Test(arguments: scenes) func `an artefact that is there needs no tool`(scene: BuildScene) throws {
    let step = try scene.with {
      $0.observation.artifacts["demo"] = ArtifactObservation(path: "/a", identity: "a", changedInput: nil)
      $0.observation.programs = [:]
    }.step()
    #expect(step.disposition == .reuse)
  }

  @Test(arguments: [
    (scenes[2], "dpkg-buildpackage", "apt-get install dpkg-dev"), (scenes[3], "rpmbuild", "apt-get install rpm"),
    (scenes[4], "npm", "apt-get install npm"), (scenes[6], "nix-build", "apt-get install nix-bin"),
  ])
  func `a missing tool is named with what installs it`(scene: BuildScene, tool: String, command: String) throws {
    let reason = "there is no '\(tool)' on PATH; install it with '\(command)'"
    let step = try scene.with { $0.observation.programs = [:] }.step()
    #expect(step.disposition == .unavailable(reason))
    #expect(step.reason == reason)
  }

  @Test func `of two engines either will do`() throws {
    let step = try Self.scenes[5].with { $0.observation.programs = [:] }.step()
    #expect(
      step.disposition
        == .unavailable(
          "there is neither 'podman' nor 'docker' on PATH; install one with 'apt-get install podman'"))
  }

  @Test(arguments: scenes[1...6]) func `tools build in no environment yet, and say so`(scene: BuildScene) throws {
    let step = try scene.with { $0.definition.buildEnvironment = "tools" }.step()
    #expect(
      step.disposition
        == .invalid(
          "builder '\(scene.definition.builder.rawValue)' does not build in an environment yet: leave out build_env "
            + "'tools', or use builder 'command'"))
  }

  @Test(arguments: scenes[1...6]) func `sources that the tool does not know are told`(scene: BuildScene) throws {
    let step = try scene.with { $0.observation.buildFiles = [:] }.step()
    guard case .invalid(let reason) = step.disposition else { throw Unexpected() }
    #expect(reason.hasPrefix("there is "))
    #expect(reason.hasSuffix(" in '/p/pkg'; say with 'root' where the sources of 'demo' are"))
  }

  @Test func `what builders look for is asked only where they build`() {
    let definitions = [BuildScene(.rpm).definition, BuildScene(.npm).definition, BuildScene(.wheel).definition]
    #expect(PackageBuilders.tools(for: definitions).map(\.name).sorted() == ["npm", "rpmbuild"])
    #expect(PackageBuilders.buildFiles(for: definitions).contains("*.spec"))
    #expect(PackageBuilders.buildFiles(for: [definitions[1]]) == ["package.json"])
    #expect(PackageBuilders.tools(for: [definitions[2]]).isEmpty)
  }

  private struct Unexpected: Error {}
}
