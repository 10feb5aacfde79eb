import EnvironmentModel
import Planning
import RunModel

/// The steps that make a virtual environment and fill it.
final class VirtualenvSetup {
  let environment: Environment
  let toolchain: PythonToolchain
  let context: PlanningContext
  /// What it installs of the project, in order.
  let packages: [PackageInstallation]
  /// The interpreter that is installed for.
  var python: String
  /// Where fingerprints are kept.
  var stampFolder: String
  /// Whether something else makes the environment, and this only installs into it.
  var isMadeElsewhere = false

  init(
    environment: Environment, toolchain: PythonToolchain, context: PlanningContext, packages: [PackageInstallation]
  ) {
    self.environment = environment
    self.toolchain = toolchain
    self.context = context
    self.packages = packages
    python = "\(environment.directory)/bin/python"
    stampFolder = EnvironmentStamp.folder(of: environment, in: context.project)
  }

  /// What installs into a Python that something else has made.
  ///
  /// - Parameters:
  ///   - python: The Python, as it is called.
  ///   - version: Its version; empty where nobody knows.
  ///   - installer: `nil` for uv where it is there, and else the Python's own pip.
  convenience init(
    into python: String, version: [Int] = [], installer: PythonToolchain.Installer? = nil, environment: Environment,
    context: PlanningContext, packages: [PackageInstallation]
  ) {
    let toolchain = PythonToolchain(
      interpreter: Interpreter(path: python, implementation: .cpython, version: version), creator: .venv,
      installer: installer ?? context.observation.uv.map { .uv($0) } ?? .own)
    self.init(environment: environment, toolchain: toolchain, context: context, packages: packages)
    self.python = python
    isMadeElsewhere = true
  }

  var directory: String { environment.directory }

  /// Where a step's fingerprint is kept.
  func stampPath(_ kind: StepKind) -> String { "\(stampFolder)/\(kind.rawValue)" }

  /// A recipe that is put together when it is needed.
  func recipe(_ actions: @escaping @Sendable (VirtualenvSetup) -> [Action]) -> Recipe {
    let (environment, toolchain, context, packages) = (environment, toolchain, context, packages)
    let (python, stampFolder, isMadeElsewhere) = (python, stampFolder, isMadeElsewhere)
    return Recipe {
      let setup = VirtualenvSetup(
        environment: environment, toolchain: toolchain, context: context, packages: packages)
      setup.python = python
      setup.stampFolder = stampFolder
      setup.isMadeElsewhere = isMadeElsewhere
      return Recipe.Parts(main: actions(setup))
    }
  }

  // MARK: create

  func create() -> StepDraft {
    let recorded = recorded(.createEnvironment)
    let reason: String
    if recorded == nil {
      reason = context.absence(of: environment, createFingerprint, comparable: Self.withoutPip)
    } else if context.options.recreates || environment.flag("recreate") {
      reason = "recreate: asked for"
    } else if let recorded, let difference = createFingerprint.difference(from: Self.withoutPip(recorded)) {
      reason = "recreate: \(difference)"
    } else if case .others(let changed) = requirementChange {
      reason = "recreate: deps changed (\(changed))"
    } else if packages.isEmpty, !context.options.leavesPackage, self.recorded(.installPackage) != nil {
      reason = "recreate: the package is not wanted any more"
    } else if !context.options.leavesPackage, let stale = staleInstallation {
      reason = "recreate: \(stale)"
    } else if needsOwnPip, recorded?.contains(Self.pipIsMissing) == true {
      return StepDraft(.createEnvironment, .perform(recipe { $0.pipActions }), reason: Self.pipReason)
    } else {
      return StepDraft(.createEnvironment, .reuse, reason: "reuse")
    }
    if let refusal { return StepDraft(.createEnvironment, .invalid(refusal), reason: refusal) }
    return StepDraft(.createEnvironment, .perform(recipe { $0.creationActions }), reason: reason)
  }

  private var creationActions: [Action] {
    [.remove(directory), .createDirectory(parent(directory))] + creation
      + [.createDirectory("\(directory)/.swtox"), creationStamp]
      // Without it, requirements that come later would look like an installation that was broken off.
      + (requirements.isEmpty ? [stamp(.installDependencies, Fingerprint(choosingLines))] : [])
  }

  /// The actions that make the environment with its requirements once more; `nil` where it must not be made.
  var renewal: [Action]? {
    isMadeElsewhere || refusal != nil ? nil : creationActions + dependencyActions
  }

  private var refusal: String? { EnvironmentRefusal.reason(of: environment, in: context) }

  private var createFingerprint: Fingerprint {
    Fingerprint([
      "python \(toolchain.interpreter.path) \(toolchain.interpreter.label)",
      "tool \(creatorName)",
      "system_site_packages \(environment.flag("system_site_packages"))",
    ])
  }

  // MARK: pip

  /// Why a pip is put into an environment that was made without.
  static let pipReason = "add pip, which a command or a key asks for"
  private static let pipIsMissing = "pip false\n"

  /// What a fingerprint says beside whether there is a pip: one that words of a command line brought may stay.
  private static func withoutPip(_ text: String) -> String {
    text.replacing(pipIsMissing, with: "").replacing("pip true\n", with: "")
  }

  private var creationStamp: Action {
    .write(path: stampPath(.createEnvironment), text: createFingerprint.text + "pip \(needsOwnPip)\n")
  }

  /// What puts a pip into an environment that has none.
  private var pipActions: [Action] {
    let own: [Argument] = [.text(python), "-m", "ensurepip", "--default-pip"]
    return [command("seed_pip", toolchain.interpreter.hasEnsurepip ? own : seeding), creationStamp]
  }

  private var creatorName: String {
    switch toolchain.creator {
    case .uv: "uv"
    case .venv: "venv"
    case .virtualenv: "virtualenv"
    }
  }

  private var creation: [Action] {
    let words = toolchain.creation(
      of: directory, isSeeded: isSeeded, seesSystemPackages: environment.flag("system_site_packages"))
    let isPipMissing = toolchain.creator == .venv && needsOwnPip && !isSeeded
    return [command("create", words.map { .text($0) })] + (isPipMissing ? [command("seed_pip", seeding)] : [])
      + upgrade
  }

  /// Brings the pip that came with an old Python up to date, as far as there is an index: it knows no wheels of today.
  private var upgrade: [Action] {
    guard toolchain.creator == .venv, toolchain.installer == .own, !toolchain.interpreter.isAtLeast([3, 7]) else {
      return []
    }
    let script = #""$@" || echo "swtox: its pip stays as old as it is""#
    let words = ["/bin/sh", "-c", script, "sh", python, "-m", "pip", "install", "--upgrade", "pip"]
    return [
      .run(
        CommandAction(
          phase: "upgrade_pip", arguments: words.map { .text($0) }, workingDirectory: context.project.root,
          environment: installationVariables))
    ]
  }

  private var seeding: [Argument] { Installation(toolchain: toolchain, python: python).command(["pip"]) }

  /// Whether the tool is to put a pip into what it makes.
  private var isSeeded: Bool {
    toolchain.installer == .own
      || (needsOwnPip && (toolchain.creator != .venv || toolchain.interpreter.hasEnsurepip))
  }

  /// Whether something in the environment calls its pip; making one for nobody is the slowest part of a creation.
  private lazy var needsOwnPip: Bool = {
    // Whoever asks for any pip is content with the one that comes with the interpreter.
    if environment.dependencies.contains("pip") || environment.flag("uv_seed") { return true }
    let commands = ["commands_pre", "commands", "commands_post"].flatMap(environment.commands)
    let words = commands.flatMap(\.arguments) + (environment.installCommand ?? [])
    return words.contains { word in
      word.split { !($0.isLetter || $0.isNumber) }.contains { $0 == "pip" || $0 == "pip3" || $0 == "ensurepip" }
    }
  }()

  // MARK: parts

  func install(_ phase: String, _ arguments: [Argument]) -> Action {
    let installation = Installation(toolchain: toolchain, python: python, environment: environment)
    return .run(
      CommandAction(
        phase: phase, arguments: installation.command(arguments), workingDirectory: context.project.root,
        environment: installationVariables,
        programs: installation.programs))
  }

  /// What installations see, put together when the first one is planned.
  private lazy var installationVariables: [String: String] = {
    let variables = context.setupVariables.installing(
      into: environment, definesPackages: !context.project.definitions.packages.isEmpty)
    if case .uv = toolchain.installer { return SetupVariables.forUV(variables) }
    return variables
  }()

  private func command(_ phase: String, _ words: [Argument]) -> Action {
    .run(
      CommandAction(
        phase: phase, arguments: words, workingDirectory: context.project.root,
        environment: context.setupVariables.common))
  }

  /// What a step of an earlier run left; `nil` when it never came to its end.
  func recorded(_ kind: StepKind) -> String? {
    context.observation.stamps[StepID(.environment(environment.name), kind)]
  }

  func stamp(_ kind: StepKind, _ fingerprint: Fingerprint) -> Action {
    .write(path: stampPath(kind), text: fingerprint.text)
  }
}

/// The folder a path stands in.
func parent(_ path: String) -> String {
  path.lastIndex(of: "/").map { $0 == path.startIndex ? "/" : String(path[..<$0]) } ?? "."
}
