import ArgumentParser
import Reporting

/// `schema`: a JSON schema of configurations in TOML.
struct SchemaCommand: ProgramCommand {
  static let configuration = CommandConfiguration(
    commandName: "schema", abstract: "Print a JSON schema of tox.toml and [tool.tox], for editors.")

  @Flag(name: .long, help: "Allow no keys that are not in the schema.")
  var strict = false

  func run(in program: ProgramContext) async -> ExitCode {
    StandardOutput.write(ConfigurationSchema.json(isStrict: strict).text() + "\n")
    return .success
  }
}
