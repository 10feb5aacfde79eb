import Artifacts
import EnvironmentModel
import Planning
import RunModel

extension CondaSetup {
  /// The step that installs packages; `nil` when there are none.
  func installation(isNew: Bool) -> StepDraft? {
    if archives.packages.isEmpty { return pythonSetup.installation(isNew: isNew) }
    guard pythonPackages.isEmpty else {
      let reason = "an environment of conda gets packages of conda or of Python, and this one is to get both"
      return StepDraft(.installPackage, .invalid(reason), reason: reason)
    }
    guard let cause = archives.cause(isChanged: isNew) else {
      return StepDraft(.installPackage, .reuse, reason: "reuse: \(archives.names) unchanged")
    }
    let setup = self
    return StepDraft(
      .installPackage, .perform(Recipe { Recipe.Parts(main: setup.installationActions(isNew: isNew)) }), reason: cause,
      locks: client.locks)
  }

  /// The packages make a channel of their own, which comes first, so that what they need is solved with the others.
  private func installationActions(isNew: Bool) -> [Action] {
    let channel = "\(stamps.folder)/channel"
    let names = archives.packages.compactMap(\.artifact)
    let words = client.command(
      "install", in: directory, channels: [fileAddress(of: channel)] + content.channels, [])
    let specifications = archives.packages.map { package -> Argument in
      switch package.source {
      case .artifact(let name): .condaSpecification(package: name)
      case .requirement(let text): .text(text)
      }
    }
    return stamps.forget(.installPackage) + preparation + [
      .writeCondaChannel(artifacts: names, subdir: subdir, path: channel)
    ] + indexing(channel) + (isNew ? [] : names.map(removal)) + [
      command("install_package", words.map { .text($0) } + specifications), archives.recording,
    ]
  }

  /// Takes away what an earlier build may have left, since clients take the same version for the same package.
  private func removal(of artifact: String) -> Action {
    let words = client.removal(in: directory).map { Argument.text($0) } + [.condaName(package: artifact)]
    guard case .run(var command) = command("remove_package", words) else { return command("remove_package", words) }
    command.ignoresFailure = true
    return .run(command)
  }

  /// The machine's part of a channel.
  private var subdir: String {
    let architecture = context.observation.machine.architecture
    return "linux-\(architecture == "x86_64" ? "64" : architecture)"
  }

  /// conda compares what is in its cache by MD5, and old ones read nothing but a compressed index.
  private func indexing(_ channel: String) -> [Action] {
    guard case .conda = client else { return [] }
    let script = #"""
      for package in "$1"/*/*.conda "$1"/*/*.tar.bz2; do
        [ -e "$package" ] || continue
        sha=$(sha256sum "$package") md5=$(md5sum "$package")
        sed -i "s/\"sha256\": \"${sha%% *}\"/&, \"md5\": \"${md5%% *}\"/" "${package%/*}/repodata.json"
      done
      bzip2 -kf "$1"/*/repodata.json
      """#
    return [command("index", ["sh", "-c", script, "sh", channel].map { .text($0) })]
  }

  // MARK: activate

  var activation: Activation {
    var variables = context.setupVariables.common
    for assignment in environment.variables { variables[assignment.name] = assignment.value }
    let script = "\(stamps.folder)/conda-variables.sh"
    return Activation(
      stamps: stamps, script: CondaActivation.script, arguments: [directory, script], variables: variables,
      preparation: [.writeCondaVariables(prefix: directory, path: script)],
      fingerprint: Fingerprint([
        "conda \(directory)",
        "variables \(Digest.of(Array(environment.variables.map { "\($0.name)=\($0.value)" }.joined(separator: "\n").utf8)))",
      ]))
  }

  // MARK: commands

  /// The step that runs commands; `nil` when there are none.
  func commands() -> StepDraft? {
    let hasCommands = ["commands_pre", "commands", "commands_post"].contains { !environment.commands($0).isEmpty }
    if !hasCommands { return nil }
    let setup = self
    return CommandsRecipe(
      environment, context, variables: { setup.commandVariables }, captured: activation.captured,
      concluding: environment.flag("conda_deactivate") ? [deactivation] : [], surveying: directory
    ).draft()
  }

  private var commandVariables: [String: String] {
    let passing = environment.replacing([
      "pass_env": .list(environment.passedVariables + ["CONDA_*", "MAMBA_*"])
    ])
    var variables = CommandVariables.of(passing, in: context)
    variables["VIRTUAL_ENV"] = nil
    return variables
  }

  private var deactivation: Action {
    let bash = context.observation.programs[NixDriver.bash.name] ?? "bash"
    var command = CommandAction(
      phase: "deactivate",
      arguments: [bash, "--norc", "--noprofile", "-c", CondaActivation.deactivation, "bash", directory]
        .map { .text($0) },
      workingDirectory: environment.workingDirectory, environment: commandVariables)
    command.captured = activation.captured
    return .run(command)
  }
}
