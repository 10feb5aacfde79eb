import EnvironmentModel
import Planning
import RunModel

/// The steps that make an environment of conda, fill it and use it.
struct CondaSetup: Sendable {
  let environment: Environment
  let client: CondaClient
  let content: CondaContent
  let context: PlanningContext
  let stamps: SetupStamps
  /// Packages of conda.
  let archives: PackageRecord
  /// Packages of Python.
  let pythonPackages: [PackageInstallation]

  init(
    environment: Environment, client: CondaClient, content: CondaContent, context: PlanningContext,
    packages: [PackageInstallation]
  ) {
    self.environment = environment.replacing([
      "deps": .list(environment.dependencies + content.pipRequirements)
    ])
    self.client = client
    self.content = content
    self.context = context
    stamps = SetupStamps(environment: self.environment, context: context)
    archives = PackageRecord(packages: packages.filter { $0.form == .conda }, stamps: stamps)
    pythonPackages = packages.filter { $0.form != .conda }
  }

  var directory: String { environment.directory }

  // MARK: create

  func create() -> StepDraft {
    var reason = stamps.recreation(fingerprint)
    if reason == nil { reason = changedContent.map { "recreate: \($0)" } }
    if let known = reason, !client.note.isEmpty { reason = "\(known); \(client.note)" }
    let setup = self
    return stamps.creation(because: reason, locks: client.locks, fingerprint) { setup.creationActions }
  }

  private var fingerprint: Fingerprint {
    Fingerprint(
      ["client \(client.words)"] + content.pythons.map { "python \($0)" }
        + content.channels.map { "channel \(Self.withoutSecrets($0))" }
        + (content.isWithoutDefaults ? ["no defaults"] : [])
        + initialSpecifications.map { "spec \($0)" } + createArguments.map { "argument \($0)" }
        + content.variables.sorted { $0.key < $1.key }.map { "variable \($0.key)=\($0.value)" })
  }

  /// What was installed afterwards and is not wanted so any more; `nil` when that is not so.
  private var changedContent: String? {
    let recorded = stamps.recorded(.installDependencies)
    if let recorded, let difference = dependencyFingerprint.difference(from: recorded) {
      return "deps changed (\(difference))"
    }
    if recorded == nil { return "not installed completely" }
    if archives.packages.isEmpty, pythonPackages.isEmpty, archives.isLeftOver {
      return "the package is not wanted any more"
    }
    if let unwanted = archives.unwanted { return unwanted }
    if !context.options.leavesPackage, !pythonPackages.isEmpty, let stale = pythonSetup.staleInstallation {
      return stale
    }
    return nil
  }

  /// The address of a channel as a fingerprint has it, which may be read by others: tokens and passwords as a mark.
  private static func withoutSecrets(_ channel: String) -> String {
    channel.contains("@") || channel.contains("/t/") ? Digest.of(Array(channel.utf8)) : channel
  }

  /// uv where it serves the Python and knows what pip is told, else the environment's own pip.
  private var installer: PythonToolchain.Installer {
    let isOld = !content.pythonVersion.isEmpty && content.pythonVersion.lexicographicallyPrecedes([3, 8])
    guard let uv = context.observation.uv, !isOld, !PythonToolchain.needsPip(environment) else { return .own }
    return .uv(uv)
  }

  private var createArguments: [String] { environment.list("conda_create_args").flatMap(ShellWords.split) }
  private var installArguments: [String] { environment.list("conda_install_args").flatMap(ShellWords.split) }

  /// What the environment is made with besides Python; pip where something needs the environment's own.
  private var initialSpecifications: [String] {
    let needsPip = installer == .own && !(requirements.isEmpty && pythonPackages.isEmpty)
    return content.specifications + (needsPip && !content.specifications.contains("pip") ? ["pip"] : [])
  }

  private var creationActions: [Action] {
    let words = client.command(
      "create", in: directory, channels: content.channels, isWithoutDefaults: content.isWithoutDefaults,
      createArguments + content.pythons + initialSpecifications)
    let state = "\(directory)/conda-meta/state"
    let variables: [Action] =
      content.variables.isEmpty ? [] : [.write(path: state, text: CondaState.text(content.variables))]
    return preparation + [command("create", words.map { .text($0) })] + variables
      // Without it, requirements that come later would look like an installation that was broken off.
      + (hasDependencies ? [] : [stamps.record(.installDependencies, dependencyFingerprint)])
  }

  var preparation: [Action] { if case .rattler(let client) = client { client.preparation() } else { [] } }

  // MARK: deps

  private var requirements: [String] { pythonSetup.requirements }
  private var specificationFile: String { environment.text("conda_spec") }
  private var hasDependencies: Bool {
    !content.dependencies.isEmpty || !specificationFile.isEmpty || !requirements.isEmpty
  }

  /// The step that installs what conda and pip are asked for; `nil` when there is nothing.
  func dependencies(isNew: Bool) -> StepDraft? {
    guard hasDependencies else { return nil }
    if !isNew { return StepDraft(.installDependencies, .reuse, reason: "reuse") }
    let count = content.dependencies.count + requirements.count
    let setup = self
    let words = count == 1 ? "1 requirement" : "\(count) requirements"
    let file = specificationFile.isEmpty ? "" : " and those of \(specificationFile)"
    return StepDraft(
      .installDependencies, .perform(Recipe { Recipe.Parts(main: setup.dependencyActions) }),
      reason: "install \(words)\(file)", locks: client.locks)
  }

  private var dependencyActions: [Action] {
    let file = specificationFile.isEmpty ? [] : client.file(specificationFile)
    let specifications = content.dependencies + file
    var actions: [Action] = []
    if !specifications.isEmpty {
      // Python stays as it is, or nothing is installed; files come last, since conda passes over what follows them.
      let words = client.command(
        "install", in: directory, channels: content.channels, isWithoutDefaults: content.isWithoutDefaults,
        installArguments + content.pins + specifications)
      actions.append(command("install_conda_deps", words.map { .text($0) }))
    }
    return preparation + actions + activated(pythonSetup.dependencyActions) + [
      stamps.record(.installDependencies, dependencyFingerprint)
    ]
  }

  private var dependencyFingerprint: Fingerprint {
    let file = specificationFile
    let digest = context.observation.texts[file].map { Digest.of(Array($0.utf8)) } ?? ""
    return Fingerprint(
      content.dependencies.map { "conda \($0)" } + installArguments.map { "conda argument \($0)" }
        + (file.isEmpty ? [] : ["conda file \(file) \(digest)"]) + pythonSetup.dependencyFingerprint.lines)
  }

  /// Actions that see the environment as its commands do: what builds something looks for compilers by variables.
  func activated(_ actions: [Action]) -> [Action] {
    let commands = actions.contains { if case .run = $0 { true } else { false } }
    if !commands { return actions }
    return activation.capturing
      + actions.map { action in
        guard case .run(var command) = action else { return action }
        command.captured = activation.captured
        command.environment["PYTHONNOUSERSITE"] = "1"
        return .run(command)
      }
  }

  /// What installs by pip or uv into the environment that conda made.
  var pythonSetup: VirtualenvSetup {
    VirtualenvSetup(
      into: "\(directory)/bin/python", version: content.pythonVersion.count > 1 ? content.pythonVersion : [],
      installer: installer, environment: environment, context: context, packages: pythonPackages)
  }

  func command(_ phase: String, _ words: [Argument]) -> Action {
    var variables = context.setupVariables.installing(into: environment)
    variables["VIRTUAL_ENV"] = nil
    return .run(
      CommandAction(
        phase: phase, arguments: words, workingDirectory: context.project.root, environment: variables))
  }
}
