import EnvironmentModel
import Planning
import RunModel

/// The steps that make an environment of a container, fill it and use it.
struct ContainerSetup: Sendable {
  private let environment: Environment
  private let engine: ContainerEngine
  private let image: ContainerImage
  private let context: PlanningContext
  private let stamps: SetupStamps
  /// What goes into the image: packages of systems and of Node, and the image itself.
  private let record: PackageRecord
  /// What is installed by Python's means, beside the image.
  let overlay: PythonOverlay

  init(
    environment: Environment, engine: ContainerEngine, image: ContainerImage, context: PlanningContext,
    packages: [PackageInstallation]
  ) {
    self.environment = environment
    self.engine = engine
    self.image = image
    self.context = context
    let forms: Set<ArtifactForm?> = [.deb, .rpm, .npm, .image]
    stamps = SetupStamps(environment: environment, context: context)
    record = PackageRecord(
      packages: packages.filter { forms.contains($0.form) }, stamps: stamps, options: ["form image"])
    overlay = PythonOverlay(
      stamps: stamps, packages: packages.filter { !forms.contains($0.form) }, captured: nil, isInside: true)
  }

  /// Refuses what cannot be installed together.
  func check() throws(MissingTool) {
    try record.check(beside: overlay, as: "a system or Node")
    if case .package = image, !environment.dependencies.isEmpty {
      throw MissingTool(
        mistake: "an image that is a package has its own deps: leave out 'deps', or put them into its file")
    }
  }

  // MARK: Names

  private var mark: String { Digest.of(Array(environment.directory.utf8)) }
  /// The name of the container, of which there is one at a time.
  private var name: String { "swtox-\(mark)" }
  /// The name of the image with the packages in it.
  private var imageName: String { "localhost/swtox/environment:\(mark)" }
  private var control: String { "\(stamps.folder)/container" }
  /// A file with the identity of the image that the environment began with.
  private var base: String { "\(stamps.folder)/image" }
  /// A file with the identity of the one with the packages in it.
  private var filled: String { record.packages.isEmpty ? base : "\(stamps.folder)/filled-image" }
  private var variables: [String: String] { context.setupVariables.common }

  // MARK: create

  func create() -> StepDraft {
    let fingerprint = Fingerprint([
      "engine \(engine.name)", "image \(imageLine)", "platform \(environment.text("image_platform"))",
    ])
    let setup = self
    return stamps.creation(
      because: stamps.recreation(fingerprint) ?? record.recreation(beside: overlay),
      fingerprint
    ) { [.createDirectory(setup.control)] + setup.basing }
  }

  private var imageLine: String {
    switch image {
    case .named(let name): name
    case .built(let path, let target, let mark): "\(path) \(target) \(mark)"
    case .package(let name): "package \(name)"
    }
  }

  /// What brings the image that the environment begins with, and tries whether the engine is to be trusted.
  private var basing: [Action] {
    let platform = environment.text("image_platform")
    let options = platform.isEmpty ? [] : ["--platform", platform]
    switch image {
    case .named(let name):
      return [
        run("pull", ["/bin/sh", "-c", ContainerScripts.pulling, "sh", engine.path, name, base] + options), probe,
      ]
    case .built(let path, let target, _):
      let stage = target.isEmpty ? [] : ["--target", target]
      let network = setupNetwork.isEmpty ? [] : ["--network", setupNetwork]
      return [
        run(
          "build_image",
          [
            "/bin/sh", "-c", ContainerScripts.building, "sh", engine.path, "--iidfile", base, "--tag",
            "localhost/swtox/base:\(mark)", "--file", path,
          ]
            + labels + network
            + stage + options + [parent(path)]),
        probe,
      ]
    case .package: return []
    }
  }

  private var probe: Action { run("probe", ["/bin/sh", "-c", ContainerScripts.probing, "sh", engine.path, base]) }

  private func run(_ phase: String, _ words: [String]) -> Action {
    .run(
      CommandAction(
        phase: phase, arguments: words.map { .text($0) }, workingDirectory: context.project.root,
        environment: variables, patience: .ofHolders))
  }

  // MARK: Containers

  /// What is installed may have to be fetched, whatever commands may.
  private var setupNetwork: String {
    let network = environment.text("network")
    return network == "none" ? "host" : network
  }

  /// Holds a container of an image for the rest of a step.
  private func holding(_ image: String, isSetup: Bool) -> Action {
    let project = context.project
    let wanted = [project.root, project.workDirectory, environment.directory, environment.workingDirectory]
    let mounts = Set(wanted).filter { path in
      path != "/" && !wanted.contains { path != $0 && path.hasPrefix($0 + "/") }
    }.sorted()
    let volumes = environment.list("volumes").flatMap { ["--volume", volume($0)] }
    let network = isSetup ? setupNetwork : environment.text("network")
    let platform = environment.text("image_platform")
    let options =
      ["--security-opt", "label=disable"] + labels
      + mounts.flatMap { ["--volume", "\($0):\($0)"] } + volumes + (network.isEmpty ? [] : ["--network", network])
      + (platform.isEmpty ? [] : ["--platform", platform])
      + environment.list("engine_args").flatMap(ShellWords.split)
    let words: [String] = [
      "/bin/sh", "-c", ContainerScripts.holding, "swtox-container", control, engine.path, name, image,
      isSetup ? "" : ServiceSetup.folder(of: environment, in: project),
    ]
    let command = CommandAction(
      phase: "start", arguments: (words + options).map { .text($0) }, workingDirectory: "/", environment: variables,
      patience: .ofHolders)
    return .hold(Companion(command, readyPath: "\(control)/ready", reportPath: "\(control)/refused"))
  }

  /// By what those who clean know whose something is.
  private var labels: [String] {
    ["--label", "swtox.place=\(environment.directory)", "--label", "swtox.project=\(context.project.root)"]
  }

  /// A folder of the machine by its absolute path; volumes of the engine have names.
  private func volume(_ text: String) -> String {
    let source = text.prefix { $0 != ":" }
    guard source.contains("/") || source == "." else { return text }
    return absolutePath(String(source), from: context.project.root) + text.dropFirst(source.count)
  }

  private func enclosure(user: String) -> Enclosure {
    .container(
      ContainerEnclosure(
        engine: engine.path, isServed: engine.isServed, name: name, controlFolder: control, user: user,
        variables: variables))
  }

  /// A step of the set-up that runs in a container, and changes nothing of its image.
  func inside(_ draft: StepDraft) -> StepDraft {
    guard case .perform(let recipe) = draft.disposition else { return draft }
    var draft = draft
    let (holding, enclosure) = (holding(base, isSetup: true), enclosure(user: "0"))
    draft.disposition = .perform(
      recipe.mapped { actions in
        actions.isEmpty
          ? [] : [holding] + actions.map { $0.changingVariables(EnclosedVariables.ofImages).enclosed(in: enclosure) }
      })
    return draft
  }

  // MARK: install

  /// The step that installs packages; `nil` when there are none.
  func installation(isChanged: Bool) -> StepDraft? {
    if !overlay.packages.isEmpty { return overlay.installation(isNew: isChanged).map(inside) }
    let setup = self
    return record.installation(isChanged: isChanged) { setup.installationActions }
  }

  private var installationActions: [Action] {
    var actions: [Action] = []
    if case .package(let name) = image {
      let taking = CommandAction(
        phase: "take_image",
        arguments: [
          "/bin/sh", "-c", .text(ContainerScripts.taking), "sh", .text(engine.path),
          .artifact(package: name, suffix: ""), .text(base), .text(filled),
        ],
        workingDirectory: "/", environment: variables)
      actions += [.run(taking), probe]
    }
    let archives = record.packages.filter { $0.form != .image }.map(\.argument)
    if !archives.isEmpty {
      let install = Action.run(
        CommandAction(
          phase: "install_package", arguments: ["/bin/sh", "-c", .text(ContainerScripts.installing), "sh"] + archives,
          workingDirectory: "/",
          environment: EnclosedVariables.ofImages(variables).merging(["DEBIAN_FRONTEND": "noninteractive"]) { $1 })
      ).enclosed(in: enclosure(user: "0"))
      actions += [
        holding(base, isSetup: true), install,
        run(
          "commit", ["/bin/sh", "-c", ContainerScripts.committing, "sh", engine.path, name, imageName, filled, base]),
      ]
    }
    return actions
  }

  // MARK: commands

  /// A container on the machine's network is no other place than the machine.
  private var servicesView: ServiceSetup.Place {
    let network = environment.text("network")
    return network == "host" ? .machine : .container(network: network)
  }

  /// The step that runs commands in a container; `nil` when there are none.
  func commands() -> StepDraft? {
    let phases = ["commands_pre", "commands", "commands_post"]
    if context.options.skipsCommands || phases.allSatisfy({ environment.commands($0).isEmpty }) { return nil }
    let (own, context) = (environment, context)
    let folders = overlay.steps(isNew: true).isEmpty ? [] : ["\(environment.directory)/python/bin"]
    let (holding, enclosure) = (holding(filled, isSetup: false), enclosure(user: environment.text("user")))
    var draft = CommandsRecipe(
      own, context, variables: { EnclosedVariables.ofImage(own, first: folders, in: context) }, programs: .any,
      preparing: [holding], surveying: environment.directory, reachingServicesFrom: servicesView
    ).draft()
    if case .perform(let recipe) = draft.disposition { draft.disposition = .perform(recipe.enclosed(in: enclosure)) }
    return draft
  }
}
