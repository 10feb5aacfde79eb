import Testing

@testable import SwtoxCommand

@Suite struct QuickstartTextTests {
  @Test func `the newest Pythons are listed, and what the project has is used`() {
    let text = QuickstartText(
      versions: [[3, 9], [3, 13], [3, 10], [3, 12], [3, 11], [3, 12]], hasPackage: true, usesPytest: true
    ).text
    #expect(text.hasPrefix("[tox]\nenv_list =\n    py313\n    py312\n    py311\n    py310\n    py39\n\n[testenv]\n"))
    #expect(text.contains("package = wheel\n") && text.contains("    pytest {tty:--color=yes} {posargs}\n"))
  }

  @Test func `without anything there is one environment that finds unittest's tests`() {
    let text = QuickstartText(versions: [], hasPackage: false, usesPytest: false).text
    #expect(text.contains("env_list =\n    py\n") && text.contains("package = skip\n"))
    #expect(text.contains("    python -m unittest discover {posargs}\n") && !text.contains("deps"))
  }

  @Test func `what the project says of its tests is taken from there`() {
    var text = QuickstartText(versions: [], hasPackage: true, usesPytest: true, extra: "test")
    #expect(text.text.contains("package = wheel\nextras = test\ncommands =\n    pytest "))
    text.group = "dev"
    #expect(text.text.contains("package = wheel\ndependency_groups = dev\ncommands =\n    pytest "))
  }
}
