import Artifacts
import EnvironmentModel
import Planning
import RunModel

extension CondaSetup {
  /// The step that installs packages; `nil` when there are none.
  func installation(isNew: Bool) -> StepDraft? {
    if archives.packages.isEmpty { return pythonInstallation(isNew: isNew) }
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

  private func pythonInstallation(isNew: Bool) -> StepDraft? {
    guard var draft = pythonSetup.installation(isNew: isNew) else { return nil }
    let setup = self
    if case .perform(let recipe) = draft.disposition {
      draft.disposition = .perform(recipe.mapped { setup.activated($0) })
    }
    return draft
  }

  /// The packages make a channel of their own, which comes first, so that what they need is solved with the others.
  private func installationActions(isNew: Bool) -> [Action] {
    let channel = "\(stamps.folder)/channel"
    let names = archives.packages.compactMap(\.artifact)
    let words = client.command(
      "install", in: directory, channels: [fileAddress(of: channel)] + content.channels,
      isWithoutDefaults: content.isWithoutDefaults, [])
    let specifications = names.map { Argument.condaSpecification(package: $0) }
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
      if command -v bzip2 >/dev/null; then bzip2 -kf "$1"/*/repodata.json; fi
      """#
    return [command("index", ["sh", "-c", script, "sh", channel].map { .text($0) })]
  }

  // MARK: activate

  var activation: Activation {
    let script = "\(stamps.folder)/conda-variables.sh"
    return Activation(
      stamps: stamps, script: CondaActivation.script, arguments: [directory, script], variables: commandVariables,
      preparation: [.writeCondaVariables(prefix: directory, path: script)],
      inputs: ["conda \(directory)"])
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
      "pass_env": .list(environment.passedVariables + ["CONDA_EXE", "CONDARC", "MAMBA_EXE", "MAMBA_ROOT_PREFIX"])
    ])
    var variables = CommandVariables.of(passing, in: context)
    variables["VIRTUAL_ENV"] = nil
    // What the user has installed for another Python is no part of the environment.
    if variables["PYTHONNOUSERSITE"] == nil { variables["PYTHONNOUSERSITE"] = "1" }
    return variables
  }

  private var deactivation: Action {
    let bash = context.observation.programs[Activation.bash.name] ?? "bash"
    var command = CommandAction(
      phase: "deactivate",
      arguments: [bash, "--norc", "--noprofile", "-c", CondaActivation.deactivation, "bash", directory]
        .map { .text($0) },
      workingDirectory: environment.workingDirectory, environment: commandVariables)
    command.captured = activation.captured
    command.timeout = activation.timeLimit
    command.ignoresFailure = true
    return .run(command)
  }
}
