import EnvironmentModel
import Testing

@testable import Drivers

@Suite struct TestReportPlacesTests {
  private func places(_ commands: [String], key: [String] = [], _ variables: [String: String] = [:]) -> [String] {
    let values: KeyValuePairs<String, SettingValue> = [
      "change_dir": .path("/p"),
      "commands": .commands(commands.map { CommandLine(arguments: ShellWords.split($0)) }), "test_reports": .list(key),
    ]
    let environment = Environment(
      name: EnvironmentName("a"),
      settings: values.map { ($0.key, Setting($0.value, origin: SettingOrigin(section: "testenv"))) })
    return TestReportPlaces(environment).patterns(variables)
  }

  @Test(arguments: [
    ("pytest --junitxml=x.xml", ["/p/x.xml"]), ("pytest --junit-xml /t/x.xml -v", ["/t/x.xml"]),
    ("ctest --output-junit ../y.xml", ["/y.xml"]), ("gotestsum --junitfile x.xml -- ./...", ["/p/x.xml"]),
    ("swift test --xunit-output x.xml", ["/p/x.xml"]), ("pytest --junitxml", []), ("pytest --junitxml=", []),
    ("pytest -k --junit", []), ("mypy --junit-xml=a.xml --junit-xml=a.xml b", ["/p/a.xml"]),
  ])
  func `the options of test tools say where reports are`(command: String, expected: [String]) {
    #expect(places([command]) == expected)
  }

  @Test func `the key comes first, then commands in their order, then variables`() {
    let variables = ["PYTEST_ADDOPTS": "-v --junitxml='a b.xml'", "JEST_JUNIT_OUTPUT_FILE": "jest.xml"]
    #expect(
      places(["pytest --junitxml=x.xml"], key: ["reports/*.xml"], variables)
        == ["/p/reports/*.xml", "/p/x.xml", "/p/a b.xml", "/p/jest.xml"])
  }
}
