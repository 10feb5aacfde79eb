import EnvironmentModel
import Planning
import RunModel

extension VirtualenvSetup {
  /// What is installed besides the package.
  var requirements: [String] { environment.dependencies + environment.groupRequirements }

  /// The step that installs the requirements; `nil` when there are none.
  func dependencies(isNew: Bool) -> StepDraft? {
    guard !requirements.isEmpty else { return nil }
    if !isNew { return StepDraft(.installDependencies, .reuse, reason: "reuse") }
    let count = requirements.count == 1 ? "1 requirement" : "\(requirements.count) requirements"
    return StepDraft(.installDependencies, .perform(recipe { $0.dependencyActions }), reason: "install \(count)")
  }

  /// What installs the requirements; nothing when there are none.
  var dependencyActions: [Action] {
    let arguments = requirements.flatMap(RequirementLine.arguments)
    return requirements.isEmpty
      ? []
      : [install("install_deps", arguments.map { .text($0) }), stamp(.installDependencies, dependencyFingerprint)]
  }

  var dependencyFingerprint: Fingerprint {
    let files = requirements.compactMap { RequirementLine.file(in: $0, from: context.project.root) }
    return Fingerprint(
      requirements + InstallationOptions.lines(of: environment)
        + withIncluded(files).map { "file \($0.path) \($0.digest)" })
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

  /// What differs from the requirements that were installed; `nil` when nothing does.
  var changedDependencies: String? {
    let recorded = recorded(.installDependencies)
    if requirements.isEmpty { return recorded == nil || recorded == "" ? nil : "none any more" }
    return recorded.map { dependencyFingerprint.difference(from: $0) } ?? "not installed completely"
  }
}
