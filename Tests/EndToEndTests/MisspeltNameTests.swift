import Testing

/// Names that mean nothing, each with the closest one that does.
@Suite struct MisspeltNameTests {
  private func place() throws -> Workplace {
    let place = try Workplace()
    try place.write(
      """
      [tox]
      env_list = lint, py3-slow
      no_package = true
      labels = quick = lint
      [testenv:lint]
      depends = py3-slw, py312
      [tesenv:docs]
      deps = sphinx

      """, to: "tox.ini")
    return place
  }

  @Test func `all names of a selection are told`() async throws {
    let run = try await place().run(
      "list", "-e", "lnt,zzzzzz", "-m", "quik", "-f", "slw", "-E", "labl:x or status:faild")
    #expect(run.code == 2)
    for text in [
      "error: there is no environment 'lnt'\n  help: did you mean 'lint'?",
      "error: there is no environment 'zzzzzz'\n  help: see all of them",
      "error: there is no label 'quik'\n  help: did you mean 'quick'?",
      "error: no environment has the factor 'slw'\n  help: did you mean 'slow'?",
      "-E:1:1: error: there is no test 'labl'", "did you mean 'label'?",
      "-E:1:11: error: there is no status 'faild'", "did you mean 'failed'?",
    ] {
      #expect(run.output.contains(text), "\(text) in \(run.output)")
    }
    let words = try await place().run("list", "-E", "label:quik or kind:cnda or djago>=3")
    for text in ["did you mean 'label:quick'?", "did you mean 'kind:conda'?", "-E:1:28: error: no environment has"] {
      #expect(words.code == 2 && words.output.contains(text), "\(text) in \(words.output)")
    }
  }

  @Test func `environments that are there when they are named are listed then`() async throws {
    let place = try place()
    let named = try await place.run("list", "-e", "py311,lint")
    #expect(
      named.output.contains("default environments:\n  lint\nadditional environments:\n  py311\n"), "\(named.output)")
    let json = try await place.run("list", "-e", "py311", "--json")
    #expect(json.output.contains("\"name\": \"py311\""), "\(json.output)")
    let defaults = try await place.run("list", "-d", "--no-desc", "-e", "py311,lint")
    #expect(defaults.output.hasSuffix("lint\n") && !defaults.output.contains("py311\n"), "\(defaults.output)")
  }

  @Test func `what the command line sets wrongly, or for nobody, is told with it`() async throws {
    let place = try place()
    let text = try place.read("tox.ini").replacing("[testenv:lint]", with: "[testenv:lint]\ncommands_retry = 1")
    try place.write(text, to: "tox.ini")
    let value = try await place.run(
      "config", "-e", "lint", "-k", "commands_retry", "-x", "testenv:lint.commands_retry=0.5")
    #expect(
      value.output.contains(
        "error: '-x testenv:lint.commands_retry=0.5': 'commands_retry' of environment 'lint' has no value: "
          + "'0.5' is no whole number\n  help: use a whole number such as 2"), "\(value.output)")
    #expect(!value.output.contains("tox.ini:6:1: error"), "\(value.output)")
    let nobody = try await place.run("list", "-x", "testenv:py93.deps=x")
    #expect(nobody.output.contains("warning: '-x testenv:py93.deps=x' sets nothing: there is no environment 'py93'"))
    let asked = try await place.run("list", "-x", "testenv:py93.deps=x", "-e", "py93")
    #expect(!asked.output.contains("sets nothing"), "\(asked.output)")
  }

  @Test func `help knows the commands of commands`() async throws {
    let place = try place()
    let export = try await place.run("help", "artifacts", "export")
    #expect(export.code == 0 && export.output.contains("Copy artefacts to a folder"), "\(export.output)")
    let unknown = try await place.run("help", "artifacts", "exprt")
    #expect(unknown.code == 2 && unknown.output.contains("there is no command 'exprt'"), "\(unknown.output)")
  }

  @Test func `names in depends, and names of sections, are told with their places`() async throws {
    let run = try await place().run("plan")
    #expect(
      run.output.contains("tox.ini:6:11: warning: 'depends' names 'py3-slw', and there is no such environment"),
      "\(run.output)")
    #expect(run.output.contains("help: did you mean 'py3-slow'?") && !run.output.contains("names 'py312'"))
    #expect(run.output.contains("tox.ini:7:2: warning: section [tesenv:docs] means nothing"))
    #expect(run.output.contains("help: did you mean [testenv:docs]?"))
    let tables = try place()
    try tables.write("env_list = [\"a\"]\n[env_run_bas]\ndeps = [\"x\"]\n", to: "tox.toml")
    let list = try await tables.run("list", "-c", "tox.toml")
    #expect(list.output.contains("tox.toml:2:2: warning: unknown key 'env_run_bas'"))
    #expect(list.output.contains("help: did you mean 'env_run_base'?"), "\(list.output)")
  }

  @Test func `sections of others, and those that are referred to, may have any name`() async throws {
    let place = try Workplace()
    try place.write(
      """
      [tox]
      env_list = a
      [testenv]
      base = testen
      deps = {[toxx]deps}
      [toxx]
      deps = x
      [testen]
      extras = y
      [tools]
      lint = 1

      """, to: "tox.ini")
    let run = try await place.run("list")
    #expect(!run.output.contains("means nothing"), "\(run.output)")
  }

  @Test func `overrides that set nothing are told`() async throws {
    let place = try place()
    let key = try await place.run("list", "-x", "testenv.dps=a", "-x", "testenv:lint.commnds=b")
    #expect(key.code == 2)
    #expect(key.output.contains("'-x testenv.dps=a' sets nothing: there is no key 'dps'\n  help: did you mean 'deps'?"))
    #expect(key.output.contains("there is no key 'commnds'\n  help: did you mean 'commands'?"), "\(key.output)")
    let section = try await place.run("list", "-x", "tesenv.deps=a", "-x", "testenv:lnt.deps=b")
    #expect(section.code == 0 && section.output.contains("no section [tesenv]\n  help: did you mean [testenv]?"))
    #expect(section.output.contains("no environment 'lnt'\n  help: did you mean 'lint'?"), "\(section.output)")
    let variable = try await place.run(
      "list", variables: ["TOX_OVERRIDE": "testenv.dps=a;env_run_base.deps=b"])
    #expect(variable.code == 0, "\(variable.output)")
    #expect(variable.output.contains("warning: 'testenv.dps=a' of TOX_OVERRIDE sets nothing"))
    #expect(!variable.output.contains("env_run_base"))
    let tox = try await place.run("--style", "tox", "list", "-x", "testenv.dps=a")
    #expect(tox.code == 0 && !tox.output.contains("dps"))
  }

  @Test(arguments: [
    (["lst"], "there is no command 'lst'\n  help: did you mean 'list'?"),
    (["help", "confg"], "there is no command 'confg'\n  help: did you mean 'config'?"),
    (["--headless", "zzzz"], "there is no command 'zzzz'\n  help: see them with 'swtox-tui help'"),
    (["run", "zzzz"], "there is no environment 'zzzz'"), (["zzzz", "run"], "there is no command 'zzzz'"),
    (["config", "-k", "dps", "commnds"], "'dps'\n  help: did you mean 'deps'?\nerror: there is no key 'commnds'"),
  ])
  func `commands and keys are told`(words: [String], text: String) async throws {
    let run = try await place().run(words)
    #expect(run.code == 2 && run.output.contains(text), "\(run.output)")
  }
}
