import EnvironmentModel
import ProjectConfiguration
import Testing

@Suite struct ListSettingsTests {
  @Test(arguments: [
    ("", "sdist"), ("usedevelop = true", "editable"), ("package = wheel", "wheel"), ("skip_install = true", "skip"),
    ("package = wheel\nskip_install = true", "skip"), ("[tox]\nskipsdist = true", "skip"),
  ])
  func `the package follows from other keys where it is not set`(text: String, expected: String) throws {
    let loaded = try configuration("[testenv]\n\(text)\n", files: ["/p/setup.py": ""])
    #expect(loaded.environment(EnvironmentName("py311")).environment.text("package") == expected)
    let bare = try configuration("[testenv]\n\(text)\n").environment(EnvironmentName("py311")).environment
    #expect(bare.text("package") == (expected == "sdist" ? "skip" : expected), "there is nothing to build")
  }

  @Test func `the list of environments is shown multiplied out`() throws {
    let loaded = try configuration("[tox]\nenv_list = py3{11,12}-{a,b}, lint\n")
    let setting = loaded.coreSettings().settings.first { $0.key == "env_list" }?.setting
    #expect(setting?.value == .list(["py311-a", "py311-b", "py312-a", "py312-b", "lint"]))
  }

  @Test(arguments: [
    ("", "False"), ("[tox]\nskip_missing_interpreters = true", "True"),
    ("skip_missing_interpreters = no\n[tox]\nskip_missing_interpreters = true", "False"),
  ])
  func `missing interpreters are skipped as the core says, unless the environment does`(
    text: String, expected: String
  ) throws {
    #expect(try value("skip_missing_interpreters", "[testenv]\n\(text)\n") == expected)
  }

  @Test func `what is handed on by default stands among what is asked for`() throws {
    let names = try value("pass_env", "[testenv]\npass_env = ZZ, HOME, A*\n").split(separator: "\n")
    #expect(names.prefix(2) == ["A*", "CC"])
    #expect(names.count { $0 == "HOME" } == 1)
    #expect(names.contains("ZZ") && names.contains("https_proxy") && !names.contains("TERM"))
  }

  @Test(arguments: [
    ("depends = py{311,312}, lint", ["py311", "py312", "lint"]),
    ("depends = py{311,312},lint,{a,b}-{c,d}", ["py311", "py312", "lint", "a-c", "a-d", "b-c", "b-d"]),
    ("depends =\n  py{311,312}, lint\n  docs", ["py311", "py312", "lint", "docs"]),
    ("depends =\n  py{311, 312}\n  lint,\n", ["py311", "py312", "lint"]),
    ("depends =\n  lint\n  docs", ["lint", "docs"]), ("depends =", []),
  ])
  func `depends stands for the names of its braces`(line: String, items: [String]) throws {
    let loaded = try configuration("[testenv]\n\(line)\n")
    #expect(loaded.environment(EnvironmentName("x")).environment.list("depends") == items)
  }

  @Test func `braces that go on over several lines are one item`() throws {
    let text = "[tox]\nenv_list =\n  py{311,\n    312}, lint\n[testenv]\ndepends =\n  py{311,\n    312}, lint\n"
    let loaded = try configuration(text)
    #expect(loaded.project.environmentList.map(\.text) == ["py311", "py312", "lint"])
    #expect(loaded.environment(EnvironmentName("x")).environment.list("depends") == ["py311", "py312", "lint"])
  }
}
