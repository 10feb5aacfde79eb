import EnvironmentModel
import ProjectConfiguration
import SourceText
import Testing

@Suite struct SetEnvTests {
  private func setEnv(_ lines: [String], variables: [String: String] = [:]) throws -> String {
    let text = "[testenv]\nset_env =\n\(lines.map { "  \($0)\n" }.joined())"
    let failure = try value("set_env", text, variables: variables)
    if failure.hasPrefix("failure") { return failure }
    return ProjectConfigurationTests.variables(try configuration(text, variables: variables)).joined(separator: "\n")
  }

  @Test(arguments: [
    (["A = 1", "B = 2", "A = 3"], "A=3\nB=2"), (["A = 1", "A = 2", "A = 3"], "A=3"),
    (["A = 1", "B = {env:A}", "A = 3"], "A=3\nB=3"), (["A = {env:A}1", "A = {env:A}2"], "A=caller2"),
    (["A = {env:}", "A = 2"], "A=2"),
  ])
  func `of two definitions the last counts`(lines: [String], expected: String) throws {
    #expect(try setEnv(lines, variables: ["A": "caller"]) == expected)
  }

  @Test func `a definition replaces one of a file before it`() throws {
    let loaded = try configuration(
      "[testenv]\nset_env =\n  file|/p/.env\n  A = ini\n", files: ["/p/.env": "A=file\nexport B=file\n# C=file\n"])
    #expect(variables(loaded) == ["A=ini", "B=file"])
  }

  @Test func `a file of variables may have line ends of Windows`() throws {
    let loaded = try configuration(
      "[testenv]\r\nset_env =\r\n  file|/p/.env\r\n  C = 3\r\n", files: ["/p/.env": "A=1\r\nB=2\r\n"])
    #expect(variables(loaded) == ["A=1", "B=2", "C=3"])
  }

  @Test func `a line that assigns nothing is told`() throws {
    #expect(try setEnv(["A = 1", "FOO"]) == "failure: the line 'FOO' assigns nothing")
  }

  /// Each variable refers to the one on the line below.
  private func backwards(_ count: Int) -> [String] {
    (0..<count).map { $0 + 1 < count ? "V\($0) = {env:V\($0 + 1)}" : "V\($0) = end" }
  }

  @Test func `a hundred variables may need those below them`() throws {
    #expect(try setEnv(backwards(100)).hasPrefix("V0=end\nV1=end\nV10=end\n"))
  }

  @Test(arguments: [101, 5_000])
  func `more are nested too deep`(count: Int) throws {
    #expect(try setEnv(backwards(count)) == "failure: substitutions are nested more than 100 deep")
  }

  @Test func `what is nested too deep is told once, with a place`() throws {
    let lines = backwards(200).map { "  \($0)\n" }.joined()
    let (_, diagnostics) = try configuration("[testenv]\nset_env =\n\(lines)").environment(EnvironmentName("py311"))
    #expect(
      diagnostics.map(\.message) == [
        "'set_env' of environment 'py311' has no value: substitutions are nested more than 100 deep"
      ])
    #expect(diagnostics.first?.span?.location == "tox.ini:2:1")
  }

  @Test func `any number may need those above them`() throws {
    let lines = (0..<10_000).map { $0 == 0 ? "V0 = end" : "V\($0) = {env:V\($0 - 1)}" }
    let loaded = try configuration("[testenv]\nset_env =\n\(lines.map { "  \($0)\n" }.joined())")
    let (environment, diagnostics) = loaded.environment(EnvironmentName("py311"))
    #expect(diagnostics.isEmpty)
    #expect(environment.variables.count { $0.name.hasPrefix("V") && $0.value == "end" } == 10_000)
  }

  @Test(arguments: ["{[testenv]set_env}{[testenv]set_env}", "{[testenv]set_env} {[testenv]set_env} {[testenv]set_env}"])
  func `references that multiply in a circle are told before they fill the memory`(text: String) throws {
    let found = try value("set_env", "[testenv]\nset_env = \(text)\n")
    #expect(found.hasPrefix("failure: circular set_env reference \(text) -> "))
    #expect(found.utf8.count < 500)
  }
}
