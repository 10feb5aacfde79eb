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
    let external = definition.external
    let commands = definition.commands.map { command in
      Action.run(
        CommandAction(
          phase: "build_command", arguments: command.arguments.map { .text($0) },
          workingDirectory: external?.workingDirectory ?? definition.root, environment: variables,
          programs: programs(in: environment, for: definition), ignoresFailure: command.ignoresFailure,
          invertsResult: command.invertsResult, packages: outline.needed, timeout: definition.timeout))
    }
    let program = definition.commands.first?.arguments.first ?? "nothing"
    let preparation = external.map { build -> [Action] in
      [
        .remove(build.temporaryDirectory), .createDirectory(build.temporaryDirectory),
        .createDirectory(build.workingDirectory),
      ]
    }
    return Recipe(
      main: outline.beginning() + (preparation ?? []) + commands + [
        outline.collection(
          of: definition.artifactPattern, in: external?.artifactFolder ?? definition.root, by: program)
      ], stopsAtFailure: external?.ignoresErrors != true)
  }

  /// What the commands of packaging environments may run is what those of others may.
  private func programs(in environment: Environment?, for definition: PackageDefinition) -> CommandAction.Programs {
    guard definition.external != nil, let environment else { return .any }
    return .restricted(
      folders: [environment.text("env_bin_dir"), environment.directory], patterns: environment.allowedExternals)
  }
}
