import EnvironmentModel
import ProjectConfiguration
import SourceText
import Testing

@Suite struct ConfigurationReaderTests {
  private func read(_ text: String, as name: String) throws -> ConfigurationDocument? {
    try ConfigurationReader.read(SourceFile(path: "sub/\(name)", text: text))
  }

  private func problems(_ text: String, as name: String) -> [String] {
    do throws(DiagnosticError) {
      _ = try ConfigurationReader.read(SourceFile(path: name, text: text))
      return []
    } catch {
      return error.diagnostics.map { "\($0.span?.location ?? ""): \($0.message)" }
    }
  }

  @Test func `setup.cfg is a configuration by its section for tox`() throws {
    let text = "[tox:tox]\nenvlist = a\n[testenv]\ndescription = {[tox:tox]envlist}\n"
    let file = try #require(try read(text, as: "setup.cfg"))
    let loaded = try ProjectBuilder.build(file, path: "/p/setup.cfg", context: ConfigurationContext(variables: [:]))
    #expect(loaded.descriptions(of: [EnvironmentName("a")]) == ["a"])
    let document = try #require(
      try read("[metadata]\nname = x\n[tox:tox]\nenvlist = a\n[testenv]\ndeps = b\n", as: "setup.cfg"))
    #expect(document[section: "tox"]?["envlist"]?.text == "a")
    #expect(document[section: "testenv"]?["deps"]?.text == "b")
    #expect(document[section: "metadata"] != nil, "others can be referred to")
  }

  @Test(arguments: [
    ("[metadata]\nname = x\n[tox]\nenvlist = a\n", "setup.cfg"), ("[metadata\n= what\n", "setup.cfg"),
    ("[tool.black]\nline-length = 1\n", "pyproject.toml"), ("[project\n", "pyproject.toml"), ("", "pyproject.toml"),
  ])
  func `a file for something else is none`(text: String, name: String) throws {
    #expect(try read(text, as: name) == nil)
  }

  @Test(arguments: ["\n", ""])
  func `an INI text in pyproject.toml keeps its places`(start: String) throws {
    let text =
      "[tool.tox]\nlegacy_tox_ini = \"\"\"\(start)[tox]\nenv_list = é, b\n[testenv]\ncommands = x {toxinidr}\n\"\"\"\n"
    let document = try #require(try read(text, as: "pyproject.toml"))
    #expect(document[section: "tox"]?["env_list"]?.text == "é, b")
    let line = start.isEmpty ? 5 : 6
    #expect(document[section: "testenv"]?["commands"]?.keySpan.location == "sub/pyproject.toml:\(line):1")
  }

  @Test func `an INI text with escapes is read, as a file by itself`() throws {
    let document = try #require(
      try read("[tool.tox]\nlegacy_tox_ini = \"[tox]\\nenv_list = a\"\n", as: "pyproject.toml"))
    #expect(document[section: "tox"]?["env_list"]?.text == "a")
    #expect(document[section: "tox"]?["env_list"]?.keySpan.location == "sub/pyproject.toml:2:2:1")
  }

  @Test(arguments: [
    (
      "[tool.tox]\nlegacy_tox_ini = 3\n", "pyproject.toml",
      "pyproject.toml:2:1: 'legacy_tox_ini' is an integer, and has to be a string"
    ),
    ("[tool]\ntox = 3\n", "pyproject.toml", "pyproject.toml:2:1: 'tool.tox' is an integer, and has to be a table"),
    ("[tool.tox]\nenv = 3\n", "pyproject.toml", "pyproject.toml:2:1: 'env' is an integer, and has to be a table"),
    ("env.a = 3\n", "tox.toml", "tox.toml:1:5: 'env.a' is an integer, and has to be a table"),
    ("[tool.tox\n", "pyproject.toml", "pyproject.toml:1:10: "), ("[tox:tox]\nkey\n", "setup.cfg", "setup.cfg:2:1: "),
  ])
  func `what is wrong is told at its place`(text: String, name: String, expected: String) {
    #expect(problems(text, as: name).first?.hasPrefix(expected) == true, "\(problems(text, as: name))")
  }
}
