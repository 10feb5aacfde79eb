import EnvironmentModel
import ProjectConfiguration
import SourceText
import Testing

/// Values that follow from others, or from the machine.
@Suite struct ResolvedValueTests {
  @Test(arguments: [
    ("base_python", "py311", "", "py311"), ("base_python", "pypy-3.10-x", "", "pypy3.10"),
    ("base_python", "cpython-3.11", "", "3.11"), ("base_python", "a-3.13t", "", "3.13t"),
    ("base_python", "lint", "base_python_file = .python-version", "3.12"),
    ("base_python", "py312", "base_python_file = .python-version", "py312"),
    ("base_python", "py311-py312", "", "failure: conflicting factors py311, py312 in py311-py312"),
    ("base_python", "lint", "base_python = {env:NO:}", "failure: base_python for env lint is empty"),
    ("py_dot_ver", "py312", "", "3.12"), ("py_impl", "lint", "", "cpython"),
    ("env_site_packages_dir", "py312", "", "/p/.swtox/py312/lib/python3.12/site-packages"),
    ("env_python", "py39", "", "failure: there is no interpreter for py39"),
    ("commands", "py39", "commands = {envpython} x", "failure: there is no interpreter for py39"),
    ("install_command", "lint", "pip_pre = true", "python -I -m pip install --pre '{packages}'"),
    ("install_command", "lint", "install_command = get {packages}\npip_pre = true", "get '{packages}' --pre"),
    ("virtualenv_spec", "py37", "", "virtualenv<21.5.0"), ("virtualenv_spec", "py36", "", "virtualenv<20.22.0"),
    ("virtualenv_spec", "py311", "", ""), ("download", "lint", "set_env = VIRTUALENV_DOWNLOAD=1", "True"),
    ("package", "lint", "skip_install = true\npackage = wheel", "skip"),
    ("package", "lint", "use_develop = 1", "editable"),
    ("package_env", "lint", "package = external", ".pkg_external"),
    ("wheel_build_env", "py312", "package = wheel", ".pkg-cpython312"),
    ("wheel_build_env", "py311", "package = wheel", ".pkg"), ("extras", "lint", "extras = B_c, a.D", "a-d\nb-c"),
    ("labels", "lint", "labels = b, a, b", "a\nb"), ("description", "lint", "description = a\n  b", "a b"),
    ("deps", "lint", "deps = -rx.txt\n  --extra-index-url=e\n  a\n  --pre", "-r x.txt\n--extra-index-url e\n--pre\na"),
    ("change_dir", "lint", "change_dir = a/../b", "/p/b"), ("env_tmp_dir", "lint", "env_dir = x", "/p/.swtox/lint/tmp"),
  ])
  func `values are those of tox`(key: String, name: String, lines: String, expected: String) throws {
    let loaded = try configuration(
      "[testenv]\n\(lines)\n", files: ["/p/.python-version": "# note\n3.12\n", "/p/setup.py": ""])
    let setting = loaded.environment(EnvironmentName(name)).environment[key]
    let text =
      if case .failure(let reason) = setting?.value { "failure: \(reason)" } else { setting?.value.referenceText }
    #expect(text == expected)
  }

  @Test(arguments: [
    ("uv-venv-runner", ["uv_resolution", "uv_seed", "uv_python_preference"], true),
    ("uv-venv-lock-runner", ["uv_resolution", "uv_seed", "uv_python_preference", "uv_sync_locked"], false),
    ("virtualenv", [], true),
  ])
  func `uv's environments have its keys and variables`(runner: String, keys: [String], hasDeps: Bool) throws {
    let loaded = try configuration("[testenv]\nrunner = \(runner)\n")
    let environment = loaded.environment(EnvironmentName("py39")).environment
    for key in ["uv_resolution", "uv_seed", "uv_python_preference", "uv_sync_locked"] {
      #expect((environment[key] != nil) == keys.contains(key))
    }
    #expect((environment["deps"] != nil) == hasDeps)
    #expect(environment.passedVariables.contains("UV_*") == !keys.isEmpty)
    #expect(environment.variables.contains { $0.name == "VIRTUAL_ENV" } == keys.isEmpty)
    // uv fetches an interpreter that is not there.
    #expect((environment.text("env_python") != "") == !keys.isEmpty)
  }

  @Test func `base names whole sections, and only its own`() throws {
    let text = "[testenv]\ndeps = t\n[testenv:a]\nbase = b\n[testenv:b]\nbase = testenv\nextras = e\n[b]\ndeps = of b\n"
    let environment = try configuration(text).environment(EnvironmentName("a")).environment
    #expect(environment.dependencies == ["of b"] && environment.extras == ["e"])
  }

  @Test func `packages are built where their environment says`() throws {
    let text = "[tox]\npackage_env = pack\n[testenv:pack]\npackage_root = sub\n[pkgenv]\npass_env = X\n[testenv]\n"
    let loaded = try configuration(text, files: ["/p/setup.py": ""])
    #expect(loaded.environment(EnvironmentName("a")).environment.packageRoot == "/p/sub")
    #expect(loaded.packageEnvironments(of: [EnvironmentName("a")]) == [[EnvironmentName("pack")]])
    let settings = loaded.packageEnvironment(EnvironmentName("pack")).settings
    let passed = settings.first { $0.key == "pass_env" }?.setting.value
    #expect(passed?.referenceText.contains("X\n") == true || passed?.referenceText.contains("\nX") == true)
  }

  @Test(arguments: [
    ("a = {env:LIST}x", "a substitution within an entry cannot add an entry separator"),
    ("extras = {env:LIST}x", "a substitution within an entry cannot add an entry separator"),
    ("deps = a{env:LINES}", "a substitution within a requirement cannot add a line break"),
    ("deps = a {env:OPTION}", "a requirement substitution cannot change pip options"),
  ])
  func `a value inside an item stays one item`(line: String, message: String) throws {
    let variables = ["HOME": "/", "LIST": "x,y", "LINES": "x\ny", "OPTION": "b --index-url=e"]
    let key = String(line.prefix { $0 != " " })
    let text = try ProjectConfigurationTests.value(
      key == "a" ? "allowlist_externals" : key, of: "x",
      "[testenv]\n\(key == "a" ? "allowlist_externals" + line.dropFirst() : line)\n", variables: variables)
    #expect(text == "failure: \(message)")
  }

  @Test func `paths with blanks stay one argument of a command`() throws {
    let text = "[testenv]\nchange_dir = a b\ncommands = run {change_dir}/x \"{change_dir}\"\n"
    #expect(try value("commands", of: "x", text) == "run '/p/a b/x' '/p/a b'")
  }

  @Test func `arguments that are files are told from the folder of the commands`() throws {
    let document = try INIReader.read(
      SourceFile(path: "tox.ini", text: "[testenv]\nchange_dir = tests\ncommands = pytest {posargs}\n"))
    var context = ConfigurationContext(variables: [:], positionalArguments: ["tests/a.py", "-k", "b", "gone/x", "-q"])
    context.currentFolder = "/p"
    context.fileKind = { ["/p/tests/a.py", "/p/-q"].contains($0) ? .other : .missing }
    let loaded = try ProjectBuilder.build(document, path: "/p/tox.ini", context: context)
    let commands = loaded.environment(EnvironmentName("x")).environment.commands("commands")
    #expect(commands.first?.arguments == ["pytest", "a.py", "-k", "b", "gone/x", "../-q"])
  }

  @Test func `every key is documented once and found by all its names`() {
    for table in [ConfigurationKeyTable.core, .environment, .packaging] {
      #expect(Set(table.allNames).count == table.allNames.count)
      for key in table.keys {
        #expect(!key.documentation.isEmpty && !key.documentation.hasSuffix("."))
        if case .computed(let value) = key.defaultValue { #expect(!value.documentation.isEmpty) }
        for name in key.spellings { #expect(table[name]?.name == key.name) }
      }
    }
  }
}
