import EnvironmentModel
import Planning
import RunModel

extension VirtualenvSetup {
  /// What is installed besides the package.
  var requirements: [String] {
    environment.lockedRequirements ?? environment.dependencies + environment.groupRequirements
  }

  /// The step that installs the requirements; `nil` when there are none.
  ///
  /// - Parameter isNew: Whether the environment is made, so that nothing is in it.
  func dependencies(isNew: Bool) -> StepDraft? {
    guard !requirements.isEmpty else { return nil }
    let count = requirements.count == 1 ? "1 requirement" : "\(requirements.count) requirements"
    if isNew {
      return StepDraft(.installDependencies, .perform(recipe { $0.dependencyActions }), reason: "install \(count)")
    }
    guard case .additions(let words) = requirementChange else {
      return StepDraft(.installDependencies, .reuse, reason: "reuse")
    }
    // Broken off, it leaves no fingerprint, by which the next run sees that.
    let recipe = recipe { [.remove($0.stampPath(.installDependencies))] + $0.dependencyActions }
    return StepDraft(.installDependencies, .perform(recipe), reason: "install more: \(words)")
  }

  /// What installs the requirements; nothing when there are none.
  var dependencyActions: [Action] {
    if requirements.isEmpty { return [] }
    let end = freezing + [stamp(.installDependencies, dependencyFingerprint)]
    guard let locked = environment.lockedRequirements else {
      let arguments = requirements.flatMap(RequirementLine.arguments) + constraintArguments
      return overrideFile + [install("install_deps", overrides + arguments.map { .text($0) })] + end
    }
    // Hashes stand in files alone, and what is locked needs nothing besides.
    let path = "\(stampFolder)/pylock.txt"
    return [
      .write(path: path, text: locked.map { $0 + "\n" }.joined()),
      install("install_deps", ["--no-deps", "-r", .text(path)]),
    ] + end
  }

  // MARK: Constraints

  /// The files and addresses of `constraints`, as options of an installer.
  var constraintArguments: [String] { constraintFiles.flatMap { ["-c", $0] } }

  var constraintFiles: [String] {
    environment.list("constraints").map { $0.contains("://") ? $0 : absolutePath($0, from: context.project.root) }
  }

  /// Whether what the requirements came to limits what the package brings.
  var usesFrozenConstraints: Bool {
    environment.flag("constrain_package_deps") && environment.flag("use_frozen_constraints") && constraintFiles.isEmpty
  }

  /// Writes down what was installed, for the package to keep to.
  private var freezing: [Action] {
    guard usesFrozenConstraints else { return [] }
    let list: [String] =
      switch toolchain.installer {
      case .uv(let uv): [uv, "pip", "freeze", "--python", python]
      case .pip(let interpreter): [interpreter, "-m", "pip", "--python", python, "freeze"]
      case .own: [python, "-m", "pip", "freeze"]
      }
    // What was installed from a folder limits nothing.
    let script =
      #"file=$1; shift; "$@" >"$file.all" && { grep -v -e '^-' -e ' @ ' "$file.all" >"$file"; rm "$file.all"; }"#
    return [
      .run(
        CommandAction(
          phase: "freeze", arguments: (["/bin/sh", "-c", script, "sh", constraintPath] + list).map { .text($0) },
          workingDirectory: context.project.root, environment: context.setupVariables.common))
    ]
  }

  // MARK: Changes

  /// The requirements, those that files ask for too; how they are found, and what limits them.
  var dependencyFingerprint: Fingerprint {
    var lines = requirements.filter { RequirementLine.file(in: $0, from: context.project.root) == nil }.map {
      RequirementLine.isOption($0) ? "option \($0)" : $0
    }
    lines += optionLines
    if environment.lockedRequirements != nil { lines.append("option locked") }
    if usesFrozenConstraints { lines.append("option what is installed limits the package") }
    let named = requirements.compactMap { RequirementLine.include(in: $0, from: context.project.root) }
    return Fingerprint(lines + contents(of: named + limits))
  }

  /// How installers find and choose what they install, and what `constraints` says.
  var choosingLines: [String] { optionLines + contents(of: limits) }

  private var optionLines: [String] { InstallationOptions.lines(of: environment).map { "option \($0)" } }
  private var limits: [RequirementFile.Include] {
    constraintFiles.map { RequirementFile.Include($0, isConstraint: true) }
  }

  /// What files ask for, with those that they name, each once; in which of them it stands changes nothing.
  private func contents(of files: [RequirementFile.Include]) -> [String] {
    var waiting = files
    var seen: Set<RequirementFile.Include> = []
    var lines: [String] = []
    while let item = waiting.popLast() {
      guard seen.insert(item).inserted else { continue }
      guard let file = context.observation.requirementFiles[item.path] else {
        lines.append("\(item.isConstraint ? "constraint " : "")file \(item.path)")
        continue
      }
      lines += file.lines.map { line in
        item.isConstraint ? "constraint \(line)" : RequirementLine.isOption(line) ? "option \(line)" : line
      }
      waiting += file.includes.map { .init($0.path, isConstraint: $0.isConstraint || item.isConstraint) }
    }
    return lines.sorted()
  }

  /// What became of the requirements since they were installed.
  var requirementChange: RequirementChange {
    let recorded = recorded(.installDependencies)
    if requirements.isEmpty {
      let lines = (recorded ?? "").split(separator: "\n")
      return lines.allSatisfy(RequirementChange.isOption) ? .none : .others("none any more")
    }
    guard let recorded else { return .others("not installed completely") }
    let change = RequirementChange(from: recorded, to: dependencyFingerprint)
    // What is written down of an environment that has grown would limit the package by itself.
    if usesFrozenConstraints, case .additions(let words) = change { return .others(words) }
    return change
  }

  /// What differs from the requirements that were installed; `nil` when nothing does.
  var changedDependencies: String? {
    switch requirementChange {
    case .none: nil
    case .additions(let words), .others(let words): words
    }
  }
}
