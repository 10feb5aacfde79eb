import EnvironmentModel
import ProjectConfiguration
import SourceText
import Testing

/// The configuration language of tox.toml and [tool.tox].
@Suite struct TOMLConfigurationTests {
  private func load(
    _ text: String, name: String = "tox.toml", variables: [String: String] = ["HOME": "/home/u"],
    posargs: [String]? = nil, files: [String: String] = [:], overrides: [String] = []
  ) throws -> LoadedConfiguration {
    let document = try #require(try ConfigurationReader.read(SourceFile(path: name, text: text)))
    var context = ConfigurationContext(
      variables: variables, positionalArguments: posargs,
      overrides: try overrides.map { try ConfigurationOverride($0) },
      glob: { $0 == "req/*.txt" ? ["/p/req/a.txt", "/p/req/b.txt"] : [] },
      readFile: { path in files[path].map { Array($0.utf8) } })
    context.pythons = pythons
    return try ProjectBuilder.build(document, path: "/p/\(name)", context: context)
  }

  private func value(
    _ key: String, of name: String = "a", _ text: String, posargs: [String]? = nil, overrides: [String] = []
  ) throws -> SettingValue? {
    let loaded = try load(text, posargs: posargs, overrides: overrides)
    return loaded.environment(EnvironmentName(name)).environment[key]?.value
  }

  // MARK: Names

  @Test(arguments: [(700, 3, 1), (1000, 60, 50)])
  func `templates of more names than anyone has are refused`(count: Int, templateCount: Int, told: Int) throws {
    let group = "{prefix = \"p\", start = 1, stop = \(count)}"
    let text = (0..<templateCount).map { "[env_base.b\($0)]\nfactors = [\(group), \(group)]\n" }.joined()
    let error = try #require(throws: DiagnosticError.self) { try load(text) }
    #expect(error.diagnostics.count == told)
    #expect(error.diagnostics.allSatisfy { $0.message.contains("more than 500000") })
  }

  @Test(arguments: [
    ("[\"a\", \"b\"]", ["a", "b"]), ("[{prefix = \"py3\", start = 12, stop = 14}]", ["py312", "py313", "py314"]),
    ("[{prefix = \"py3\", start = 14}]", ["py314", "py315"]), ("[{prefix = \"py3\", stop = 12}]", ["py311", "py312"]),
    (
      "[{product = [[\"x\", \"y\"], {py = [\"p\", \"q\"]}], exclude = [\"y-q\"]}]", ["x-p", "x-q", "y-p"]
    ),
    ("[{db = [\"m\", \"s\"]}, \"m\"]", ["m", "s"]), ("[]", ["py"]),
  ])
  func `env_list names environments by text, range, product and label`(list: String, names: [String]) throws {
    #expect(try load("env_list = \(list)\n").project.environmentList.map(\.text) == names)
  }

  @Test(arguments: [
    ("[1]", "env_list items must be strings"), ("3", "env_list must be a list, got int"),
    ("[{product = 3}]", "product value must be a list"), ("[{product = [[1]]}]", "factor group list items must be"),
    ("[{product = [[{a = []}]]}]", "pass range or labeled dicts directly"), ("[{env = [\"a\"]}]", "'env' is reserved"),
    ("[{prefix = \"a\"}]", "at least 'start' or 'stop'"), ("[{prefix = \"a\", start = \"1\"}]", "must be an integer"),
    ("[{a = {values = [\"b\"], default = \"c\"}}]", "is not one of its factors: b"),
  ])
  func `what names nothing is told at the key`(list: String, message: String) throws {
    let error = try #require(throws: DiagnosticError.self) { try load("\nenv_list = \(list)\n") }
    #expect(error.diagnostics.first?.message.contains(message) == true, "\(error.diagnostics.map(\.message))")
    #expect(error.diagnostics.first?.span?.location == "tox.toml:2:1")
  }

  @Test func `templates make an environment of every combination, each knowing its factors`() throws {
    let text = """
      env_list = []
      [env_base.t]
      factors = [["x", "y"], {db = {values = ["m", "s"], default = "s"}}]
      description = "{factor:0} on {factor:db}, {factor:none:nothing}"
      [env.a]
      description = "{factor:db}"
      """
    let loaded = try load(text)
    #expect(loaded.project.additionalEnvironments.map(\.text) == ["a", "t-x-m", "t-x-s", "t-y-m", "t-y-s"])
    #expect(loaded.descriptions(of: [EnvironmentName("t-y-m")]) == ["y on m, nothing"])
    #expect(loaded.descriptions(of: [EnvironmentName("a")]) == ["s"])
  }

  @Test func `sections and bases are found by their tables, below tool tox too`() throws {
    let text = """
      [tool.tox]
      env_list = ["a", "b"]
      [tool.tox.env_run_base]
      deps = ["run"]
      extras = ["Some_Extra"]
      [tool.tox.shared]
      deps = ["shared"]
      [tool.tox.env.b]
      base = ["shared", "a"]
      """
    let loaded = try load(text, name: "pyproject.toml")
    #expect(loaded.environment(EnvironmentName("a")).environment.dependencies == ["run"])
    let other = loaded.environment(EnvironmentName("b")).environment
    #expect(other.dependencies == ["shared"] && other.extras == [])
    #expect(other["deps"]?.origin.section == "tool.tox.shared")
  }

  // MARK: Replacements

  @Test(
    arguments: [
      ("[{replace = \"posargs\", default = [\"d\"], extend = true}]", nil, ["python", "d"]),
      ("[{replace = \"posargs\", default = [\"d\"], extend = true}]", ["x", "y z"], ["python", "x", "y z"]),
      ("[\"{posargs:one}\"]", nil, ["python", "one"]), ("[\"{posargs}\"]", ["a b"], ["python", "'a b'"]),
      ("[{replace = \"env\", name = \"NO\", default = \"{env_name}\"}]", nil, ["python", "a"]),
      ("[{replace = \"ref\", of = [\"v\", \"words\"], extend = true}]", nil, ["python", "one", "two"]),
      ("[{replace = \"ref\", env = \"b\", key = \"extras\", extend = true}]", nil, ["python", "x"]),
      (
        "[{replace = \"if\", condition = \"env.HOME == '/home/u' and not factor.b\", then = \"t\"}]", nil,
        ["python", "t"]
      ),
      (
        "[{replace = \"if\", condition = \"env_name != 'a'\", then = [\"t\"], else = [\"e\"], extend = true}]", nil,
        ["python", "e"]
      ),
      (
        "[{replace = \"glob\", pattern = \"req/*.txt\", extend = true}]", nil,
        ["python", "/p/req/a.txt", "/p/req/b.txt"]
      ),
      ("[{replace = \"glob\", pattern = \"no\", extend = true, default = [\"d\"]}]", nil, ["python", "d"]),
    ] as [(String, [String]?, [String])])
  func `replacements put words into commands`(rest: String, posargs: [String]?, words: [String]) throws {
    let text = """
      [v]
      words = ["one", "two"]
      [env.b]
      extras = ["x"]
      [env.a]
      commands = [["python", \(rest.dropFirst().dropLast())]]
      """
    #expect(try value("commands", text, posargs: posargs) == .commands([CommandLine(arguments: words)]))
  }

  @Test func `marks before a program and empty commands are understood`() throws {
    let text = "[env.a]\ncommands = [[\"-\", \"x\"], [], [\"!\", \"y\"], [\"-z\"]]\n"
    #expect(
      try value("commands", text)
        == .commands([
          CommandLine(arguments: ["x"], ignoresFailure: true), CommandLine(arguments: ["y"], invertsResult: true),
          CommandLine(arguments: ["-z"]),
        ]))
  }

  @Test(arguments: [
    ("deps = 1", "deps", "deps expected str, list[str], or list[Requirement], got int"),
    ("deps = [\"a\", 1]", "deps", "invalid items: [1] int"),
    ("skip_install = \"yes\"", "skip_install", "is not of type 'bool'"),
    ("commands = [\"a\"]", "commands", "is not list"),
    ("base_python = 3", "base_python", "3 cannot cast to list[str] | str"),
    (
      "extras = [{replace = \"ref\", of = [\"no\", \"x\"]}]", "extras", "'no.x' of a ref replacement is not in the file"
    ),
    (
      "description = {replace = \"if\", condition = \"(\", then = \"a\"}", "description", "Invalid condition expression"
    ),
    ("description = {replace = \"if\", condition = \"x.y\", then = \"a\"}", "description", "Unsupported namespace"),
    (
      "description = {replace = \"if\", condition = \"env.A < 'b'\", then = \"a\"}", "description",
      "Unsupported comparison"
    ),
    ("deps = {replace = \"ref\", of = [\"env\", \"a\", \"deps\"]}", "deps", "these values need each other"),
    ("set_env = {A = 1}", "set_env", "set_env expected str"),
    (
      "set_env = {replace = \"ref\", of = [\"env\", \"a\", \"set_env\"]}", "set_env", "circular reference env.a.set_env"
    ),
  ])
  func `a value of the wrong form is an error of its key alone`(line: String, key: String, message: String) throws {
    let loaded = try load("[env.a]\n\(line)\n")
    let (environment, diagnostics) = loaded.environment(EnvironmentName("a"))
    let failure = environment.failures.first { $0.key == key }
    #expect(failure?.reason.contains(message) == true, "\(environment.failures)")
    #expect(diagnostics.count == 1)
    #expect(diagnostics.first?.span?.location == "tox.toml:2:1")
  }

  // MARK: Variables

  @Test func `variables come from tables, arrays, files and references, with markers`() throws {
    let text = """
      [env_run_base]
      set_env = {A = "base", B = "{env:A}"}
      [env.a]
      set_env = [
        {replace = "ref", of = ["env_run_base", "set_env"]},
        {file = "x.env", A = "own"},
        {N = {value = "no", marker = "sys_platform == 'win32'"}, Y = {value = "{env_name}", marker = "os_name == 'posix'"}},
      ]
      """
    let loaded = try load(text, files: ["/p/x.env": "A=file\nF={env:A}\n"])
    #expect(variables(loaded, of: "a") == ["A=own", "B=own", "F=own", "Y=a"])
  }

  @Test(arguments: [
    (["env_run_base.deps=x,y"], ["x", "y"]), (["env_run_base.deps+=z"], ["base", "z"]),
    (["env.a.deps+=own"], ["base", "own"]), (["env.other.deps=x"], ["base"]),
  ])
  func `overrides reach values that references and bases lead to`(overrides: [String], deps: [String]) throws {
    let text = "[env_run_base]\nextras = []\ndeps = [\"base\"]\n"
    let list = overrides.map { $0.split(separator: ",").joined(separator: "\n") }
    #expect(try value("deps", text, overrides: list) == .list(deps))
  }
}
