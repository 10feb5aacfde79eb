import Glibc
import Host
import Testing

/// Environments of conda, made by the real tools from a channel on this machine.
@Suite(.enabled(if: KindScene.channel != nil && !KindScene.condaPythons.isEmpty, "there is no channel of conda"))
struct CondaEnvironmentTests {
  private static let python = KindScene.condaPythons.first ?? ""

  /// A project without a package, whose environments are of kind conda.
  private func configuration(_ names: String, _ keys: String, client: String = "rattler") -> String {
    """
    [tox]
    no_package = true
    env_list = \(names)
    [envdef:conda]
    match = *
    conda_channels = \(KindScene.channel ?? "")
    conda_client = \(client)
    [testenv]
    \(keys)

    """
  }

  /// A project whose environment `a` is of kind conda and gets packages; keys of `[testenv]` may follow.
  private func packageConfiguration(_ definitions: String) -> String {
    """
    [tox]
    env_list = a
    [envdef:conda]
    match = a
    conda_channels = \(KindScene.channel ?? "")
    conda_client = rattler
    \(definitions)
    [testenv]
    base_python = \(Self.python)

    """
  }

  @Test func `an environment has the Python of its name, is activated once and used again`() async throws {
    let scene = try KindScene(
      configuration(
        Self.python,
        """
        conda_deps = act-vars
        conda_deactivate = true
        set_env = LINES = mine
        commands =
          python -c "import os, sys; print(sys.prefix, os.environ['GREETING'], os.environ['FROM_JSON'], os.environ['LINES'])"
          greet
        """))
    let first = try await scene.run("--headless", "--output", "all")
    let prefix = "\(scene.place.project)/.swtox/\(Self.python)"
    #expect(first.code == 0, "\(first.output)")
    #expect(first.output.contains("\(prefix) hello from \(prefix) it's \"there\" mine"), "\(first.output)")
    #expect(first.output.contains("goodbye from \(prefix)"), "\(first.output)")
    let plan = try await scene.run("plan", "--tree")
    #expect(plan.output.contains("reuse: its variables are known"), "\(plan.output)")
    #expect(!plan.output.contains("no environment yet"), "\(plan.output)")
    let second = try await scene.run("--headless", "--output", "all")
    #expect(second.code == 0 && second.output.contains("hello from \(prefix)"), "\(second.output)")
    let direct = try await scene.run("exec", "-e", Self.python, "--", "greet")
    #expect(direct.code == 0 && direct.output == "greet\n", "\(direct.output)")
    let text = try scene.place.read("tox.ini")
    try scene.place.write(text.replacing("conda_deps = act-vars", with: "conda_deps = greeter"), to: "tox.ini")
    let changed = try await scene.run("plan", "--tree")
    #expect(
      changed.output.contains("recreate: deps changed (-conda act-vars +conda greeter)"), "\(changed.output)")
  }

  /// What activations do that they should not, whether commands run after it, and what is told.
  @Test(arguments: [
    ("exit", false, "act-exit.sh' ended the activation with exit code 3"),
    ("unset", false, "act-unset.sh' ended the activation with exit code 1"),
    ("strict-fails", false, "act-strict-fails.sh' ended the activation with exit code 1"),
    ("zero", false, "act-zero.sh' ended the activation with exit code 0"),
    ("hangs", false, "its time is over after 1 s"),
    ("return", true, "act-return.sh' returned 7, and the activation went on"),
    ("syntax", true, "act-syntax.sh' has a syntax error"),
    ("strict", true, "act-strict.sh' left 'set -e' on"),
    ("output", true, "noise on output"),
    ("daemon", true, "the command left processes behind, ending them: sleep"),
  ])
  func `activations do what they like, and none of it goes unseen`(
    name: String, isUsable: Bool, told: String
  ) async throws {
    let scene = try KindScene(
      configuration(
        "a",
        "conda_deps = act-\(name)\nactivation_timeout = \(name == "hangs" ? 1 : 60)\ncommands = sh -c \"echo ran\""
          + "\nallowlist_externals = sh\nconda_create_args = \nbase_python = \(Self.python)"))
    let run = try await scene.run("--headless", "--output", "all")
    #expect(run.code == (isUsable ? 0 : 3), "\(run.output)")
    #expect(run.output.contains(told), "\(run.output)")
    #expect(run.output.contains("ran") == isUsable, "\(run.output)")
    #expect(scene.living().isEmpty)
  }

  @Test func `an environment whose folder is gone half is made anew`() async throws {
    let scene = try KindScene(configuration(Self.python, "commands = python -V"))
    #expect(try await scene.run("--headless").code == 0)
    try Program.host.files.remove("\(scene.place.project)/.swtox/\(Self.python)/conda-meta")
    let again = try await scene.run("--headless")
    #expect(again.code == 0 && again.output.contains("created in"), "\(again.output)")
  }

  @Test func `an environment file is merged with the Python of the name, and mistakes in it have a line`() async throws
  {
    let scene = try KindScene(
      configuration(
        Self.python, "conda_env = environment.yml\ncommands = python -c \"import os; print(os.environ['MINE'])\""))
    try scene.place.write(
      "name: any\ndependencies:\n  - python\n  - greeter\nvariables:\n  MINE: from the file\n", to: "environment.yml")
    let run = try await scene.run("--headless", "--output", "all")
    #expect(run.code == 0 && run.output.contains("from the file"), "\(run.output)")
    #expect(Program.host.files.exists("\(scene.place.project)/.swtox/\(Self.python)/share/greeter.txt"))
    try scene.place.write("dependencies:\n  - greeter\n  - [a, b]\n", to: "environment.yml")
    let wrong = try await scene.run("--headless")
    #expect(wrong.code == 2 && wrong.output.contains("line 3: a dependency is neither"), "\(wrong.output)")
  }

  /// A package with a file of the project, which needs another one.
  private static let recipe = """
    package: {name: own, version: 1.0.0}
    source: {path: .}
    build: {noarch: generic, script: ["mkdir -p $PREFIX/share", "cp own.txt $PREFIX/share/"]}
    requirements: {run: [greeter]}

    """

  @Test func `a package of conda is built, installed with what it needs, and installed anew when it changed`()
    async throws
  {
    let scene = try KindScene(
      packageConfiguration("[packagedef:conda]\nmatch = a")
        + """
        commands = python -c "import sys; print(open(sys.prefix + '/share/own.txt').read(), open(sys.prefix + '/share/greeter.txt').read())"

        """)
    try scene.place.write(Self.recipe, to: "recipe.yaml")
    try scene.place.write("own one\n", to: "own.txt")
    let first = try await scene.run("--headless", "--output", "all")
    #expect(first.code == 0 && first.output.contains("own one\n"), "\(first.output)")
    #expect(first.output.contains("greeter 2.0"), "\(first.output)")
    let plan = try await scene.run("plan", "--tree")
    #expect(plan.output.contains("reuse: conda unchanged"), "\(plan.output)")
    try scene.place.write("own two\n", to: "own.txt")
    let second = try await scene.run("--headless", "--output", "all")
    #expect(second.code == 0 && second.output.contains("own two\n"), "\(second.output)")
  }

  @Test func `a wheel becomes a package of conda where there is no recipe`() async throws {
    let scene = try KindScene(
      packageConfiguration("[packagedef:wheel]\n[packagedef:conda]\ndepends = wheel\nmatch = a")
        + """
        commands = python -c "import wee; print('it is', wee.WHO, wee.__file__)"

        """)
    try scene.place.writeTinyProject("wee", in: ".")
    let run = try await scene.run("--headless", "--output", "all")
    #expect(run.code == 0 && run.output.contains("it is wee"), "\(run.output)")

  }

  @Test func `of packages that are there each environment gets the one for its Python`() async throws {
    let scene = try KindScene(
      """
      [tox]
      env_list = py311, py312
      [envdef:conda]
      match = *
      [packagedef:new]
      builder = existing
      path = dist/new-*.tar.bz2
      [packagedef:old]
      builder = existing
      path = dist/old-*.tar.bz2

      """)
    let packed = try await scene.place.bash(
      """
      mkdir dist
      for name in new old; do
        mkdir -p $name/info
        if [ $name = new ]; then range='>=3.12'; else range='3.11.*'; fi
        echo '{"name": "'$name'", "version": "1.0", "build": "0", "build_number": 0, "subdir": "noarch",
          "depends": ["python '$range'"]}' >$name/info/index.json
        tar -cjf dist/$name-1.0-0.tar.bz2 -C $name info
      done
      """)
    #expect(packed.code == 0, "\(packed.output)")
    let plan = try await scene.run("plan")
    func row(_ name: String) -> [Substring] {
      (plan.output.split(separator: "\n").first { $0.hasPrefix("\(name) ") } ?? "").split(separator: " ")
    }
    #expect(row("py311").dropFirst(2).first == "old", "\(plan.output)")
    #expect(row("py312").dropFirst(2).first == "new", "\(plan.output)")
  }

  @Test func `what conda cannot find is told as an installation that failed`() async throws {
    let scene = try KindScene(configuration(Self.python, "conda_deps = nobody-has-this\ncommands = python -V"))
    let run = try await scene.run("--headless")
    #expect(run.code == 3 && run.output.contains("nobody-has-this"), "\(run.output)")
  }

  @Test func `four environments are made at once`() async throws {
    let names = (1...4).map { "\(Self.python)-\($0)" }.joined(separator: ", ")
    let scene = try KindScene(
      configuration(names, "conda_deps = act-vars\ncommands = python -c \"import os; print(os.environ['GREETING'])\""))
    let run = try await scene.run("--headless", "-j", "4")
    #expect(run.code == 0 && run.output.contains("4 passed"), "\(run.output)")
  }

  @Test func `a run that is stopped while it activates leaves nothing, and the next one goes on`() async throws {
    let scene = try KindScene(
      configuration(
        Self.python,
        // So long that a busy machine cannot miss it.
        "conda_deps = act-hangs\nactivation_timeout = 3600\npass_env = SWTOX_KIND_MARK\ncommands = python -V"))
    let output = OutputText()
    let child = try scene.start("--headless", output: output)
    try await until("there") {
      scene.living().contains { $0.words == "sleep 7932" } ? "there" : output.text
    }
    kill(child.processID, SIGINT)
    #expect(await child.report().ending == .exited(code: 130))
    try await scene.waitUntilNothingIsLeft()
    let text = try scene.place.read("tox.ini")
    try scene.place.write(text.replacing("act-hangs", with: "act-vars"), to: "tox.ini")
    let again = try await scene.run("--headless")
    #expect(again.code == 0, "\(again.output)")
  }

  /// The settings of an old conda that fetches nothing.
  private func writeOldSettings(_ scene: KindScene) throws {
    let home = scene.place.home
    let settings = """
      default_channels: [\(KindScene.channel ?? "")]
      pkgs_dirs: [\(home)/packages]
      envs_dirs: [\(home)/environments]
      offline: true
      always_yes: true
      add_pip_as_python_dependency: false

      """
    try Program.host.files.write(Array(settings.utf8), to: "\(home)/.condarc")
  }

  private static let hasOldConda = KindScene.oldConda != nil && KindScene.condaPythons.contains("py38")

  @Test(.enabled(if: hasOldConda, "there is no conda 4.3"))
  func `an old conda makes environments too, two at once from an empty cache`() async throws {
    let scene = try KindScene(
      configuration(
        "py38-a, py38-b", "conda_deps = act-vars\ncommands = python -c \"import os; print(os.environ['GREETING'])\"",
        client: KindScene.oldConda ?? ""))
    try writeOldSettings(scene)
    let run = try await scene.run("--headless", "-j", "2", "--output", "failed")
    #expect(run.code == 0 && run.output.contains("2 passed"), "\(run.output)")
  }

  @Test(.enabled(if: hasOldConda, "there is no conda 4.3"))
  func `an old conda installs packages that were built, and those that were built anew`() async throws {
    let text = configuration(
      "py38", "commands = python -c \"import sys; print(open(sys.prefix + '/share/own.txt').read())\"",
      client: KindScene.oldConda ?? "")
    let scene = try KindScene(
      text.replacing("no_package = true\n", with: "")
        + "[packagedef:conda]\nmatch = *\nconfig_settings = --package-format = tar-bz2\n")
    try writeOldSettings(scene)
    try scene.place.write(Self.recipe, to: "recipe.yaml")
    for word in ["one", "two"] {
      try scene.place.write("own \(word)\n", to: "own.txt")
      let run = try await scene.run("--headless", "--output", "all")
      #expect(run.code == 0 && run.output.contains("own \(word)\n"), "\(run.output)")
    }
  }
}
