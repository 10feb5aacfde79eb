import EnvironmentModel
import Planning
import RunModel

/// The steps that make a Node environment, fill it and use it.
struct NpmSetup: Sendable {
  private let environment: Environment
  private let toolchain: NodeToolchain
  private let context: PlanningContext
  private let stamps: SetupStamps
  private let record: PackageRecord

  init(
    environment: Environment, toolchain: NodeToolchain, context: PlanningContext, packages: [PackageInstallation]
  ) {
    self.environment = environment
    self.toolchain = toolchain
    self.context = context
    stamps = SetupStamps(environment: environment, context: context)
    record = PackageRecord(packages: packages, stamps: stamps)
  }

  private var project: NodeProject { toolchain.project }
  private var binaries: String { "\(environment.directory)/bin" }
  /// The copy of the project.
  private var copy: String { "\(environment.directory)/project" }

  // MARK: create

  func create() -> StepDraft {
    let (node, binaries) = (toolchain.node, binaries)
    let fingerprint = Fingerprint(["node \(node.path) \(node.version)", "npm \(node.npm ?? "none")"])
    let action = command(
      "create", ["sh", "-c", NpmScripts.programs, "sh", binaries, node.path, node.npm ?? ""].map { .text($0) },
      in: context.project.root)
    // Others than npm leave what they did not install themselves.
    let isBare = !project.hasDescription && stamps.recorded(.installDependencies) != nil
    let leftOver =
      isBare
      ? "recreate: there is no package.json any more"
      : record.isLeftOver && project.manager != .npm ? "recreate: the package is not wanted any more" : nil
    return stamps.creation(
      because: stamps.recreation(fingerprint) ?? leftOver ?? record.unwanted.map { "recreate: \($0)" }, fingerprint
    ) { [action] }
  }

  // MARK: deps

  /// The step that installs what package.json names; `nil` without one.
  func dependencies(isNew: Bool) -> StepDraft? {
    guard project.hasDescription else { return nil }
    let recorded = stamps.recorded(.installDependencies)
    let reason: String
    if isNew || recorded == nil {
      reason = project.lock.map { "install what \($0.name) pins" } ?? "install what package.json names"
    } else if let recorded, let difference = fingerprint.difference(from: recorded) {
      reason = "update: \(difference)"
    } else if record.isLeftOver {
      reason = "update: the package is not wanted any more"
    } else {
      return StepDraft(.installDependencies, .reuse, reason: "reuse")
    }
    let setup = self
    return StepDraft(.installDependencies, .perform(Recipe { setup.dependencyParts }), reason: reason)
  }

  private var dependencyParts: Recipe.Parts {
    let words =
      program
      + project.manager.installation(
        hasLock: project.lock != nil, isModern: project.hasModernYarn, isOffline: environment.flag("npm_offline"))
      + arguments
    return Recipe.Parts(
      main: stamps.forget(.installDependencies, .installPackage) + [.clear(copy, keeping: "node_modules")] + copying + [
        command("install_deps", words.map { .text($0) }, in: copy),
        // Without dependencies there is none, and whether there is one tells whether somebody removed it.
        .createDirectory("\(copy)/node_modules"),
        stamps.record(.installDependencies, fingerprint),
      ])
  }

  private var fingerprint: Fingerprint {
    Fingerprint(
      ["manager \(project.manager.rawValue)"] + arguments.map { "argument \($0)" }
        + project.files.map { "\($0.name) \(Digest.of(Array($0.text.utf8)))" })
  }

  private var arguments: [String] { environment.list("npm_install_args").flatMap(ShellWords.split) }

  /// What installs.
  private var program: [String] { [toolchain.manager ?? "\(binaries)/npm"] }

  /// The sources as they are now, beside what is installed already.
  private var copying: [Action] {
    [.refreshSources(from: project.root, to: copy, record: "\(stamps.folder)/copied")]
  }

  // MARK: package

  /// The step that installs packages; `nil` when there are none.
  func installation(isChanged: Bool) -> StepDraft? {
    guard !record.packages.isEmpty else { return nil }
    guard let cause = record.cause(isChanged: isChanged) else {
      return StepDraft(.installPackage, .reuse, reason: "reuse: \(record.names) unchanged")
    }
    let setup = self
    return StepDraft(.installPackage, .perform(Recipe { Recipe.Parts(main: setup.installationActions) }), reason: cause)
  }

  private var installationActions: [Action] {
    let artifacts = record.packages.filter { $0.artifact != nil }.map(\.argument)
    let offline = environment.flag("npm_offline") ? ["--offline"] : []
    let words = ["install", "--no-save", "--no-audit", "--no-fund", "--prefix", copy] + offline + arguments
    let place = ["sh", "-c", NpmScripts.placing, "sh", project.manager.rawValue].map { Argument.text($0) } + artifacts
    let install = command(
      "install_package", ([binaries + "/npm"] + words).map { .text($0) } + record.packages.map(\.argument), in: copy)
    // Without a package.json npm would look for one above, and install there.
    let description: [Action] =
      project.hasDescription ? [] : [.write(path: "\(copy)/package.json", text: "{\"private\": true}\n")]
    let names = record.packages.compactMap(\.artifact)
    let check: [Action] =
      names.isEmpty
      ? [] : [.checkNode(artifacts: names, target: toolchain.target(on: context.observation.machine))]
    return stamps.forget(.installPackage) + check + copying + description + (project.manager == .npm ? [install] : [])
      + (artifacts.isEmpty ? [] : [command("place_package", place, in: copy)]) + [record.recording]
  }

  // MARK: commands

  /// The step that runs scripts and commands in the copy; `nil` when there are none.
  func commands() -> StepDraft? {
    let name = toolchain.manager ?? "npm"
    let scripts = environment.list("npm_scripts").map(ShellWords.split).filter { !$0.isEmpty }.flatMap {
      project.manager.running($0, in: environment.list("npm_workspaces"), by: name)
    }.map { CommandLine(arguments: $0) }
    let all = scripts + environment.commands("commands")
    let others = ["commands_pre", "commands_post"].contains { !environment.commands($0).isEmpty }
    if all.isEmpty, !others { return nil }
    let place = workingDirectory
    let moved = environment.replacing(["commands": .commands(all), "change_dir": .path(place)])
    let setup = self
    return CommandsRecipe(
      moved, context, variables: { setup.commandVariables },
      programs: .restricted(
        folders: [environment.directory],
        patterns: environment.allowedExternals + [toolchain.manager].compactMap { $0 }),
      preparing: copying + renaming, surveying: environment.directory
    ).draft()
  }

  /// What lies in the project lies in the copy.
  private var workingDirectory: String {
    let place = environment.workingDirectory
    if place == project.root || place == context.project.root { return copy }
    return place.hasPrefix(project.root + "/") ? copy + place.dropFirst(project.root.count) : place
  }

  private var renaming: [Action] {
    guard project.hasDescription, !record.packages.isEmpty, !project.hasModernYarn else { return [] }
    return [command("prepare", ["\(binaries)/node", "-e", NpmScripts.renaming].map { .text($0) }, in: copy)]
  }

  /// What tools of Node are told by and what is no secret, of the caller's variables.
  private static let passed = [
    "NODE_ENV", "NODE_OPTIONS", "NODE_EXTRA_CA_CERTS", "npm_config_cache", "npm_config_offline", "npm_config_registry",
    "npm_config_userconfig",
  ]

  private var commandVariables: [String: String] {
    let passing = environment.replacing(["pass_env": .list(environment.passedVariables + Self.passed)])
    var variables = CommandVariables.of(passing, in: context)
    variables["VIRTUAL_ENV"] = nil
    variables["npm_config_update_notifier"] = "false"
    variables["PATH"] = "\(copy)/node_modules/.bin:\(variables["PATH"] ?? "")"
    return variables
  }

  private func command(_ phase: String, _ words: [Argument], in folder: String) -> Action {
    var variables = context.setupVariables.installing(into: environment)
    variables["VIRTUAL_ENV"] = nil
    variables["npm_config_update_notifier"] = "false"
    // Later yarns have no option for it.
    if environment.flag("npm_offline") { variables["YARN_ENABLE_NETWORK"] = "0" }
    return .run(CommandAction(phase: phase, arguments: words, workingDirectory: folder, environment: variables))
  }
}
