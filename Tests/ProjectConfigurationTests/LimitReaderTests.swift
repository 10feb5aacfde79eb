import EnvironmentModel
import SourceText
import Testing

@testable import ProjectConfiguration

@Suite struct LimitReaderTests {
  @Test func `INI has a section for them`() throws {
    let limits = try configuration("[tox]\nenv_list = a\n[limits]\nconda = 1\ncontainer = 4\nmemory = 2 GB\n")
      .project.limits
    #expect(limits.counts == ["conda": 1, "container": 4])
    #expect(limits.memory == 2_147_483_648)
  }

  @Test func `a mistake is told at its line`() throws {
    let error = try #require(throws: DiagnosticError.self) {
      try configuration("[tox]\nenv_list = a\n[limits]\nconda = 1\ncontainr = 4\n")
    }
    #expect(error.diagnostics.map(\.message) == ["'limits': there is nothing called 'containr' to limit"])
    #expect(error.diagnostics.first?.span?.location == "tox.ini:5:1")
    #expect(error.diagnostics.first?.help == "did you mean 'container'?")
  }

  @Test func `in tox's words what makes no sense is somebody else's`() throws {
    let text = """
      [tox]
      env_list = a
      [limits]
      test = 1
      coverage = 90
      [testenv]
      timeout = 10m
      weight = 3
      commands = run --for {[testenv]timeout} {[limits]coverage}
      """
    let loaded = try configuration(text, usesToxWording: true)
    #expect(loaded.project.limits.counts == ["test": 1])
    let environment = loaded.environment(EnvironmentName("a")).environment
    #expect(environment.failures.isEmpty && environment["timeout"]?.value == .absent)
    #expect(environment["weight"]?.value == .integer(3))
    #expect(environment.commands("commands").first?.arguments == ["run", "--for", "10m", "90"])
    #expect(throws: DiagnosticError.self) { try configuration(text) }
  }

  @Test(arguments: [
    ("weight = 0", "weight", "'0' is no number of jobs"),
    ("commands_retry = -1", "commands_retry", "'-1' is no number of further attempts"),
    ("timeout = -1", "timeout", "'-1.0' is no time to run in"),
    ("memory = 6", "memory", "'6' is an amount of memory without a unit"),
    ("memory = lots", "memory", "'lots' is no amount of memory"),
  ])
  func `demands that make no sense have no value`(line: String, key: String, message: String) throws {
    #expect(try value(key, "[testenv]\n\(line)\n") == "failure: \(message)")
  }
}
