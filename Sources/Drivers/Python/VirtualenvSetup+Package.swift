import EnvironmentModel
import Planning
import RunModel

extension VirtualenvSetup {
  /// The step that installs the package; `nil` when there is none.
  func installation(isBuilt: Bool, isNew: Bool) -> StepDraft? {
    guard let definition = package else { return nil }
    let recorded = recorded(.installPackage)
    let built = context.observation.artifacts[definition.name]?.identity
    if let recorded, let built, recorded == built + packageOptions, !isBuilt, !isNew {
      return StepDraft(.installPackage, .reuse, reason: "reuse: \(definition.name) unchanged")
    }
    let extras = environment.extras.isEmpty ? "" : "[\(environment.extras.joined(separator: ","))]"
    let artifact = Argument.artifact(package: definition.name, suffix: extras)
    let limits = environment.flag("constrain_package_deps") ? constraints.map { Argument.text($0) } : []
    let main: [Action] =
      constraintFile + removalOfOld(isNew) + [install("install_package", limits + [artifact])]
      + replacement(artifact, isNew: isNew) + [
        .recordArtifact(
          package: definition.name, options: packageOptions, path: Self.stampPath(directory, .installPackage))
      ]
    let isChanged = isBuilt || recorded.map { !$0.hasPrefix(built ?? "-") } ?? false
    let change = recorded == nil ? "not installed completely" : isChanged ? "changed" : "wanted with other options"
    return StepDraft(
      .installPackage, .perform(Recipe(main: main)),
      reason: isNew ? "install \(definition.name)" : "reinstall: \(definition.name) \(change)")
  }

  /// What besides the artefact itself decides what is installed with it.
  private var packageOptions: String {
    let lines =
      environment.extras.sorted().map { "extra \($0)" }
      + (environment.flag("constrain_package_deps") ? ["constrained"] : []) + InstallationOptions.lines(of: environment)
    return lines.map { "\n\($0)" }.joined()
  }

  /// Puts the artefact in the place of a package of the same name and version, which installers take for the same.
  ///
  /// In a new environment uv prefers a file that is named; pip does not, and dependencies may have brought the package.
  private func replacement(_ artifact: Argument, isNew: Bool) -> [Action] {
    if isNew && requirements.isEmpty { return [] }
    if case .uv = toolchain.installer, environment.installCommand == nil {
      return isNew ? [] : [install("replace_package", ["--reinstall", "--no-deps", artifact])]
    }
    return [install("replace_package", ["--force-reinstall", "--no-deps", artifact])]
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
}
