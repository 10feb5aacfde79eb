import EnvironmentModel
import ProjectConfiguration
import SourceText
import Testing

/// Environments that are asked for together have the values that each has alone.
@Suite struct SharedSettingsTests {
  private static let matrix = """
    [tox]
    env_list = {py311,py312,pypy310,lint}-{a,b,c}-{x,y}
    """

  private static let configurations = [
    """
    [testenv]
    description = tests of {envname} with {base_python}
    deps =
        a: pytest<8
        !a: pytest
        py311-x: attrs
        {[common]deps}
    commands =
        python -m pytest {posargs:tests} --junit {env_tmp_dir}/out.xml
        x: echo {env_name} {env:KIND} {env:NOBODY:none}
    set_env =
        KIND = of {env_name}
        b: EXTRA = {env:KIND}-{py_dot_ver}
        file|vars
    pass_env = CI
    [common]
    deps =
        y: {env_dir}/local
        c: common
    """,
    """
    [testenv]
    base = {env_name}-base, shared
    env_dir = {work_dir}/{base_python}
    system_site_packages = {env:VIRTUALENV_SYSTEM_SITE_PACKAGES:{env:WANTED}}
    set_env = WANTED = true
    [shared]
    deps = shared-{env_name}
    [py311-a-x-base]
    deps = own
    commands = true
    [testenv:py312-b-{x,y}]
    deps = {[testenv]deps}
    description = {[testenv:py311-c-x]description} {[testenv:py311-c-x]env_dir}
    """,
    """
    [testenv]
    base_python =
        a: python3.11
        b: python3.12
        c: nothing3.7
    description = {unknown} {python} {[testenv]description}
    depends = {py311,py312}-a-x
    change_dir = {env:PLACE:{tox_root}}/{env_name}
    commands = {posargs:{change_dir}} {/}
    weight = 0
    """,
    """
    [testenv]
    runner = uv-venv-runner
    platform = linux
    x86_64: description = never
    commands =
        x86_64: echo amd
        arm64: echo arm
        linux-a: echo {env_site_packages_dir}
    allowlist_externals =
        a: one
        b: two
    package = wheel
    wheel_build_env = .pkg-{env_name}
    [testenv:py311-c-y]
    commands = only here
    """,
    """
    [packagedef:core]
    builder = wheel
    match = a
    [envdef:tools]
    kind = system
    match = lint
    deps = tool-{env_name}
    [testenv]
    set_env = A = {package:core}
    commands = echo {package:core} {package:none}
    timeout = {env:LIMIT:5}
    labels = all, b: of-b
    """,
  ]

  @Test(arguments: configurations)
  func `together as alone`(text: String) throws {
    let loaded = try configuration(
      "\(Self.matrix)\n\(text)", variables: ["HOME": "/home/u", "LIMIT": "7"], posargs: ["one", "two"],
      files: ["/p/vars": "FROM=file {env_name}\n", "/p/setup.py": ""])
    #expect(loaded.project.environmentList.count == 24)
    compare(loaded)
  }

  /// Configurations in which more than names tells environments apart, each with the environments that others speak of,
  /// whose values may depend on who asks first.
  private static let differences: [(text: String, spokenOf: Set<String>)] = [
    (
      "[tox]\nenv_list = cpython-3.11, cpython-x-3.11, cpython-y-3.11, x-cpython-3.11, a, b, pypy-x-3.10, pypy-3.10\n",
      []
    ),
    ("[tox]\nenv_list = e{1-6}\n[testenv]\nset_env = FOO = {env:}\nskip_install = {env:FOO}\n", []),
    ("[tox]\nenv_list = e{1-6}\n[testenv]\nset_env = FOO = {[{env_name}]x}\n[e1]\nx = 1\n", []),
    ("[tox]\nenv_list = e{1-6}\n[testenv]\nset_env = FOO = {unknown}\ndescription = {env:FOO}\n", []),
    (
      "[tox]\nenv_list = e{1-6}\n[testenv:e{1-6}]\nbase = {env_name}-base, {description}\n[e2-base]\ndescription = own\n",
      []
    ),
    (
      """
      [tox]
      env_list = a, b{1-6}
      [testenv:a]
      change_dir = {[testenv:b1]error_patterns}
      [testenv:b{1-6}]
      change_dir = sub
      error_patterns = {posargs:none}
      """, ["b1"]
    ),
    (
      """
      [tox]
      env_list = a, q, b{1-6}
      [testenv:{a,q}]
      set_env =
          {[testenv:b1]platform}
          FOO = foo
      platform = {env:FOO:none}
      [testenv:b{1-6}]
      platform = X={[testenv:a]platform}
      """, ["a", "b1", "q"]
    ),
    (
      """
      [tox]
      env_list = a, b{1-6}
      [testenv:a]
      depends = {[testenv:b1]platform}
      [testenv:b{1-6}]
      platform = {unknown}
      """, ["b1"]
    ),
    (
      "[tox]\nenv_list = e{1-6}\n[testenv]\ndescription =\(String(repeating: " {no}", count: 60))\nplatform = {nolast}\n",
      []
    ),
  ]

  @Test(arguments: differences)
  func `what tells environments apart counts`(text: String, spokenOf: Set<String>) throws {
    compare(try configuration(text, posargs: ["f.txt"], files: ["/p/f.txt": ""]), butFor: spokenOf)
  }

  @Test func `tables of TOML are read for each`() throws {
    let text = """
      env_list = [{product = [["py311", "py312"], {label = ["x", "y", "z"]}]}]
      [env_run_base]
      description = "of {factor:label} and {factor:0}"
      deps = [{replace = "if", condition = "factor.x", then = ["one"], else = ["two"], extend = true}]
      set_env.A = {replace = "env", name = "HOME"}
      set_env.B = "{env_name} {env:A}"
      commands = [["python", {replace = "posargs", default = ["{env_tmp_dir}"], extend = true}]]
      [env_base.lib]
      factors = [["p", "q"], ["r", "s", "t"]]
      base = ["env_base.lib", "more"]
      [more]
      deps = ["more-{env_name}"]
      """
    let file = SourceFile(path: "tox.toml", text: text)
    let document = try #require(try ConfigurationReader.read(file))
    var context = ConfigurationContext(variables: ["HOME": "/home/u"])
    context.pythons = pythons
    let loaded = try ProjectBuilder.build(document, path: "/p/tox.toml", context: context)
    #expect(loaded.project.allEnvironments.count == 12)
    compare(loaded)
  }

  private func compare(_ loaded: LoadedConfiguration, butFor spokenOf: Set<String> = []) {
    let names = loaded.project.allEnvironments
    let together = loaded.environments(names)
    var told: Set<String> = []
    for (name, environment) in zip(names, together.environments) {
      let (alone, diagnostics) = loaded.environment(name)
      for diagnostic in diagnostics { told.insert(Self.words(diagnostic)) }
      if spokenOf.contains(name.text) { continue }
      #expect(environment.settings.map(\.key) == alone.settings.map(\.key))
      for (one, other) in zip(environment.settings, alone.settings) {
        #expect(one.setting.value == other.setting.value, "\(one.key) of \(name)")
        #expect(one.setting.origin == other.setting.origin, "\(one.key) of \(name)")
        #expect(one.setting.extended == other.setting.extended, "\(one.key) of \(name)")
        #expect(one.setting.overridden == other.setting.overridden, "\(one.key) of \(name)")
      }
      #expect(environment.kind == alone.kind && environment.fault == alone.fault)
    }
    #expect(spokenOf.isEmpty ? Set(together.diagnostics.map(Self.words)) == told : true)
    #expect(loaded.descriptions(of: names) == names.map { loaded.descriptions(of: [$0])[0] })
    #expect(loaded.labels(of: names) == names.map { loaded.labels(of: [$0])[0] })
  }

  private static func words(_ diagnostic: Diagnostic) -> String {
    "\(diagnostic.span?.location ?? "") \(diagnostic.message) \(diagnostic.help ?? "")"
  }
}
