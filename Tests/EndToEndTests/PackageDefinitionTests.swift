import Host
import Testing

/// Packages that are defined once and go into the environments that their rules speak of.
@Suite struct PackageDefinitionTests {
  /// No index is asked: what the packages need is there.
  static let offline = ["PIP_NO_INDEX": "1", "UV_NO_INDEX": "1"]

  /// The packages of which a run's output says that they were built.
  func builds(_ output: String) -> [String] {
    output.split(separator: "\n").filter { $0.contains("package:") && $0.contains(": built in") }
      .compactMap { $0.split(separator: " ").first.map { String($0.dropLast()) } }.sorted()
  }

  /// Environments with the Pythons of this machine: they are told from one another by base_python.
  private static let pythons: [String] = {
    let folder =
      (Program.host.variables["PYENV_ROOT"] ?? (Program.host.variables["HOME"] ?? "") + "/.pyenv") + "/versions"
    let names = (try? Program.host.files.list(folder)) ?? []  // a machine without pyenv
    let versions = Set(names.filter { $0.hasPrefix("3.") }.map { $0.split(separator: ".").prefix(2).joined() })
    return versions.filter { ["39", "310", "311", "312", "313"].contains($0) }.sorted()
  }()

  @Test func `a run tells with places why environments get no package`() async throws {
    let place = try Workplace()
    try place.write(
      "[tox]\nenv_list = a\n[packagedef:wheel]\nmatch = a\n[packagedef:sdist]\nmatch = a\n", to: "tox.ini")
    let run = try await place.run("--headless", variables: Self.offline)
    #expect(run.code != 0)
    #expect(run.output.contains("tox.ini:4:1: error: package definitions 'wheel' and 'sdist'"), "\(run.output)")
    #expect(run.output.contains("note: 'sdist' by rule 'a' (tox.ini:6)"), "\(run.output)")
  }

  @Test func `a pure wheel is built once for all interpreters, and not again until an input changes`() async throws {
    let place = try Workplace()
    try place.writeTinyProject("pure", in: ".")
    try place.write("told\n", to: "README.md")
    let names = Self.pythons.isEmpty ? ["py3"] : Self.pythons.map { "py\($0)" }
    try place.write(
      """
      [tox]
      env_list = \(names.joined(separator: ", "))
      [packagedef:wheel]
      [testenv]
      commands = python -c "import pure; print(pure.WHO)"

      """, to: "tox.ini")
    let first = try await place.run("--headless", variables: Self.offline)
    #expect(first.code == 0 && builds(first.output) == ["package:wheel"], "\(first.output)")
    try place.write("told again\n", to: "README.md")
    let second = try await place.run("plan", "--tree", variables: Self.offline)
    #expect(second.output.contains("reuse: no input changed") && second.output.contains("reuse: wheel unchanged"))
    try place.write("WHO = 'other'\n", to: "src/pure/__init__.py")
    let third = try await place.run("--headless", "-e", names[0], variables: Self.offline)
    #expect(third.code == 0 && builds(third.output) == ["package:wheel"], "\(third.output)")
  }

  @Test(.enabled(if: pythons.count > 1, "fewer than two Pythons"))
  func `a wheel for one interpreter is built for each, once`() async throws {
    let place = try Workplace()
    try place.writeTinyProject("native", in: ".", isNative: true)
    let names = Self.pythons.suffix(2)
    try place.write(
      """
      [tox]
      env_list = py{\(names.joined(separator: ","))}-{a,b}
      [packagedef:wheel]
      [testenv]
      commands = python -c "import native"

      """, to: "tox.ini")
    let expected = names.map { "package:wheel~cp\($0)" }
    let first = try await place.run("--headless", variables: Self.offline)
    #expect(first.code == 0 && builds(first.output) == expected, "\(first.output)")
    let second = try await place.run("--headless", variables: Self.offline)
    #expect(second.code == 0 && builds(second.output).isEmpty, "\(second.output)")
    try place.write("WHO = 'other'\n", to: "src/native/__init__.py")
    let third = try await place.run("--headless", variables: Self.offline)
    #expect(third.code == 0 && builds(third.output) == expected, "\(third.output)")
    let listed = try await place.run("artifacts", variables: Self.offline)
    #expect(listed.output.split(separator: "\n").count { $0.hasPrefix("*") } == 2)
  }

  func monorepo() throws -> Workplace {
    let place = try Workplace()
    try place.writeTinyProject("core", in: "core")
    try place.writeTinyProject("plugin", in: "plugin", requires: ["core"])
    try place.writeTinyProject("other", in: "other")
    try place.write(
      """
      [tox]
      env_list = core, plugin, both, other, path
      [packagedef:core]
      builder = wheel
      root = core
      match = name:core
      [packagedef:plugin]
      builder = wheel
      root = plugin
      depends = core
      match = name:plugin
      [packagedef:other]
      builder = wheel
      root = other
      match = name:other
      [testenv]
      base_python = python3
      commands = python -c "import {env_name}"
      [testenv:both]
      package = core, plugin
      commands = python -c "import core, plugin"
      [testenv:path]
      package = skip
      set_env = WHEEL = {package:core}
      commands = python -c "import os, sys; print(sys.argv[1] == os.environ['WHEEL'], os.path.exists(sys.argv[1]))" {package:core}

      """, to: "tox.ini")
    return place
  }

  @Test func `devenv installs what the definitions say, so that edits show`() async throws {
    let place = try monorepo()
    let made = try await place.run("devenv", "-e", "both", "dev", variables: Self.offline)
    #expect(made.code == 0, "\(made.output)")
    #expect(builds(made.output) == ["package:core", "package:core-editable", "package:plugin-editable"])
    try place.write("WHO = 'edited'\n", to: "core/src/core/__init__.py")
    let alone = try await place.run("devenv", "-e", "plugin", "alone", variables: Self.offline)
    #expect(alone.code == 0, "\(alone.output)")
    for folder in ["dev", "alone"] {
      let check = try await place.bash("\(folder)/bin/python -I -c 'import core, plugin; print(core.WHO)'")
      #expect(check.code == 0 && check.output == "edited\n", "\(check.output)")
    }
    let check = try await place.bash("dev/bin/python -I -c 'import core, plugin; print(core.WHO)'")
    #expect(check.code == 0 && check.output == "edited\n", "\(check.output)")
  }

  @Test func `packages of a monorepo go where they belong, with those they need`() async throws {
    let place = try monorepo()
    let run = try await place.run("--headless", "--output", "all", variables: Self.offline)
    #expect(run.code == 0, "\(run.output)")
    #expect(builds(run.output) == ["package:core", "package:other", "package:plugin"])
    #expect(run.output.contains("True True"))
    let plan = try await place.run("plan", variables: Self.offline)
    #expect(plan.output.contains("both            virtualenv  core, plugin  reuse, run 1 command"), "\(plan.output)")
    #expect(plan.output.contains("plugin       &     *       .      rule 'name:plugin' (tox.ini:11)"))
    let verified = try await place.run("artifacts", "verify", variables: Self.offline)
    #expect(verified.code == 0 && verified.output == "3 artefacts, all intact\n")
    let copied = try await place.run("artifacts", "export", "out", "core", variables: Self.offline)
    #expect(copied.code == 0 && copied.output == "\(place.project)/out/core-1.0-py3-none-any.whl\n")
    let listed = try await place.run("artifacts", "list", "--json", variables: Self.offline)
    #expect(listed.output.contains("\"definition\": \"plugin\"") && listed.output.contains("\"current\": true"))
    let store = "\(place.project)/.swtox/.artifacts"
    let hash = try #require(try Program.host.files.list(store).first { !$0.hasPrefix(".") })
    let file = try #require(try Program.host.files.list("\(store)/\(hash)").first { $0.hasSuffix(".whl") })
    try Program.host.files.write([1], to: "\(store)/\(hash)/\(file)")
    let stale = try await place.run("plan", variables: Self.offline)
    #expect(stale.output.contains("the stored artefact changed"), "\(stale.output)")
    let changed = try await place.run("artifacts", "verify", variables: Self.offline)
    #expect(changed.code == 1 && changed.output.contains("changed  \(store)/\(hash)/\(file)"))
  }

  @Test func `a package follows those it needs, whichever run built them`() async throws {
    let place = try monorepo()
    let first = try await place.run("--headless", variables: Self.offline)
    #expect(first.code == 0, "\(first.output)")
    try place.write("WHO = 'new core'\n", to: "core/src/core/__init__.py")
    let core = try await place.run("--headless", "-e", "core", variables: Self.offline)
    #expect(core.code == 0 && builds(core.output) == ["package:core"], "\(core.output)")
    let plugin = try await place.run("--headless", "-e", "plugin", variables: Self.offline)
    #expect(plugin.code == 0 && builds(plugin.output) == ["package:plugin"], "\(plugin.output)")
    let again = try await place.run("--headless", "-e", "plugin", variables: Self.offline)
    #expect(again.code == 0 && builds(again.output).isEmpty, "\(again.output)")
  }

  @Test func `artefacts with one name are not copied over each other`() async throws {
    let place = try Workplace()
    for name in ["a", "b", "c"] { try place.write("\(name)\n", to: "\(name).txt") }
    let sections = ["a": "a", "b": "b", "same": "a"].sorted { $0.key < $1.key }.map { name, source in
      """
      [packagedef:\(name)]
      builder = command
      commands = sh -c 'mkdir -p out-\(name) && cp \(source).txt out-\(name)/made.txt'
      artifact = out-\(name)/made.txt
      inputs = *.txt
      match = name:none

      """
    }
    try place.write(
      """
      [tox]
      env_list = e
      \(sections.joined())
      [testenv]
      package = skip
      base_python = python3
      commands = python -c "import sys; print(sys.argv)" {package:a} {package:b} {package:same}

      """, to: "tox.ini")
    let run = try await place.run("--headless", variables: Self.offline)
    #expect(run.code == 0, "\(run.output)")
    let all = try await place.run("artifacts", "export", "out", variables: Self.offline)
    #expect(all.code == 2 && all.output.contains("made different files called 'made.txt'"), "\(all.output)")
    #expect(!Program.host.files.exists("\(place.project)/out"))
    for name in ["a", "b", "same"] {
      let one = try await place.run("artifacts", "export", "out/\(name)", name, variables: Self.offline)
      #expect(one.code == 0, "\(one.output)")
    }
    #expect(try place.read("out/same/made.txt") == "a\n")
    #expect(try place.read("out/b/made.txt") == "b\n")
  }

  @Test func `a build that fails blocks those who need it, and the rest runs`() async throws {
    let place = try monorepo()
    try place.write("", to: "core/broken")
    let run = try await place.run("--headless", variables: Self.offline)
    #expect(run.code == 3, "\(run.output)")
    let lines = run.output.split(separator: "\n")
    for name in ["core", "plugin", "both", "path"] {
      let isBlocked = lines.contains { $0.hasPrefix("  ! \(name) ") && $0.hasSuffix("by package:core (build)") }
      #expect(isBlocked, "\(name): \(run.output)")
    }
    #expect(run.output.contains("✓ other "))
  }

  @Test(.enabled(if: Program.find("git") != nil, "no git"))
  func `git tells which files a build starts from`() async throws {
    let place = try Workplace()
    try place.writeTinyProject("pure", in: ".")
    try place.write("told\n", to: "README.md")
    try place.write(".swtox/\nnotes/\n*.log\n", to: ".gitignore")
    try place.write(
      """
      [tox]
      env_list = a
      [packagedef:wheel]
      [testenv:git]
      skip_install = true
      allowlist_externals = git, sh
      commands = {posargs}

      """, to: "tox.ini")
    func git(_ words: String) async throws {
      let all = "git -c user.name=n -c user.email=e@x -c init.defaultBranch=main \(words)"
      let run = try await place.run("--headless", "-e", "git", "--", "sh", "-c", all)
      #expect(run.code == 0, "\(run.output)")
    }
    func isBuilt() async throws -> Bool {
      let run = try await place.run("--headless", variables: Self.offline)
      #expect(run.code == 0, "\(run.output)")
      return builds(run.output) == ["package:wheel"]
    }
    try await git("init -q . && git add . && git -c user.name=n -c user.email=e@x commit -qm one")
    #expect(try await isBuilt())
    try place.write("x", to: "build.log")
    try place.write("told again\n", to: "README.md")
    try await git("add README.md && git -c user.name=n -c user.email=e@x commit -qm two && git status")
    #expect(try await !isBuilt())
    try place.write("X = 1\n", to: "src/pure/new.py")
    #expect(try await isBuilt())
    try place.write("{}", to: "src/pure/.data.json")
    #expect(try await isBuilt())
    #expect(try await !isBuilt())
  }

  @Test func `what was built before a build that failed is not taken for its result`() async throws {
    let place = try Workplace()
    try place.writeTinyProject("pure", in: ".")
    try place.write("[tox]\nenv_list = a\n[packagedef:wheel]\ninputs = src/**, broken\n", to: "tox.ini")
    func code() async throws -> Int32 { try await place.run("--headless", variables: Self.offline).code }
    #expect(try await code() == 0)
    try place.write("", to: "broken")
    #expect(try await code() == 3)
    #expect(try await code() == 3)
    try Program.host.files.remove("\(place.project)/broken")
    let repaired = try await place.run("--headless", variables: Self.offline)
    #expect(repaired.code == 0 && builds(repaired.output) == ["package:wheel"], "\(repaired.output)")
    try place.write("WHO = 'other'\n", to: "src/pure/__init__.py")
    let edited = try await place.run("--headless", variables: Self.offline)
    #expect(edited.code == 0 && builds(edited.output) == ["package:wheel"], "\(edited.output)")
  }

  @Test func `exactly the files that will be published are tested`() async throws {
    let place = try monorepo()
    _ = try await place.run("--headless", "-e", "core,other", variables: Self.offline)
    _ = try await place.run("artifacts", "export", "dist", "core", "other", variables: Self.offline)
    try place.write(
      """
      [tox]
      env_list = a
      [packagedef:existing]
      path = dist/core-*.whl
      [testenv]
      base_python = python3
      commands = python -c "import core"
      [testenv:b]
      package = broken
      [packagedef:broken]
      builder = existing
      path = dist/broken.whl
      match =

      """, to: "tox.ini")
    let good = try await place.run("--headless", variables: Self.offline)
    #expect(good.code == 0 && builds(good.output).isEmpty, "\(good.output)")
    try place.write("no zip\n", to: "dist/broken.whl")
    let bad = try await place.run("--headless", "-e", "b", variables: Self.offline)
    #expect(bad.code == 2 && bad.output.contains("broken.whl"), "\(bad.output)")
    let explained = try await place.run("explain", "a", "package", variables: Self.offline)
    #expect(explained.output.contains("existing   by metadata: core-1.0-py3-none-any.whl fits"), "\(explained.output)")
  }

  @Test func `commands of the configuration build what nothing else can`() async throws {
    let place = try Workplace()
    try place.writeTinyProject("mine", in: ".")
    try place.write(
      "import sys, tiny, os\nos.makedirs('out', exist_ok=True)\nprint(tiny.build_wheel('out'))\n", to: "make.py")
    try place.write(
      """
      [tox]
      env_list = a
      [packagedef:made]
      builder = command
      commands = python3 make.py
      artifact = out/*.whl
      inputs = src/**/*.py
      [testenv]
      base_python = python3
      commands = python -c "import mine"

      """, to: "tox.ini")
    let first = try await place.run("--headless", variables: Self.offline)
    #expect(first.code == 0 && builds(first.output) == ["package:made"], "\(first.output)")
    let second = try await place.run("plan", "--tree", variables: Self.offline)
    #expect(second.output.contains("reuse: no input changed"), "\(second.output)")
    let text = try place.read("tox.ini").replacing("python3 make.py", with: "python3 -B make.py")
    try place.write(text, to: "tox.ini")
    let third = try await place.run("plan", "--tree", variables: Self.offline)
    #expect(third.output.contains("build made: its definition changed"), "\(third.output)")
  }
}
