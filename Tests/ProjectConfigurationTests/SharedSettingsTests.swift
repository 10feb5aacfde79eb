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
    let names = loaded.project.environmentList
    #expect(names.count == 24)
    let together = loaded.environments(names)
    var told: Set<String> = []
    for (name, environment) in zip(names, together.environments) {
      let (alone, diagnostics) = loaded.environment(name)
      for diagnostic in diagnostics { told.insert("\(diagnostic.span?.location ?? "") \(diagnostic.message)") }
      #expect(environment.settings.map(\.key) == alone.settings.map(\.key))
      for (one, other) in zip(environment.settings, alone.settings) {
        #expect(one.setting.value == other.setting.value, "\(one.key) of \(name)")
        #expect(one.setting.origin == other.setting.origin, "\(one.key) of \(name)")
        #expect(one.setting.overridden == other.setting.overridden, "\(one.key) of \(name)")
      }
      #expect(environment.kind == alone.kind && environment.fault == alone.fault)
    }
    #expect(Set(together.diagnostics.map { "\($0.span?.location ?? "") \($0.message)" }) == told)
    #expect(loaded.descriptions(of: names) == names.map { loaded.descriptions(of: [$0])[0] })
    #expect(loaded.labels(of: names) == names.map { loaded.labels(of: [$0])[0] })
  }
}
