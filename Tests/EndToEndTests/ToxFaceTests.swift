import Host
import Testing

/// The program under the words of tox.
@Suite struct ToxFaceTests {
  private static let configuration = """
    env_list = ["a", "b"]
    labels = {quick = ["fix"]}
    [env_run_base]
    package = "skip"
    description = "{env_name} things"
    commands = [["python", "-c", "{posargs:print('hi')}"]]
    [env.b]
    depends = ["a"]
    set_env = {X = "1"}
    commands = [["python", "-c", "raise SystemExit(3)"]]
    unknown = true
    """

  private func place() throws -> Workplace {
    let place = try Workplace()
    try place.write(Self.configuration, to: "tox.toml")
    return place
  }

  @Test func `list, depends and quickstart print what tox prints`() async throws {
    let place = try place()
    let list = try await place.run("--style", "tox", "l")
    #expect(
      list.output == """
        default environments:
        a   -> a things
        b   -> b things

        additional environments:
        fix -> fix things

        """)
    let depends = try await place.run("--style=tox", "depends")
    #expect(depends.output == "Execution order: a, b, fix\nALL\n   a\n   b\n      a\n   fix\n")
    let first = try await place.run("--style", "tox", "q", "new")
    #expect(first.code == 0)
    #expect(try place.read("new/tox.ini").contains("pytest {tty:--color=yes} {posargs}"))
    let again = try await place.run("--style", "tox", "q", "new")
    #expect(again.code == 1 && again.output.contains("already exist, refusing to overwrite"))
  }

  @Test func `editors find an environment by a file that goes while it is made anew`() async throws {
    let place = try Workplace()
    try place.write("[tox]\nenv_list = a, dev\n[testenv]\npackage = skip\n", to: "tox.ini")
    let first = try await place.run("--style", "tox", "r", "--notest")
    #expect(first.code == 0, "\(first.output)")
    #expect(try place.read(".venv") == ".tox/dev\n")
    let pinned = try await place.run("--style", "tox", "r", "-e", "a", "--notest", "-x", "tox.venv_redirect_env=a")
    #expect(try pinned.code == 0 && place.read(".venv") == ".tox/a\n", "\(pinned.output)")
    try place.write("../theirs\n", to: ".venv")
    _ = try await place.run("--style", "tox", "r", "--notest")
    #expect(try place.read(".venv") == "../theirs\n")
    // swtox itself keeps it where somebody asks for it.
    try Program.host.files.remove("\(place.project)/.venv")
    _ = try await place.run("--headless", "--notest")
    #expect(!Program.host.files.exists("\(place.project)/.venv"))
    let own = try await place.run("--headless", "--notest", "-x", "tox.venv_redirect=true")
    #expect(try own.code == 0 && place.read(".venv") == ".swtox/dev\n", "\(own.output)")
  }

  @Test func `both streams of commands are what they were`() async throws {
    let place = try Workplace()
    let words = "import sys; print('to out'); print('to err', file=sys.stderr)"
    try place.write("[testenv:a]\nskip_install = true\ncommands = python -c \"\(words)\"\n", to: "tox.ini")
    let run = try await place.bash("\(Program.path) --style tox r -e a 2>errors >output; echo $?")
    #expect(run.output == "0\n", "\(run.output)")
    #expect(try place.read("errors") == "to err\n")
    let output = try place.read("output")
    #expect(output.contains("to out\n") && !output.contains("\nto err"), "\(output)")
  }

  @Test func `config has three forms, and failures have a code of their own`() async throws {
    let place = try place()
    let ini = try await place.run("--style", "tox", "c", "-e", "b", "-k", "depends", "extras", "set_env")
    #expect(ini.output.hasPrefix("[testenv:b]\ndepends = a\nextras = \nset_env =\n  PIP_DISABLE"))
    let json = try await place.run("--style", "tox", "c", "-e", "b", "-k", "skip_install", "--format", "json")
    #expect(json.output == "{\n  \"env\": {\n    \"b\": {\n      \"skip_install\": false\n    }\n  }\n}\n")
    let toml = try await place.run(
      "--style", "tox", "c", "-e", "b", "-k", "labels", "--format", "toml", "-o", "x/y.toml")
    #expect(toml.output.isEmpty)
    #expect(try place.read("x/y.toml") == "[env.b]\nlabels = []\n")
    let all = try await place.run("--style", "tox", "c", "-e", "b")
    #expect(all.output.contains("type = VirtualEnvRunner\n") && all.output.contains("# !!! unused: unknown\n"))
    let failing = try await place.run("--style", "tox", "c", "-e", "b", "-k", "extras", "-x", "env.b.extras={env:}")
    #expect(failing.code == 255 && failing.output.contains("extras = # Exception: MatchError('No variable name"))
  }

  @Test func `mistakes are told as tox tells them`() async throws {
    let place = try place()
    let unknown = try await place.run("--style", "tox", "c", "-e", "fox")
    #expect(unknown.code == 254)
    #expect(
      unknown.output
        == "ROOT: HandledError| provided environments not found in configuration file:\nfox - did you mean fix?\n")
    let usage = try await place.run("--style", "tox", "r", "--hashseed", "0")
    #expect(usage.code == 2)
    let rest = try await place.run("--style", "tox", "l", "--bogus")
    #expect(rest.code == 254 && rest.output.contains("unrecognized arguments: --bogus\nhint: if you tried to pass"))
    let force = try await place.run("--style", "tox", "--force-dep", "x=1")
    #expect(force.code == 2 && force.output.contains("argument --force-dep: invalid Requirement value: 'x=1'"))
    let file = try await place.run("--style", "tox", "l", "-c", "none.ini")
    #expect(file.output == "ROOT: HandledError| config file none.ini does not exist\n")
  }

  @Test func `what cannot be run is told as tox tells it`() async throws {
    let place = try Workplace()
    try place.write(
      "env_list = [\"a\", \"b\"]\n[env.a]\ndepends = [\"b\"]\n[env.b]\ndepends = [\"a\"]\n", to: "tox.toml")
    let circle = try await place.run("--style", "tox", "r")
    #expect(circle.code == 254)
    #expect(circle.output == "ROOT: HandledError| circular dependency detected between environments: a | b\n")
    try place.write("env_list = [\n", to: "tox.toml")
    let syntax = try await place.run("--style", "tox", "r")
    #expect(syntax.output.hasSuffix("due to the array is not closed (at line 1, column 12)\n"))
    try place.write("min_version = \"99\"\n", to: "tox.toml")
    let level = try await place.run("--style", "tox", "l")
    #expect(level.code == 254 && level.output.contains("is missing [requires (has)]: tox>=99 (4.67.15)"))
    try place.write("[env.py311]\nbase_python = [\"3.9\"]\n", to: "tox.toml")
    let conflict = try await place.run("--style", "tox", "r", "-e", "py311", "-x", "skip_missing_interpreters=true")
    #expect(conflict.output.contains("py311: failed with env name py311 conflicting with base python 3.9\n"))
  }

  @Test(.enabled(if: Program.find("python3") != nil, "there is no python3 on PATH"))
  func `a run has tox's lines and its exit code`() async throws {
    let place = try place()
    let run = try await place.run("--style", "tox", "r")
    #expect(run.code == 1)
    #expect(run.output.contains("a: commands[0]> python -c 'print('\"'\"'hi'\"'\"')'\nhi\na: OK ✔ in "))
    #expect(run.output.contains("b: exit 3 ("))
    #expect(run.output.contains("  b: FAIL code 3 (") && run.output.contains("  evaluation failed :( ("))
    let one = try await place.run("--style", "tox", "r", "-e", "b", "-q")
    #expect(one.code == 3 && !one.output.contains("commands[0]>"))
    let command = try await place.run("--style", "tox", "exec", "-e", "a", "--", "python", "-c", "print(6 * 7)")
    #expect(command.code == 0 && command.output.contains("42\n"))
  }
}
