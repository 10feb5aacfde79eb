import EnvironmentModel
import Planning
import RunModel

extension VirtualenvSetup {
  /// The step that installs the packages; `nil` when there are none.
  ///
  /// - Parameters:
  ///   - isNew: Whether the environment is made, so that nothing is in it.
  ///   - isGrown: Whether requirements are installed beside those that were there, which may have brought others of what
  ///     the packages need.
  func installation(isNew: Bool, isGrown: Bool = false) -> StepDraft? {
    guard !packages.isEmpty else { return nil }
    let recorded = recorded(.installPackage)
    let isBuilt = packages.contains(where: \.isBuilt)
    let names = packages.map(\.definition.name).joined(separator: ", ")
    let known = identities
    if let recorded, let known, recorded == known + packageOptions, !isBuilt, !isNew, !isGrown {
      return StepDraft(.installPackage, .reuse, reason: "reuse: \(names) unchanged")
    }
    return StepDraft(
      .installPackage, .perform(recipe { $0.installationActions(isNew: isNew) }),
      reason: isNew || recorded == nil
        ? "install \(names)"
        : "reinstall: \(names) \(isGrown ? "beside more requirements" : change(from: recorded, isBuilt))")
  }

  private func installationActions(isNew: Bool) -> [Action] {
    let words = (environment.flag("constrain_package_deps") ? constraints : []) + ownLimits
    let limits = words.map { Argument.text($0) }
    let arguments = offers + limits + overrides + packages.map(argument)
    let files = constraintFile + limitFile + offerFile + overrideFile
    return wheelCheck + extraCheck + renewal(isNew: isNew) + files + removalOfOld(isNew) + [
      install("install_package", arguments)
    ]
      + enforcement
      + replacement(isNew: isNew) + [
        .recordArtifacts(
          packages.map(\.source) + offeredNames.map { .artifact($0) }, options: packageOptions,
          path: stampPath(.installPackage)),
        .recordRequirements(needs),
      ]
  }

  /// What the packages bring with them.
  private var needs: PackageRequirements {
    PackageRequirements(
      artifacts: packages.compactMap(\.artifact), extras: environment.extras, path: "\(stampFolder)/requirements")
  }

  /// Of the interpreter of an environment that is there already nothing is known.
  private var wheelCheck: [Action] {
    let names = packages.compactMap(\.artifact)
    if names.isEmpty || toolchain.interpreter.version.isEmpty { return [] }
    return [
      .checkWheels(
        artifacts: names, interpreter: toolchain.interpreter, platform: context.observation.machine)
    ]
  }

  private var extraCheck: [Action] {
    let isOpen = packages.contains { $0.artifact == nil }
    return environment.extras.isEmpty || packages.isEmpty || isOpen ? [] : [.checkExtras(needs)]
  }

  /// Makes the environment anew where the packages need less than before, which is known once they are built.
  private func renewal(isNew: Bool) -> [Action] {
    guard !isNew, let renewal else { return [] }
    return [.renew(ifLess: needs, by: renewal)]
  }

  /// Why what is installed will not do.
  private func change(from recorded: String?, _ isBuilt: Bool) -> String {
    let isSame = !isBuilt && (recorded ?? "").hasPrefix(identities ?? "-")
    return isSame ? "wanted with other options" : "changed"
  }

  /// What is installed when all goes well, as it is written down; `nil` while it is not known.
  private var identities: String? {
    var lines: [String] = []
    for package in packages {
      switch package.source {
      case .requirement(let text): lines.append("index \(text)")
      case .artifact(let name):
        guard let identity = context.observation.artifacts[name]?.identity else { return nil }
        lines.append(identity)
      }
    }
    for name in offeredNames {
      guard let identity = context.observation.artifacts[name]?.identity else { return nil }
      lines.append(identity)
    }
    return lines.joined(separator: "\n")
  }

  private func argument(_ package: PackageInstallation) -> Argument {
    let extras = environment.extras.isEmpty ? "" : "[\(environment.extras.joined(separator: ","))]"
    switch package.source {
    case .artifact(let name): return .artifact(package: name, suffix: extras)
    case .requirement(let text): return .text(Self.requirement(text, with: extras))
    }
  }

  /// A requirement with extras behind the name, unless it has some itself.
  private static func requirement(_ text: String, with extras: String) -> String {
    let name = text.prefix { $0.isLetter || $0.isNumber || "-_.".contains($0) }
    let rest = text[name.endIndex...]
    return rest.hasPrefix("[") ? text : "\(name)\(extras)\(rest)"
  }

  /// Options by which an installer takes the artefacts that packages need, rather than a release of the same name.
  private var offers: [Argument] { offeredNames.isEmpty ? [] : ["-c", .text(offerPath)] }
  private var offerPath: String { "\(stampFolder)/offered.txt" }
  private var offerFile: [Action] {
    offeredNames.isEmpty ? [] : [.writeConstraints(artifacts: offeredNames, path: offerPath)]
  }

  /// What others of the packages need and is none of them.
  private var offeredNames: [String] {
    Set(packages.flatMap(\.offered)).subtracting(packages.compactMap(\.artifact)).sorted()
  }

  // MARK: Forced requirements

  /// Whether the installer takes requirements in the place of those that packages bring.
  private var takesOverrides: Bool {
    if case .uv = toolchain.installer { environment.installCommand == nil } else { false }
  }
  private var overridePath: String { "\(stampFolder)/forced.txt" }
  private var forcedText: String { environment.forcedRequirements.map { $0 + "\n" }.joined() }
  private var hasOverrides: Bool { takesOverrides && !environment.forcedRequirements.isEmpty }
  var overrides: [Argument] { hasOverrides ? ["--override", .text(overridePath)] : [] }
  var overrideFile: [Action] { hasOverrides ? [.write(path: overridePath, text: forcedText)] : [] }

  /// Where the installer knows no such thing, it puts them in the place of what the packages brought.
  private var enforcement: [Action] {
    let forced = environment.forcedRequirements
    return forced.isEmpty || takesOverrides ? [] : [install("force_deps", forced.map { .text($0) })]
  }

  // MARK: Staleness

  /// Why an environment cannot become what is wanted by installing more into it; `nil` when it can.
  ///
  /// Installers leave alone what is no longer asked for, and what they think is there already.
  var staleInstallation: String? {
    guard let recorded = recorded(.installPackage), !packages.isEmpty else { return nil }
    let lines = recorded.split(separator: "\n").map(String.init)
    let wanted = Set(packageOptions.split(separator: "\n").map(String.init))
    let releases = packages.compactMap { package in
      if case .requirement(let text) = package.source { "index \(text)" } else { nil }
    }
    for line in lines where !wanted.contains(line) {
      if line.hasPrefix("package ") { return "package '\(line.dropFirst("package ".count))' is not wanted any more" }
      if line.hasPrefix("index "), !releases.contains(line) {
        return "'\(line.dropFirst("index ".count))' is not wanted any more"
      }
      if line.hasPrefix("forced ") { return "'\(line.dropFirst("forced ".count))' is not forced any more" }
      if line.hasPrefix("extra ") { return "extra '\(line.dropFirst("extra ".count))' is not wanted any more" }
    }
    // Of what was found or chosen otherwise, installers leave what is there.
    let known = Set(lines.filter { RequirementChange.isOption($0) })
    if requirements.isEmpty, known != wanted.filter({ RequirementChange.isOption($0) }) {
      return "what the package brings is chosen otherwise"
    }
    let isOfferChanged = offeredNames.contains { name in
      context.observation.artifacts[name].map { !lines.contains($0.identity) } ?? true
    }
    return isOfferChanged || packages.contains(where: \.isOfferBuilt) ? "what a package needs changed" : nil
  }

  /// What besides the artefacts themselves decides what is installed with them.
  private var packageOptions: String {
    let lines =
      packages.map { "package \($0.definition.name)" }.sorted() + environment.extras.sorted().map { "extra \($0)" }
      + environment.forcedRequirements.map { "forced \($0)" }
      + (environment.flag("constrain_package_deps") ? ["constrained"] : [])
      + (usesFrozenConstraints ? ["constrained by what was installed"] : [])
      + choosingLines
    return lines.map { "\n\($0)" }.joined()
  }

  /// Puts the artefacts in the place of packages of the same name and version, which installers take for the same.
  ///
  /// In a new environment uv prefers a file that is named; pip does not, and dependencies may have brought the package.
  private func replacement(isNew: Bool) -> [Action] {
    if isNew && requirements.isEmpty { return [] }
    let artifacts = packages.filter { $0.artifact != nil }.map(argument)
    if artifacts.isEmpty { return [] }
    if case .uv = toolchain.installer, environment.installCommand == nil {
      return isNew ? [] : [install("replace_package", ["--reinstall", "--no-deps"] + artifacts)]
    }
    return [install("replace_package", ["--force-reinstall", "--no-deps"] + artifacts)]
  }

  /// Forgets what is installed first, so that a broken installation is never taken for a good one.
  private func removalOfOld(_ isNew: Bool) -> [Action] {
    isNew ? [] : [.remove(stampPath(.installPackage))]
  }

  /// `constraints` without the packages themselves, which are what they are.
  private var ownLimits: [String] {
    if constraintFiles.isEmpty { return [] }
    let names = packages.compactMap(\.artifact)
    return names.isEmpty ? constraintArguments : ["-c", limitPath]
  }

  private var limitPath: String { "\(stampFolder)/limits.txt" }
  private var limitFile: [Action] {
    let names = packages.compactMap(\.artifact)
    if constraintFiles.isEmpty || names.isEmpty { return [] }
    return [.limitConstraints(files: constraintFiles, without: names, path: limitPath)]
  }

  private var constraints: [String] {
    if usesFrozenConstraints { return requirements.isEmpty ? [] : ["-c", constraintPath] }
    let files = environment.dependencies.compactMap { RequirementLine.file(in: $0, from: context.project.root) }
    let plain = plainConstraints.isEmpty ? [] : [constraintPath]
    return (files + plain).flatMap { ["-c", $0] }
  }

  private var plainConstraints: [String] { environment.dependencies.compactMap(RequirementLine.constraint) }
  var constraintPath: String { "\(directory)/.swtox/constraints.txt" }
  private var constraintFile: [Action] {
    guard environment.flag("constrain_package_deps"), !usesFrozenConstraints, !plainConstraints.isEmpty else {
      return []
    }
    return [.write(path: constraintPath, text: plainConstraints.map { $0 + "\n" }.joined())]
  }
}
