import EnvironmentModel
import ProjectConfiguration
import SourceText
import Testing

@Suite struct InstallCommandTests {
  private func warnings(_ text: String) throws -> [String] {
    try configuration(text).environment(EnvironmentName("py311")).diagnostics.map(\.message)
  }

  @Test func `install_command has places of its own`() throws {
    let text = "[testenv]\ninstall_command = python -m pip install {opts} {packages}\n"
    #expect(try warnings(text) == [])
    #expect(try value("install_command", text) == "python -m pip install '{packages}'")
  }

  @Test(arguments: [
    ("install_command = pip {opts} {pakages}", "{pakages}"), ("description = {opts}", "{opts}"),
    ("commands = echo {packages}", "{packages}"), ("list_dependencies_command = pip {opts}", "{opts}"),
  ])
  func `other places, and those of install_command elsewhere, are unknown`(line: String, expression: String) throws {
    #expect(try warnings("[testenv]\n\(line)\n") == ["unknown substitution '\(expression)' stays as written"])
  }

  @Test(arguments: [
    "[testenv]\ninstall_command = {env:INSTALL:pip install {opts} {packages}}\n",
    "[testenv]\ninstall_command = pip install {opts} {packages}\ndescription = by {install_command}\n",
  ])
  func `they have no warning inside a default or a reference either`(text: String) throws {
    #expect(try warnings(text) == [])
  }

  @Test func `they have no warning where install_command takes them from a section`() throws {
    let text = "[base]\ninstall = pip install {opts} {packages}\n[testenv]\ninstall_command = {[base]install}\n"
    #expect(try warnings(text) == [])
  }
}
