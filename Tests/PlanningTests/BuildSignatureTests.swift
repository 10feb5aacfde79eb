import EnvironmentModel
import Planning
import Testing

@Suite struct BuildSignatureTests {
  private static func place(_ settings: [(String, SettingValue)]) -> Environment {
    Environment(
      name: EnvironmentName("tools"), settings: settings.map { ($0, Setting($1, origin: .init(section: "test"))) })
  }

  private static func signature(
    _ change: (inout PackageDefinition) -> Void = { _ in }, place: Environment? = nil, caller: [String: String] = [:],
    releases: [String] = [], system: BuildSystem = .legacy
  ) -> String {
    var definition = PackageDefinition(name: "demo", builder: .wheel, root: "/p")
    definition.passedVariables = ["CFLAGS", "RUN_*"]
    change(&definition)
    return BuildSignature.of(definition, system: system, place: place, releases: releases, caller: caller)
  }

  @Test func `whatever decides a build changes its mark`() {
    let marks: [String] = [
      Self.signature(), Self.signature({ $0.root = "/q" }), Self.signature({ $0.dependencies = ["core"] }),
      Self.signature({ $0.builder = .editable }), Self.signature({ $0.artifactPattern = "*.whl" }),
      Self.signature({ $0.variables = [VariableAssignment(name: "A", value: "1")] }),
      Self.signature({ $0.configSettings = [VariableAssignment(name: "A", value: "1")] }),
      Self.signature(releases: ["demo==1"]), Self.signature(releases: ["demo==2"]),
      Self.signature(place: Self.place([("pass_env", .list(["MINE", "HOME"]))])),
      Self.signature(place: Self.place([("pass_env", .list(["MINE", "HOME"]))]), caller: ["mine": "1", "HOME": "/h"]),
      Self.signature(place: Self.place([("disallow_pass_env", .list(["MINE"]))])),
      Self.signature(caller: ["CFLAGS": "-O3"]), Self.signature(caller: ["run_id": "1"]),
      Self.signature(caller: ["SETUPTOOLS_SCM_PRETEND_VERSION": "2"]),
      Self.signature(system: BuildSystem(requires: ["x"], backend: "x")),
      Self.signature(place: Self.place([])),
      Self.signature(place: Self.place([("base_python", .list(["py312"]))])),
      Self.signature(place: Self.place([("deps", .list(["cython"]))])),
      Self.signature(place: Self.place([("set_env", .variables([VariableAssignment(name: "A", value: "1")]))])),
    ]
    #expect(Set(marks).count == marks.count)
  }

  @Test func `what changes with every caller does not`() {
    #expect(Self.signature(caller: ["HOME": "/root", "SSH_TTY": "1"]) == Self.signature())
    let all = { (caller: [String: String]) in Self.signature({ $0.passedVariables = ["*"] }, caller: caller) }
    #expect(all(["RUN_ID": "1"]) == all([:]))
    let inTerminal = { (isInteractive: Bool) in
      Self.signature(
        { $0.passedVariables = PassedVariables.byDefault(isInteractive: isInteractive) }, caller: ["TERM": "xterm"])
    }
    #expect(inTerminal(true) == inTerminal(false))
    let variables = [VariableAssignment(name: "TOX_ENV_DIR", value: "/p/.swtox/tools")]
    #expect(
      Self.signature(place: Self.place([("set_env", .variables(variables))])) == Self.signature(place: Self.place([])))
  }
}
