import EnvironmentModel
import SourceText
import Testing

@testable import ProjectConfiguration

@Suite struct ErrorPatternKeyTests {
  private func patterns(_ lines: String) throws -> SettingValue? {
    let file = SourceFile(path: "tox.ini", text: "[testenv]\nerror_patterns =\n\(lines)\n")
    let document = try #require(try ConfigurationReader.read(file))
    let context = ConfigurationContext(variables: ["HOME": "/home/u"])
    let configuration = try ProjectBuilder.build(document, path: "/p/tox.ini", context: context)
    return configuration.environment(EnvironmentName("a")).environment["error_patterns"]?.value
  }

  @Test func `expressions stand on a line each, commas and all`() throws {
    let found = try patterns("  ^KO (?<message>.+), sorry$\n  ^panic: .*")
    #expect(found == .list(["^KO (?<message>.+), sorry$", "^panic: .*"]))
  }

  @Test func `what is no expression is told`() throws {
    guard case .failure(let reason) = try patterns("  ^KO (") else {
      Issue.record("it is taken")
      return
    }
    #expect(reason.contains("'^KO (' is no regular expression"))
  }
}
