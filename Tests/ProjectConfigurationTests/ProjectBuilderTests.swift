import EnvironmentModel
import ProjectConfiguration
import SourceText
import Testing

@Suite struct ProjectBuilderTests {
  @Test(arguments: [
    ("envlist = a, b", ["a", "b"]), ("env_list = py{311,312}-{x,y}", ["py311-x", "py311-y", "py312-x", "py312-y"]),
    ("env_list =\n  py3{9-11}\n  lint", ["py39", "py310", "py311", "lint"]),
    (
      "envlist={py,27,py34}-{win32, linux}-{conda,virtualenv}",
      [
        "py-win32-conda", "py-win32-virtualenv", "py-linux-conda", "py-linux-virtualenv", "27-win32-conda",
        "27-win32-virtualenv", "27-linux-conda", "27-linux-virtualenv", "py34-win32-conda", "py34-win32-virtualenv",
        "py34-linux-conda", "py34-linux-virtualenv",
      ]
    ),
  ])
  func `the list is expanded`(line: String, names: [String]) throws {
    #expect(try configuration("[tox]\n\(line)\n").project.environmentList.map(\.text) == names)
  }

  @Test func `sections and conditions define further environments`() throws {
    let project = try configuration(
      "[tox]\nenv_list = py311\n[testenv]\ndeps =\n  cov: coverage\n[testenv:{a,b}-x]\n"
    ).project
    #expect(project.additionalEnvironments.map(\.text) == ["a-x", "b-x", "cov"])
  }

  @Test(arguments: [
    ("[tox]\nenv_list = {1-600}-{1-600}, {1-600}-{1-600}\n", "the list names more than 500000 environments"),
    ("[tox]\nenv_list = {1-800}-{1-800}\n", "the pattern stands for more than 500000 environments"),
    ("[tox]\n[testenv:{1-600}-{1-600}]\n[testenv:a{1-600}-{1-600}]\n", "names more than 500000 environments"),
    (
      "[tox]\nenv_list = {1-100}-{1-100}\n[testenv]\ndeps =\n" + (1...52).map { "  a\($0){1-9500}: b\n" }.joined(),
      "the configuration names more than 500000 environments"
    ),
  ])
  func `more environments than anyone has are refused`(text: String, message: String) throws {
    let error = try #require(throws: DiagnosticError.self) { try configuration(text) }
    #expect(error.diagnostics.map(\.message).contains { $0.contains(message) })
    #expect(error.diagnostics.count == 1)
  }

  @Test(arguments: [
    ("[testenv: a ]", ["a"]), ("[testenv: ]", []), ("[testenv:a, b]", ["a", "b"]),
    ("[testenv:é-{x,y}]", ["é-x", "é-y"]),
  ])
  func `a section names environments with or without braces`(header: String, names: [String]) throws {
    #expect(try configuration("[tox]\n\(header)\n").project.additionalEnvironments.map(\.text) == names)
  }

  @Test func `of very many unknown keys the first are told and the others counted`() throws {
    let keys = (0..<130).map { "key\($0) = x\n" }.joined()
    let messages = try configuration("[testenv]\n\(keys)").diagnostics.map(\.message)
    #expect(messages.count == 101)
    #expect(messages.first == "unknown key 'key0' in section [testenv]")
    #expect(messages.last == "30 more keys are unknown or have no effect")
  }

  @Test func `values come from the nearest section and say what they override`() throws {
    let loaded = try configuration("[testenv]\nchangedir = a\n[testenv:x]\nchange_dir = b\n")
    let setting = try #require(loaded.environment(EnvironmentName("x")).environment["change_dir"])
    #expect(setting.value == .path("/p/b"))
    #expect(setting.origin.description == "tox.ini:4 [testenv:x]")
    #expect(setting.overridden.map(\.description) == ["tox.ini:2 [testenv]"])
  }

  @Test func `lines count by factor`() throws {
    let text = "[testenv]\ndeps =\n  pytest\n  dj42: django<5\n  !dj42: django\n  dj42-py311: extra\n"
    #expect(try value("deps", of: "py311-dj42", text) == "pytest\ndjango<5\nextra")
    #expect(try value("deps", of: "py312", text) == "pytest\ndjango")
  }

  @Test func `commands are split by shell rules, prefixes taken off`() throws {
    let loaded = try configuration(
      "[testenv]\ncommands =\n  - a 'b c' \\\n    d\n  !e\n  dj: only\n  x \"y\\\"z\"\n")
    let commands = loaded.environment(EnvironmentName("py311")).environment.commands("commands")
    #expect(commands.map(\.arguments) == [["a", "b c", "d"], ["e"], ["x", "y\"z"]])
    #expect(commands.map(\.ignoresFailure) == [true, false, false])
    #expect(commands.map(\.invertsResult) == [false, true, false])
  }

  @Test(arguments: [
    ("py311", "", "py311"), ("lint", "", "/usr/bin/python3"), ("lint", "basepython = python3.12", "python3.12"),
    ("py311-x", "base_python = python3.11", "python3.11"), ("x", "default_base_python = python3.9", "python3.9"),
  ])
  func `the interpreter comes from the name first`(name: String, line: String, expected: String) throws {
    #expect(try value("base_python", of: name, "[testenv]\n\(line)\n") == expected)
  }

  @Test func `a name and base_python that disagree are an error of that environment`() throws {
    let text = "[testenv]\nbase_python = python3.9\n"
    #expect(try value("base_python", of: "py311", text).hasPrefix("failure: env name py311 conflicting with"))
    #expect(try value("base_python", of: "py311", "[tox]\nignore_basepython_conflict = true\n" + text) == "py311")
  }

  @Test(arguments: [
    ("[tox]\nenv_list = py{311,312\n", "'py{311,312': this brace is never closed"),
    ("[tox]\nenv_list = py311}\n", "'py311}': this brace was never opened"),
    ("[other]\nx = 1\n", "'tox.ini' has no [tox] or [testenv] section"),
    ("[tox]\nenv_list = a/b\n", "'a/b' cannot be an environment's name"),
  ])
  func `a file without a meaning is refused`(text: String, message: String) {
    do {
      _ = try configuration(text)
      Issue.record("the text was read")
    } catch let error as DiagnosticError {
      #expect(error.diagnostics.map(\.message) == [message])
    } catch {
      Issue.record("\(error)")
    }
  }

  @Test func `misspelt keys are told with the right one`() throws {
    let diagnostics = try configuration("[testenv]\ncomands = x\n[testenv:y]\nskipsdist = true\n").diagnostics
    #expect(diagnostics.map { $0.help ?? "" } == ["did you mean 'commands'?", "it belongs in section [tox]"])
  }

  @Test func `dependency groups are read with those they include`() throws {
    let toml = "[dependency-groups]\ntest = [\"pytest\", {include-group = \"Typing_X\"}]\ntyping-x = [\"mypy\"]\n"
    let loaded = try configuration("[testenv]\ndependency_groups = test\n", files: ["/p/pyproject.toml": toml])
    #expect(loaded.environment(EnvironmentName("py311")).environment.groupRequirements == ["pytest", "mypy"])
  }

  @Test func `old and new spellings of a key mean the same`() {
    for key in ConfigurationKeyTable.environment.keys {
      for alias in key.aliases { #expect(ConfigurationKeyTable.environment[alias]?.name == key.name) }
    }
  }
}
