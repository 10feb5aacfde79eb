import EnvironmentModel
import Planning
import Testing

@testable import Drivers

@Suite struct TestReportPlacesTests {
  private func search(
    _ commands: [String], key: [String] = [], _ variables: [String: String] = [:]
  ) -> TestReportSearch {
    let values: KeyValuePairs<String, SettingValue> = [
      "change_dir": .path("/p"),
      "commands": .commands(commands.map { CommandLine(arguments: ShellWords.split($0)) }), "test_reports": .list(key),
    ]
    let environment = Environment(
      name: EnvironmentName("a"),
      settings: values.map { ($0.key, Setting($0.value, origin: SettingOrigin(section: "testenv"))) })
    return TestReportPlaces(environment).search(variables)
  }

  @Test(arguments: [
    ("pytest --junitxml=x.xml", ["/p/x.xml"]), ("pytest --junit-xml /t/x.xml -v", ["/t/x.xml"]),
    ("ctest --output-junit ../y.xml", ["/y.xml"]), ("gotestsum --junitfile x.xml -- ./...", ["/p/x.xml"]),
    ("swift test --xunit-output x.xml", ["/p/x.xml", "/p/x-swift-testing.xml"]), ("pytest --junitxml", []),
    ("pytest --junitxml=", []),
    ("pytest -k --junit", []), ("mypy --junit-xml=a.xml --junit-xml=a.xml b", ["/p/a.xml"]),
  ])
  func `the options of test tools say where reports are`(command: String, expected: [String]) {
    #expect(search([command]).files == expected)
  }

  @Test func `the key has patterns, commands and variables name files`() {
    let variables = ["PYTEST_ADDOPTS": "-v --junitxml='a b.xml'", "JEST_JUNIT_OUTPUT_FILE": "jest.xml"]
    #expect(
      search(["pytest --junitxml=x.xml"], key: ["reports/*.xml"], variables)
        == TestReportSearch(
          files: ["/p/x.xml", "/p/a b.xml", "/p/jest.xml"], patterns: ["reports/*.xml"], folder: "/p"))
    #expect(search(["pytest"]).isEmpty)
  }
}
