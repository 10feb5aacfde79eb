package import EnvironmentModel
import Planning

/// Builds by the commands of the configuration, among the sources themselves.
package struct CommandBuilder: ToolBuilder {
  package init() {}

  package var builders: Set<PackageDefinition.Builder> { [.command] }
  var usesEnvironments: Bool { true }

  func recipe(for outline: BuildOutline) throws(BuildRefusal) -> Recipe {
    let definition = outline.definition
    let environment = try BuildStep.environment(of: definition, "no commands of packages are run", in: outline.context)
    let variables =
      environment.map { BuildVariables.of(definition, within: $0, in: outline.context) }
      ?? BuildVariables.of(definition, in: outline.context)
    let commands = definition.commands.map { command in
      Action.run(
        CommandAction(
          phase: "build_command", arguments: command.arguments.map { .text($0) }, workingDirectory: definition.root,
          environment: variables, ignoresFailure: command.ignoresFailure, invertsResult: command.invertsResult,
          packages: outline.needed, timeout: definition.timeout))
    }
    let program = definition.commands.first?.arguments.first ?? ""
    return Recipe(
      main: outline.beginning() + commands + [
        outline.collection(of: definition.artifactPattern, in: definition.root, by: program)
      ])
  }
}
