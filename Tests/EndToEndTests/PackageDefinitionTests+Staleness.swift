import Host
import Testing

/// What may be left of earlier runs and must not be taken for what is wanted now.
extension PackageDefinitionTests {
  @Test func `what is not wanted any more, or has changed below a package, is not tested`() async throws {
    let place = try monorepo()
    func run(_ name: String, _ package: String, _ code: String) async throws -> Ending {
      try await place.run(
        "--headless", "-e", name, "--output", "all", "-x", "testenv:\(name).package=\(package)", "-x",
        "testenv:\(name).commands=python -c '\(code)'", variables: Self.offline)
    }
    let both = try await run("both", "core, other", "import core, other")
    #expect(both.code == 0, "\(both.output)")
    let one = try await run("both", "core", "import other; other.WHO")
    #expect(one.code == 1 && one.output.contains("AttributeError"), "\(one.output)")
    let first = try await run("plugin", "plugin", "import core; print(core.WHO)")
    #expect(first.code == 0, "\(first.output)")
    try place.write("WHO = 'new core'\n", to: "core/src/core/__init__.py")
    let second = try await run("plugin", "plugin", "import core; print(core.WHO)")
    #expect(second.code == 0 && second.output.contains("new core\n"), "\(second.output)")
  }

  @Test func `an environment to build in is looked at before anything is removed, and made once`() async throws {
    let place = try Workplace()
    func write(_ folder: String) throws {
      try place.write(
        """
        [tox]
        env_list = e
        [packagedef:made]
        builder = command
        build_env = maker
        commands = python -c "open('made.txt', 'w').write('x')"
        artifact = made.txt
        inputs = *.src
        match = name:none
        [testenv]
        package = skip
        base_python = python3
        commands = python -c "print('got')" {package:made}
        [testenv:maker]
        env_dir = {tox_root}/\(folder)

        """, to: "tox.ini")
    }
    try write("precious")
    try place.write("", to: "a.src")
    try Program.host.files.createDirectory("\(place.project)/precious")
    try place.write("mine", to: "precious/thesis.txt")
    let refused = try await place.run("--headless", variables: Self.offline)
    #expect(refused.code != 0 && refused.output.contains("holds files that swtox did not make"), "\(refused.output)")
    #expect(try place.read("precious/thesis.txt") == "mine")
    try write(".swtox/maker")
    let first = try await place.run("--headless", variables: Self.offline)
    #expect(first.code == 0 && first.output.contains("maker: created"), "\(first.output)")
    let second = try await place.run("--headless", variables: Self.offline)
    #expect(second.code == 0 && !second.output.contains("maker"), "\(second.output)")
    try place.write("x", to: "a.src")
    let third = try await place.run("--headless", variables: Self.offline)
    #expect(third.code == 0 && !third.output.contains("maker: created"), "\(third.output)")
    #expect(builds(third.output) == ["package:made"], "\(third.output)")
  }

  @Test func `a build in an environment that waits for it is refused`() async throws {
    let place = try Workplace()
    try place.write(
      """
      [tox]
      env_list = e, maker
      [packagedef:made]
      builder = command
      build_env = maker
      commands = python -c "open('made.txt', 'w').write('x')"
      artifact = made.txt
      inputs = tox.ini
      match = name:none
      [testenv]
      package = skip
      base_python = python3
      commands = python -c "print('got')" {package:made}
      [testenv:maker]
      depends = e
      commands = python -c "print('made')"

      """, to: "tox.ini")
    let run = try await place.run("--headless", variables: Self.offline)
    #expect(run.code != 0 && run.output.contains("these wait for each other: "), "\(run.output)")
  }

  @Test(arguments: ["wheel", "editable"])
  func `what a package does not need any more is not there`(builder: String) async throws {
    let place = try monorepo()
    _ = try await place.run("--headless", "-e", "core,other", variables: Self.offline)
    _ = try await place.run("artifacts", "export", "index", "core", "other", variables: Self.offline)
    try place.write(
      """
      [tox]
      env_list = a
      [packagedef:\(builder)]
      root = plugin
      [testenv]
      base_python = python3
      deps = other
      commands = python -I -c "import importlib.util as u, other, plugin; print('core:', u.find_spec('core') is not None)"

      """, to: "tox.ini")
    let variables = Self.offline.merging(
      ["PIP_FIND_LINKS": "\(place.project)/index", "UV_FIND_LINKS": "\(place.project)/index"]) { $1 }
    func run() async throws -> String {
      let run = try await place.run("--headless", "--output", "all", variables: variables)
      #expect(run.code == 0, "\(run.output)")
      return run.output
    }
    #expect(try await run().contains("core: True"))
    try place.write(TinyBackend.project("plugin", requires: ["other"]), to: "plugin/pyproject.toml")
    let second = try await run()
    #expect(second.contains("core: False"), "\(second)")
    #expect(second.contains("recreate: the package does not need 'core' any more"), "\(second)")
    try place.write(TinyBackend.project("plugin", requires: ["other", "core"]), to: "plugin/pyproject.toml")
    let third = try await run()
    #expect(third.contains("core: True") && !third.contains("recreate"), "\(third)")
  }

  @Test func `a project that says malformed things of its build is told where`() async throws {
    let place = try Workplace()
    try place.writeTinyProject("core", in: "lib")
    try place.write("[tox]\nenv_list = a\n[packagedef:wheel]\nroot = lib\n", to: "tox.ini")
    try place.write("[build-system]\nrequires = [\n  'hatch ling',\n]\n", to: "lib/pyproject.toml")
    let run = try await place.run("--headless", variables: Self.offline)
    #expect(run.code != 0)
    #expect(
      run.output.contains("lib/pyproject.toml:3:3: error: 'hatch ling' in 'build-system.requires' is no requirement"),
      "\(run.output)")
  }

  @Test func `a wheel for another interpreter is refused in clear words`() async throws {
    let place = try Workplace()
    try place.writeTinyProject("pure", in: ".")
    let code = TinyBackend.code.replacing("tag = \"py3-none-any\"", with: "tag = \"cp27-none-any\"")
    try place.write(code.replacing("def build_sdist", with: "def no_sdist"), to: "tiny.py")
    try place.write("[tox]\nenv_list = a\n[packagedef:wheel]\n[testenv]\nbase_python = python3\n", to: "tox.ini")
    let run = try await place.run("--headless", "--output", "all", variables: Self.offline)
    #expect(run.code != 0)
    #expect(run.output.contains("/pure-1.0-cp27-none-any.whl': "), "\(run.output)")
    #expect(run.output.contains("swtox: cannot install '"), "\(run.output)")
  }

  @Test func `an sdist is kept beside the wheel that was made from it`() async throws {
    let place = try Workplace()
    try place.writeTinyProject("pure", in: ".")
    try place.write(
      "[tox]\nenv_list = a\n[packagedef:sdist]\n[testenv]\ncommands = python -c 'import pure'\n", to: "tox.ini")
    let run = try await place.run("--headless", variables: Self.offline)
    #expect(run.code == 0 && builds(run.output) == ["package:sdist"], "\(run.output)")
    let copied = try await place.run("artifacts", "export", "dist", variables: Self.offline)
    let names = ["pure-1.0-py3-none-any.whl", "pure-1.0.tar.gz"]
    #expect(copied.output.split(separator: "\n").sorted() == names.map { "\(place.project)/dist/\($0)" })
    let verified = try await place.run("artifacts", "verify", variables: Self.offline)
    #expect(verified.output == "2 artefacts, all intact\n")
    // A file of the two that is gone is built again, since somebody may want to publish it.
    for name in names {
      let again = try await place.run("--headless", variables: Self.offline)
      #expect(again.code == 0 && builds(again.output).isEmpty, "\(again.output)")
      let listed = try await place.run("artifacts", "list", "--json", variables: Self.offline)
      let path = try #require(listed.output.split(separator: "\"").first { $0.hasSuffix("/\(name)") })
      try Program.host.files.remove(String(path))
      let missing = try await place.run("artifacts", "verify", variables: Self.offline)
      #expect(missing.code == 1 && missing.output.contains("missing  \(path)"), "\(missing.output)")
      let anew = try await place.run("--headless", variables: Self.offline)
      #expect(anew.code == 0 && builds(anew.output) == ["package:sdist"], "\(anew.output)")
    }
  }

  @Test func `what a package needs is the file that the definition means, and no other of its name`() async throws {
    let place = try monorepo()
    _ = try await place.run("--headless", "-e", "core", variables: Self.offline)
    let copied = try await place.run("artifacts", "export", "dist of core", "core", variables: Self.offline)
    #expect(copied.code == 0, "\(copied.output)")
    // Whoever takes it fails: it is not what its name says.
    try place.write("newer", to: "dist of core/core-2.0-py3-none-any.whl")
    try place.write("WHO = 'sources'\n", to: "core/src/core/__init__.py")
    let text = try place.read("tox.ini").replacing(
      "builder = wheel\nroot = core\n", with: "builder = existing\npath = dist of core/core-1.0-*.whl\n")
    try place.write(text, to: "tox.ini")
    let run = try await place.run(
      "--headless", "-e", "plugin", "--output", "all", "-x",
      "testenv:plugin.commands=python -c 'import core; print(core.WHO)'", variables: Self.offline)
    #expect(run.code == 0 && run.output.contains("core\n"), "\(run.output)")
  }
}
