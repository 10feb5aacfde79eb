import Host
import Testing

/// The environment in which tox builds packages: its variables, requirements and interpreter.
@Suite struct PackagingEnvironmentTests {
  @Test(.enabled(if: Program.find("python3") != nil, "there is no python3 on PATH"))
  func `a build sees what the packaging environment sets`() async throws {
    let place = try Workplace()
    try place.writeTinyProject("one", in: ".")
    try place.write(TinyBackend.code + "\nassert os.environ['MADE_OF'] == 'wood'\n", to: "tiny.py")
    let text =
      "[testenv]\npackage = wheel\ncommands = python -c \"import one\"\n[testenv:a]\n[testenv:.pkg]\nset_env = MADE_OF = "
    try place.write("\(text)wood\n", to: "tox.ini")
    let run = try await place.run("--headless", "-e", "a")
    #expect(run.code == 0, "\(run.output)")
    let again = try await place.run("--headless", "-e", "a")
    #expect(again.code == 0 && !again.output.contains("package:wheel: built"), "\(again.output)")
    // What a build was made from has changed.
    try place.write("\(text)stone\n", to: "tox.ini")
    let other = try await place.run("--headless", "-e", "a")
    #expect(other.code != 0 && other.output.contains("package:wheel error"), "\(other.output)")
  }

  private func place(_ keys: String) throws -> Workplace {
    let place = try Workplace()
    try place.writeTinyProject("one", in: ".")
    try place.write("[tox]\nenv_list = a\n[testenv]\nallowlist_externals = *\n\(keys)\n", to: "tox.ini")
    return place
  }

  @Test func `packages are built alone, and a built one is installed in the place of the environment's own`()
    async throws
  {
    let place = try place("package = wheel\ncommands = sh -c 'echo \"<$TOX_PACKAGE>\"; python -c \"import one\"'")
    let built = try await place.run("--headless", "--pkg-only")
    #expect(built.code == 0 && built.output.contains("package:wheel: built"), "\(built.output)")
    #expect(!Program.host.files.exists("\(place.project)/.swtox/a"), "\(built.output)")
    let own = try await place.run("--headless", "--output", "all")
    #expect(own.code == 0 && own.output.contains("/.swtox/.artifacts/"), "\(own.output)")
    _ = try await place.bash("mkdir given && cp .swtox/.package-wheel/dist/*.whl given/")
    let wheel = try Program.host.files.list("\(place.project)/given").first ?? ""
    let given = try await place.run("--headless", "--output", "all", "--installpkg", "given/\(wheel)")
    #expect(given.code == 0 && given.output.contains("<\(place.project)/given/\(wheel)>\n"), "\(given.output)")
    let none = try await place.run("--headless", "--installpkg", "given/nobody.whl")
    #expect(none.code != 0 && none.output.contains("nobody.whl"), "\(none.output)")
    try place.write("raise SystemExit(3)\n", to: "tiny.py")
    let failed = try await place.run("--headless", "--pkg-only", "-b")
    #expect(failed.code == 3, "\(failed.output)")
  }

  @Test(
    .enabled(if: Program.find("python3") != nil, "there is no python3 on PATH"),
    arguments: ["", "install_command = python -m pip install {opts} {packages}"])
  func `a requirement that is forced stands for what the package asks for`(keys: String) async throws {
    let place = try place(
      "package = wheel\n\(keys)\ncommands = python -c \"import one, dep; print(dep.__file__, dep.WHO)\"")
    try place.writeTinyProject("one", in: ".", requires: ["dep>=2"])
    for version in ["1.0", "2.0"] {
      let folder = "dep-\(version)"
      try place.writeTinyProject("dep", in: folder)
      try place.write(
        TinyBackend.code.replacing("%s-1.0", with: "%s-\(version)").replacing(
          "\\nVersion: 1.0", with: "\\nVersion: \(version)"), to: "\(folder)/tiny.py")
      try place.write("WHO = 'dep \(version)'\n", to: "\(folder)/src/dep/__init__.py")
      let built = try await place.bash(
        "mkdir -p links && cd \(folder) && python3 -c 'import tiny; tiny.build_wheel(\"../links\")'")
      #expect(built.code == 0, "\(built.output)")
    }
    let links = "\(place.project)/links"
    let variables = ["PIP_FIND_LINKS": links, "PIP_NO_INDEX": "1", "UV_FIND_LINKS": links, "UV_NO_INDEX": "1"]
    for (words, version, isRemade) in [
      ([], "2.0", false), (["--force-dep", "dep<2"], "1.0", false), (["--force-dep", "Dep==1.0"], "1.0", true),
      ([], "2.0", true),
    ] {
      let run = try await place.run(["--style", "tox"] + words, variables: variables)
      #expect(run.code == 0 && run.output.contains(" dep \(version)"), "\(words) \(run.output)")
      #expect(run.output.contains("recreate env") == isRemade, "\(words) \(run.output)")
    }
  }

  @Test func `an environment that asks for a package gets one, or is told why not`() async throws {
    let place = try Workplace()
    try place.write("[testenv:a]\npackage = wheel\ncommands = python -c pass\n", to: "tox.ini")
    let none = try await place.run("--headless", "-e", "a")
    #expect(none.code == 2 && none.output.contains("'package = wheel' of environment 'a' finds nothing to build"))
    let left = try await place.run("--headless", "-e", "a", "-x", "testenv:a.package=skip")
    #expect(left.code == 0, "\(left.output)")
  }

  @Test func `an extra that the package does not have is told`() async throws {
    let place = try place("package = wheel\nextras = nobody\ncommands = python -c pass")
    let run = try await place.run("--headless")
    #expect(run.code != 0 && run.output.contains("extras not found: nobody (available: none)"), "\(run.output)")
  }

  @Test func `commands of a packaging environment make the package, once for all`() async throws {
    let place = try Workplace()
    try place.writeTinyProject("one", in: "source")
    try place.write(
      """
      [tox]
      env_list = a, b
      [testenv]
      package = external
      commands = python -c "import one"
      [testenv:.pkg_external]
      change_dir = {tox_root}/source
      allowlist_externals = sh
      commands =
          sh -c 'echo once >>../calls; mkdir {env_tmp_dir}/dist'
          python -c "import sys; sys.path.insert(0, '.'); import tiny; tiny.build_wheel(sys.argv[1])" {env_tmp_dir}/dist

      """, to: "tox.ini")
    let run = try await place.run("--headless")
    #expect(run.code == 0 && run.output.contains("2 passed"), "\(run.output)")
    #expect(try place.read("calls") == "once\n")
    // What its commands look at nobody knows, so that they run again; what they make is the same.
    let again = try await place.run("--headless")
    #expect(again.code == 0 && !again.output.contains("created in"), "\(again.output)")
    #expect(try place.read("calls") == "once\nonce\n")
    let unused = try await place.run("prune")
    #expect(!unused.output.contains("build external"), "\(unused.output)")
    let none = try await place.run("--headless", "-x", "testenv:.pkg_external.package_glob=dist/*.whl")
    #expect(none.code != 0 && none.output.contains("nothing matches 'dist/*.whl'"), "\(none.output)")
    let toxes = try await place.run(
      "--style", "tox", "r", "-x", "testenv:.pkg_external.commands=python -c 'raise SystemExit(3)'")
    #expect(
      toxes.code == 1 && toxes.output.contains("a: failed with stopping as failed to build package"), "\(toxes.output)")
  }

  @Test func `constraints limit what comes with a package, and not the package itself`() async throws {
    let place = try place("package = wheel\nconstraints = limits.txt\ncommands = python -c \"import one\"")
    try place.write("One==0.5\n-c more.txt\n", to: "limits.txt")
    try place.write("six<2\n", to: "more.txt")
    let run = try await place.run("--headless")
    #expect(run.code == 0, "\(run.output)")
    #expect(try place.read(".swtox/a/.swtox/limits.txt") == "six<2\n")
    let again = try await place.run("plan")
    #expect(again.output.contains("reuse"), "\(again.output)")
    try place.write("six<3\n", to: "more.txt")
    let changed = try await place.run("plan", "--tree")
    #expect(changed.output.contains("what the package brings is chosen otherwise"), "\(changed.output)")
  }

  @Test func `nothing is installed where somebody says so`() async throws {
    let place = try place("package = wheel\ndeps = nobody-has-this-package\ncommands = python -c \"print('ran')\"")
    let run = try await place.run("--headless", "--skip-env-install", "--output", "all")
    #expect(run.code == 0 && run.output.contains("ran\n") && !run.output.contains("package:wheel"), "\(run.output)")
  }

  @Test func `what the package needs is installed without it`() async throws {
    let place = try place("package = deps-only\ncommands = python -c \"print('ran')\"\nextras = more")
    let table = "[project]\nname = 'one'\nversion = '1'\ndependencies = ['nobody-has; python_version<\"3\"']\n"
    try place.write(
      table + "[project.optional-dependencies]\nmore = ['or-this; python_version<\"3\"']\n", to: "pyproject.toml")
    let plan = try await place.run("plan", "--recipe")
    for text in ["nobody-has; python_version<", "or-this; python_version<"] {
      #expect(plan.output.contains(text), "\(plan.output)")
    }
    let run = try await place.run("--headless")
    #expect(run.code == 0 && !run.output.contains("package:"), "\(run.output)")
    let unknown = try await place.run("--headless", "-x", "testenv.extras=mor")
    #expect(
      unknown.code == 2 && unknown.output.contains("extras not found for package one: mor (available: more)"),
      "\(unknown.output)")
    try place.write("[project]\nname = 'one'\ndynamic = ['dependencies', 'version']\n", to: "pyproject.toml")
    let open = try await place.run("--headless")
    #expect(open.code == 2 && open.output.contains("only a build would"), "\(open.output)")
  }

  @Test func `a command that is not there fails as others do, which may not matter`() async throws {
    let place = try place("skip_install = true\ncommands =\n  - nobody-has-this\n  python -c \"print('ran')\"")
    let run = try await place.run("--headless", "--output", "all")
    #expect(run.code == 0 && run.output.contains("there is no program 'nobody-has-this'"), "\(run.output)")
    #expect(run.output.contains("ran\n"), "\(run.output)")
    let other = try await place.run("--headless", "-x", "testenv.commands=nobody-has-this")
    #expect(other.code != 0, "\(other.output)")
  }

  @Test func `commands of the set-up run with the others, without them, and before an environment goes`() async throws {
    let place = try place(
      "skip_install = true\nextra_setup_commands = python -c \"print('extra')\"\n"
        + "recreate_commands =\n  python -c \"import sys; print('going', sys.prefix)\"\n  python -c \"raise SystemExit(3)\"\n"
        + "commands = python -c \"print('main')\"")
    let first = try await place.run("--headless", "--output", "all")
    #expect(
      first.code == 0 && first.output.contains("\nextra\n$ python -c \"print('main')\"\nmain\n"), "\(first.output)")
    #expect(!first.output.contains("going"), "\(first.output)")
    let alone = try await place.run("--headless", "--output", "all", "--notest")
    #expect(alone.code == 0 && alone.output.contains("extra\n") && !alone.output.contains("main\n"), "\(alone.output)")
    let again = try await place.run("--headless", "--output", "all", "-r")
    #expect(again.code == 0 && again.output.contains("going \(place.project)/.swtox/a\n"), "\(again.output)")
    let failing = try await place.run(
      "--headless", "-x", "testenv.extra_setup_commands=python -c 'raise SystemExit(4)'")
    #expect(failing.code == 1 && failing.output.contains("exit code 4"), "\(failing.output)")
    let ignored = try await place.run(
      "--headless", "-x", "testenv.extra_setup_commands=python -c 'raise SystemExit(4)'", "-x",
      "testenv.ignore_errors=true")
    #expect(ignored.code == 0, "\(ignored.output)")
  }
}
