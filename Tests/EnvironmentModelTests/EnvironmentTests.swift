import EnvironmentModel
import SourceText
import Testing

@Suite struct EnvironmentTests {
  private func environment(_ values: [(String, SettingValue)]) -> Environment {
    Environment(
      name: EnvironmentName("py311"),
      settings: values.map { (key: $0, setting: Setting($1, origin: .init(section: "testenv"))) })
  }

  @Test func `every key is read in its type`() {
    let environment = environment([
      ("description", .text("the tests")), ("env_dir", .path("/p/.tox/py311")), ("env_tmp_dir", .path("/p/tmp")),
      ("change_dir", .path("/p")), ("deps", .list(["pytest", "cov"])), ("extras", .list(["x"])),
      ("allowlist_externals", .list(["make"])), ("pass_env", .list(["HOME"])), ("ignore_errors", .boolean(true)),
      ("ignore_outcome", .boolean(true)), ("commands", .commands([CommandLine(arguments: ["pytest"])])),
      ("set_env", .variables([VariableAssignment(name: "B", value: "1"), VariableAssignment(name: "A", value: "")])),
    ])
    #expect(environment.description == "the tests")
    #expect(environment.directory == "/p/.tox/py311")
    #expect(environment.temporaryDirectory == "/p/tmp")
    #expect(environment.workingDirectory == "/p")
    #expect(environment.dependencies == ["pytest", "cov"])
    #expect(environment.extras == ["x"])
    #expect(environment.allowedExternals == ["make"])
    #expect(environment.passedVariables == ["HOME"])
    #expect(environment.ignoresErrors && environment.ignoresOutcome)
    #expect(environment.commands("commands") == [CommandLine(arguments: ["pytest"])])
    #expect(environment.variables.map(\.name) == ["B", "A"])
  }

  @Test func `a key that is missing is empty`() {
    let environment = environment([])
    #expect(environment["deps"] == nil)
    #expect(environment.text("description") == "" && environment.list("deps") == [])
    #expect(!environment.flag("ignore_errors") && environment.commands("commands") == [])
    #expect(environment.variables == [])
  }

  @Test func `a key of another type is empty`() {
    let environment = environment([
      ("deps", .text("pytest")), ("description", .list(["x"])), ("ignore_errors", .text("true")),
      ("commands", .list(["pytest"])), ("set_env", .list(["A=1"])),
    ])
    #expect(environment.dependencies == [] && environment.description == "" && !environment.ignoresErrors)
    #expect(environment.commands("commands") == [] && environment.variables == [])
  }

  @Test func `failures are told in order, and their keys are empty`() {
    let environment = environment([
      ("deps", .failure("no file")), ("description", .text("x")), ("commands", .failure("a cycle")),
    ])
    #expect(environment.failures.map(\.key) == ["deps", "commands"])
    #expect(environment.failures.map(\.reason) == ["no file", "a cycle"])
    #expect(environment.dependencies == [])
  }

  @Test func `the first of two settings of a key counts`() {
    let environment = environment([("description", .text("one")), ("description", .text("two"))])
    #expect(environment.description == "one")
    #expect(environment.settings.count == 2)
  }

  @Test func `an environment is virtual unless it says otherwise`() {
    #expect(environment([]).kind == .virtualenv)
    #expect(environment([]).groupRequirements == [])
  }

  @Test func `an origin is a place, or a section where there is no file`() {
    let file = SourceFile(path: "tox.ini", text: "[testenv]\ndeps = a\n")
    let origin = SettingOrigin(section: "testenv", span: SourceSpan(file: file, range: 10..<14))
    #expect(origin.description == "tox.ini:2 [testenv]")
    #expect(SettingOrigin(section: "command line").description == "command line")
  }

  @Test func `a setting knows what it replaced`() {
    let setting = Setting(true, origin: .init(section: "testenv:py311"), overridden: [.init(section: "testenv")])
    #expect(setting.overridden.map(\.section) == ["testenv"])
    #expect(Setting(true, origin: .init(section: "default")).overridden == [])
  }

  @Test func `without a build system setuptools builds the old way`() {
    #expect(BuildSystem.legacy.requires == ["setuptools"])
    #expect(BuildSystem.legacy.backend == "setuptools.build_meta:__legacy__")
    #expect(BuildSystem.legacy.backendPath == [])
  }
}
