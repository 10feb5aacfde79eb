import EnvironmentModel
import Planning
import RunModel

/// The steps that make a virtual environment and fill it.
struct VirtualenvSetup {
  let environment: Environment
  let toolchain: PythonToolchain
  let context: PlanningContext

  private var directory: String { environment.directory }
  private var python: String { "\(directory)/bin/python" }
  private var owner: StepOwner { .environment(environment.name) }
  private var variables: [String: String] { SetupVariables.of(context.observation.variables) }

  /// Where a step's fingerprint is kept.
  static func stampPath(_ directory: String, _ kind: StepKind) -> String { "\(directory)/.swtox/\(kind.rawValue)" }

  // MARK: create

  func create() -> StepDraft {
    let fingerprint = createFingerprint
    let recorded = context.observation.stamps[StepID(owner, .createEnvironment)]
    let reason: String
    if recorded == nil {
      reason = "no environment yet"
    } else if context.options.recreates || environment.flag("recreate") {
      reason = "recreate: asked for"
    } else if let recorded, let difference = fingerprint.difference(from: recorded) {
      reason = "recreate: \(difference)"
    } else if let changed = changedDependencies {
      reason = "recreate: deps changed (\(changed))"
    } else {
      return StepDraft(.createEnvironment, .reuse, reason: "reuse")
    }
    if let refusal { return StepDraft(.createEnvironment, .invalid(refusal), reason: refusal) }
    let main: [Action] =
      [.remove(directory), .createDirectory(parent(directory))] + creation
      + [.createDirectory("\(directory)/.swtox"), stamp(.createEnvironment, fingerprint)]
    return StepDraft(.createEnvironment, .perform(Recipe(main: main)), reason: reason)
  }

  /// Why the directory must not be emptied to make an environment in it; `nil` when it may.
  private var refusal: String? {
    let project = context.project
    let holds = { (folder: String, path: String) in path == folder || path.hasPrefix(folder == "/" ? "/" : folder + "/")
    }
    if holds(directory, project.root) || holds(directory, project.workDirectory) {
      return "env_dir '\(directory)' holds the project or its work directory; choose a folder of its own"
    }
    if !holds(project.workDirectory, directory), context.observation.foreignDirectories.contains(directory) {
      return "env_dir '\(directory)' holds files that swtox did not make; remove it or change env_dir"
    }
    return nil
  }

  private var createFingerprint: Fingerprint {
    Fingerprint([
      "python \(toolchain.interpreter.path) \(toolchain.interpreter.label)",
      "tool \(creatorName)",
      "system_site_packages \(environment.flag("system_site_packages"))",
      "pip \(needsOwnPip)",
    ])
  }

  private var creatorName: String {
    switch toolchain.creator {
    case .uv: "uv"
    case .venv: "venv"
    case .virtualenv: "virtualenv"
    }
  }

  private var creation: [Action] {
    let interpreter = toolchain.interpreter.path
    var words: [String]
    switch toolchain.creator {
    case .uv(let uv):
      words = [uv, "venv", "--quiet", "--no-project", "--python", interpreter]
      if needsOwnPip { words.append("--seed") }
    case .venv: words = [interpreter, "-m", "venv"] + (isVenvSeeded ? [] : ["--without-pip"])
    case .virtualenv(let tool): words = [tool, "--quiet", "--python", interpreter]
    }
    if environment.flag("system_site_packages") { words.append("--system-site-packages") }
    let isPipMissing = toolchain.creator == .venv && needsOwnPip && !isVenvSeeded
    return [command("create", words + [directory])] + (isPipMissing ? [install("seed_pip", ["pip"])] : [])
  }

  /// Whether venv is to put a pip into what it makes.
  private var isVenvSeeded: Bool {
    toolchain.installer == .own || (needsOwnPip && toolchain.interpreter.hasEnsurepip)
  }

  /// Whether something in the environment calls its pip; making one for nobody is the slowest part of a creation.
  private var needsOwnPip: Bool {
    let commands = ["commands_pre", "commands", "commands_post"].flatMap(environment.commands)
    let words = commands.flatMap(\.arguments) + [environment.text("install_command")]
    return words.contains { word in
      word.split { !($0.isLetter || $0.isNumber) }.contains { $0 == "pip" || $0 == "pip3" || $0 == "ensurepip" }
    }
  }

  // MARK: deps

  func dependencies(isNew: Bool) -> StepDraft? {
    let requirements = environment.dependencies + environment.groupRequirements
    guard !requirements.isEmpty else { return nil }
    if !isNew { return StepDraft(.installDependencies, .reuse, reason: "reuse") }
    let arguments = requirements.flatMap(RequirementLine.arguments)
    let main = [
      install("install_deps", arguments.map { .text($0) }), stamp(.installDependencies, dependencyFingerprint),
    ]
    let count = requirements.count == 1 ? "1 requirement" : "\(requirements.count) requirements"
    return StepDraft(.installDependencies, .perform(Recipe(main: main)), reason: "install \(count)")
  }

  private var dependencyFingerprint: Fingerprint {
    let lines = environment.dependencies + environment.groupRequirements
    let files = lines.compactMap { RequirementLine.file(in: $0, from: context.project.root) }
    let options = (environment.flag("pip_pre") ? ["pip_pre"] : []) + [environment.text("install_command")]
    return Fingerprint(
      lines + options.filter { !$0.isEmpty } + withIncluded(files).map { "file \($0.path) \($0.digest)" })
  }

  /// Named files and those they include, each once.
  private func withIncluded(_ files: [String]) -> [(path: String, digest: String)] {
    var waiting = files
    var seen: Set<String> = []
    var found: [(path: String, digest: String)] = []
    while let path = waiting.popLast() {
      guard seen.insert(path).inserted else { continue }
      let file = context.observation.requirementFiles[path]
      found.append((path, file?.digest ?? "missing"))
      waiting += file?.includes ?? []
    }
    return found.sorted { $0.path < $1.path }
  }

  private var changedDependencies: String? {
    let recorded = context.observation.stamps[StepID(owner, .installDependencies)]
    let requirements = environment.dependencies + environment.groupRequirements
    if requirements.isEmpty { return recorded == nil || recorded == "" ? nil : "none any more" }
    return recorded.map { dependencyFingerprint.difference(from: $0) } ?? "not installed completely"
  }

  // MARK: package

  func package(_ definition: PackageDefinition, isBuilt: Bool, isNew: Bool) -> StepDraft {
    let recorded = context.observation.stamps[StepID(owner, .installPackage)]
    let built = context.observation.artifacts[definition.name]
    let isSame = recorded != nil && recorded == built?.identity
    if isSame, !isBuilt, !isNew {
      return StepDraft(.installPackage, .reuse, reason: "reuse: \(definition.name) unchanged")
    }
    let extras = environment.extras.isEmpty ? "" : "[\(environment.extras.joined(separator: ","))]"
    let artifact = Argument.artifact(package: definition.name, suffix: extras)
    let limits = environment.flag("constrain_package_deps") ? constraints.map { Argument.text($0) } : []
    let main: [Action] =
      constraintFile + removalOfOld(isNew) + [install("install_package", limits + [artifact])]
      + replacement(artifact, isNew: isNew) + [
        .recordArtifact(package: definition.name, path: Self.stampPath(directory, .installPackage))
      ]
    return StepDraft(
      .installPackage, .perform(Recipe(main: main)),
      reason: isNew ? "install \(definition.name)" : "reinstall: \(definition.name) changed")
  }

  /// Puts the artefact in the place of a package of the same name and version, which installers take for the same.
  ///
  /// In a new environment uv prefers a file that is named; pip does not, and dependencies may have brought the package.
  private func replacement(_ artifact: Argument, isNew: Bool) -> [Action] {
    if isNew && (environment.dependencies + environment.groupRequirements).isEmpty { return [] }
    return switch toolchain.installer {
    case .uv: isNew ? [] : [install("replace_package", ["--reinstall", "--no-deps", artifact])]
    case .pip, .own: [install("replace_package", ["--force-reinstall", "--no-deps", artifact])]
    }
  }

  /// Forgets what is installed first, so that a broken installation is never taken for a good one.
  private func removalOfOld(_ isNew: Bool) -> [Action] {
    isNew ? [] : [.remove(Self.stampPath(directory, .installPackage))]
  }

  private var constraints: [String] {
    let files = environment.dependencies.compactMap { RequirementLine.file(in: $0, from: context.project.root) }
    let plain = plainConstraints.isEmpty ? [] : [constraintPath]
    return (files + plain).flatMap { ["-c", $0] }
  }

  private var plainConstraints: [String] { environment.dependencies.compactMap(RequirementLine.constraint) }
  private var constraintPath: String { "\(directory)/.swtox/constraints.txt" }
  private var constraintFile: [Action] {
    guard environment.flag("constrain_package_deps"), !plainConstraints.isEmpty else { return [] }
    return [.write(path: constraintPath, text: plainConstraints.map { $0 + "\n" }.joined())]
  }

  // MARK: parts

  private func install(_ phase: String, _ arguments: [Argument]) -> Action {
    let installation = Installation(toolchain: toolchain, python: python, environment: environment)
    return .run(
      CommandAction(
        phase: phase, arguments: installation.command(arguments), workingDirectory: context.project.root,
        environment: variables))
  }

  private func command(_ phase: String, _ words: [String]) -> Action {
    .run(
      CommandAction(
        phase: phase, arguments: words.map { .text($0) }, workingDirectory: context.project.root,
        environment: variables))
  }

  private func stamp(_ kind: StepKind, _ fingerprint: Fingerprint) -> Action {
    .write(path: Self.stampPath(directory, kind), text: fingerprint.text)
  }
}

/// The folder a path stands in.
func parent(_ path: String) -> String {
  path.lastIndex(of: "/").map { $0 == path.startIndex ? "/" : String(path[..<$0]) } ?? "."
}
