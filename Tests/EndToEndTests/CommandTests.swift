import Host
import Testing

/// The commands beside runs, as a user types them.
@Suite struct CommandTests {
  private static let configuration = """
    [tox]
    env_list = py3{9,10}-{slow,fast}, report
    no_package = true
    ignore_base_python_conflict = true
    [testenv]
    base_python = python3
    description = {env_name}
    commands = python -c "import sys; sys.exit({posargs:0})"
    [testenv:report]
    labels = quick
    depends = py3*-fast
    """

  private func place() throws -> Workplace {
    let place = try Workplace()
    try place.write(Self.configuration, to: "tox.ini")
    return place
  }

  private func names(_ place: Workplace, _ expression: String) async throws -> String {
    let ending = try await place.run("list", "--no-desc", "-E", expression)
    #expect(ending.code == 0, "\(ending.output)")
    return ending.output.split(separator: "\n").joined(separator: " ")
  }

  @Test func `expressions choose by factor, label, kind and the last outcome`() async throws {
    let place = try place()
    #expect(try await names(place, "py>=3.10") == "py310-slow py310-fast")
    #expect(try await names(place, "not slow and kind:virtualenv") == "py39-fast py310-fast report")
    #expect(try await names(place, "label:quick or py39-slow") == "py39-slow report")
    #expect(try await names(place, "status:never and list:default and fast") == "py39-fast py310-fast")
    _ = try await place.run("--headless", "-e", "report", "--", "3")
    #expect(try await names(place, "status:failed") == "report")
    let none = try await place.run("list", "-E", "status:passed")
    #expect(
      none.code == 4
        && none.output == "swtox-tui: no environment is chosen: the expression holds for none of them\n")
    #expect(try await place.run("--headless", "-E", "status:passed").code == 4)
    let misspelt = try await place.run("list", "-E", "slow and not fst")
    #expect(
      misspelt.code == 2
        && misspelt.output.contains("-E:1:14: error: no environment has the factor 'fst'")
        && misspelt.output.contains("help: did you mean 'fast'?"), "\(misspelt.output)")
  }

  @Test func `what only sets up leaves the last outcome, in both faces`() async throws {
    let place = try place()
    _ = try await place.run("--headless", "-e", "report", "--", "3")
    #expect(try await place.run("--headless", "-e", "report", "--notest").code == 0)
    #expect(try await place.run("exec", "-e", "report", "--", "python", "-c", "").code == 0)
    #expect(try await place.run("devenv", "-e", "report", "dev").code == 0)
    let style = [
      "--style", "tox", "--workdir", "\(place.project)/.swtox", "exec", "-e", "report", "--", "python", "-c", "",
    ]
    #expect(try await place.run(style).code == 0)
    #expect(try await names(place, "status:failed") == "report")
  }

  @Test func `expressions see the kinds that definitions give`() async throws {
    let place = try Workplace()
    try place.write(
      "[tox]\nenv_list = a-here, b\nno_package = true\n[envdef:here]\nkind = system\nmatch = here\n", to: "tox.ini")
    #expect(try await names(place, "kind:system") == "a-here")
    #expect(try await names(place, "not kind:system") == "b")
  }

  @Test func `depends tells the order and what each environment waits for`() async throws {
    let place = try place()
    let text = try await place.run("depends", "-e", "report,py310-fast,py39-slow")
    #expect(text.output == "py310-fast\nreport      after py310-fast\npy39-slow\n")
    let json = try await place.run("de", "-e", "report,py39-fast", "--json")
    #expect(json.output.hasSuffix("\"after\": [\n      \"py39-fast\"\n    ],\n    \"package\": null\n  }\n]\n"))
    try place.write("[testenv:a]\ndepends = b\n[testenv:b]\ndepends = a\n", to: "tox.ini")
    let circle = try await place.run("depends", "-e", "a,b")
    #expect(circle.code == 2 && circle.output.contains("'depends' goes round in a circle: a -> b -> a"))
  }

  @Test func `exec runs any command in an environment and ends as it does`() async throws {
    let place = try place()
    let first = try await place.run(
      "exec", "-e", "report", "--", "python", "-c", "import os, sys; print(os.environ['VIRTUAL_ENV']); sys.exit(7)")
    #expect(first.code == 7 && first.output.contains("report: created"))
    #expect(first.output.hasSuffix("/.swtox/report\n"))
    let again = try await place.run("e", "-e", "report", "--", "python", "-c", "print('there')")
    #expect(again.code == 0 && again.output == "there\n")
    let named = try await place.run("exec", "report", "--", "python", "-c", "raise SystemExit(9)")
    #expect(named.code == 9, "\(named.output)")
    let several = try await place.run("exec", "--", "python")
    #expect(several.code == 2 && several.output.contains("help: name one with -e: py39-slow, py39-fast"))
    let pattern = try await place.run("exec", "-e", "py39*", "--", "python")
    #expect(pattern.code == 2 && pattern.output.contains("'py39*' means 2 environments"))
    let nothing = try await place.run("exec", "-e", "report")
    #expect(nothing.code == 2 && nothing.output.contains("there is no command"))
    let missing = try await place.run("exec", "-e", "report", "--", "no-such-program")
    #expect(missing.code == 127 && missing.output.contains("there is no program 'no-such-program'"))
  }

  @Test func `devenv makes an environment in a folder of choice`() async throws {
    let place = try place()
    let made = try await place.run("devenv", "-e", "report", "sub/dev")
    #expect(made.code == 0 && made.output.contains("created development environment under \(place.project)/sub/dev\n"))
    #expect(Program.host.files.isExecutableFile("\(place.project)/sub/dev/bin/python"))
    let unlisted = try await place.run("devenv", "-e", "py", "unlisted")
    #expect(unlisted.code == 0 && !unlisted.output.contains("sets nothing"), "\(unlisted.output)")
    let style = try await place.run("--style", "tox", "devenv", "-e", "report", "other")
    #expect(
      style.code == 0 && style.output.contains("ROOT: created development environment under \(place.project)/other\n"))
    try Program.host.files.createDirectory("\(place.project)/full")
    try place.write("mine", to: "full/file")
    let refused = try await place.run("devenv", "-e", "report", "full")
    #expect(refused.code == 2 && refused.output.contains("holds files that swtox did not make"))
    #expect(try place.read("full/file") == "mine")
  }

  @Test func `devenv is made like py, and a failed one leaves nothing behind`() async throws {
    let place = try place()
    let made = try await place.run("devenv", "dev")
    #expect(made.code == 0 && made.output.contains("py: created"), "\(made.output)")
    let failed = try await place.run(
      "devenv", "-e", "report", "-x", "testenv.deps=no such requirement", "broken")
    #expect(failed.code != 0)
    #expect(failed.output.contains("run these again: swtox-tui devenv broken -x "), "\(failed.output)")
    #expect(!failed.output.contains("swtox-tui --headless") && !failed.output.contains("env_dir"))
    #expect(!Program.host.files.exists("\(place.project)/broken"))
  }

  @Test func `quickstart writes a configuration that runs`() async throws {
    let place = try Workplace()
    try place.write("import unittest\nclass T(unittest.TestCase):\n  def test(self): pass\n", to: "test_it.py")
    let made = try await place.run("quickstart")
    #expect(made.code == 0 && made.output.contains("wrote \(place.project)/tox.ini"))
    let list = try await place.run("list", "--no-desc")
    #expect(list.code == 0 && list.output.hasPrefix("py3"))
    let again = try await place.run("q")
    #expect(again.code == 2 && again.output.contains("tox.ini is there already"))
  }

  @Test func `quickstart takes what the project says of itself`() async throws {
    let place = try Workplace()
    try place.write(
      """
      [project]
      name = "x"
      requires-python = ">=3.11"
      [dependency-groups]
      test = ["pytest"]

      """, to: "pyproject.toml")
    try place.write("def test_it():\n  assert True\n", to: "test_it.py")
    let made = try await place.run("quickstart")
    #expect(made.code == 0 && !made.output.contains("py310") && !made.output.contains("py39"), "\(made.output)")
    #expect(made.output.contains("dependency_groups = test\ncommands =\n    pytest "), "\(made.output)")
    let nowhere = try await place.run("quickstart", "nowhere")
    #expect(nowhere.code == 2 && nowhere.output.contains("there is no folder"), "\(nowhere.output)")
    #expect(!Program.host.files.exists("\(place.project)/nowhere"))
  }

  @Test func `config writes to a file, the manual and completions to standard output`() async throws {
    let place = try place()
    let config = try await place.run("config", "-e", "report", "-k", "depends", "-o", "new/out.ini")
    #expect(config.code == 0 && config.output.isEmpty)
    #expect(try place.read("new/out.ini") == "[testenv:report]\ndepends = py3*-fast\n\n")
    let unwritable = try await place.run("config", "-e", "report", "-o", "tox.ini/x")
    #expect(unwritable.code == 70 && unwritable.output.contains("tox.ini"))
    let manual = try await place.run("man")
    #expect(manual.code == 0 && manual.output.hasPrefix(".TH \"SWTOX-TUI\" 1"))
    for shell in ["bash", "zsh", "fish"] {
      let script = try await place.run("--generate-completion-script", shell)
      #expect(script.code == 0 && script.output.contains("swtox-tui"))
    }
    let offered = try await place.run("---completion", "list", "--", "--env", "1", "4", "swtox-tui", "list", "-e")
    #expect(offered.output.contains("py310-slow\n") && offered.output.contains("report\n"))
  }
}
