import EnvironmentModel
package import RunModel

extension Step {
  /// Something that an environment's result rests on, as far as it is known when planned.
  package enum Input: Hashable, Sendable {
    /// An artefact by its name; its content is known once it is there.
    case artifact(String)
    /// The sources of an artefact that shows changes of them at once.
    case sources(String)
    case known(StepInput)

    /// What it is and what it holds; an empty mark where it is not there.
    ///
    /// - Parameter artifact: The artefacts that are there, by name.
    package func noted(_ artifact: (String) -> ArtifactObservation?) -> StepInput {
      switch self {
      case .artifact(let name): StepInput(name: "package '\(name)'", mark: artifact(name)?.identity ?? "")
      case .sources(let name): StepInput(name: "sources of '\(name)'", mark: artifact(name)?.sources ?? "")
      case .known(let input): input
      }
    }
  }
}

extension EnvironmentDraft {
  /// What the result of the environment rests on: what it installs, what its commands speak of, and the requirements files
  /// among its dependencies.
  func inputs(in context: PlanningContext) -> [Step.Input] {
    var inputs = packages.flatMap { package -> [Step.Input] in
      switch package.source {
      case .requirement(let text):
        [.known(StepInput(name: "package '\(package.definition.name)'", mark: Digest.of(Array(text.utf8))))]
      case .artifact(let name):
        package.definition.builder == .editable ? [.artifact(name), .sources(name)] : [.artifact(name)]
      }
    }
    inputs += packages.flatMap(\.offered).sorted().map { .artifact($0) }
    inputs += referenced.artifacts.values.sorted().map { .artifact($0) }
    inputs += referenced.requirements.sorted { $0.key < $1.key }.map { name, text in
      .known(StepInput(name: "package '\(name)'", mark: Digest.of(Array(text.utf8))))
    }
    if environment.kind != .system { inputs += requirementFiles(in: context).map { .known($0) } }
    var seen: Set<Step.Input> = []
    return inputs.filter { seen.insert($0).inserted }
  }

  /// The files that dependencies name, and those that these name.
  private func requirementFiles(in context: PlanningContext) -> [StepInput] {
    let root = context.project.root
    var waiting = environment.dependencies.compactMap { RequirementLine.file(in: $0, from: root) }
    var digests: [String: String] = [:]
    while let path = waiting.popLast() {
      guard digests[path] == nil, let file = context.observation.requirementFiles[path] else { continue }
      digests[path] = Digest.of(Array(file.lines.joined(separator: "\n").utf8))
      waiting += file.includes.map(\.path)
    }
    return digests.sorted { $0.key < $1.key }.map { path, digest in
      let shown = path.hasPrefix("\(root)/") ? String(path.dropFirst(root.count + 1)) : path
      return StepInput(name: "'\(shown)'", mark: digest)
    }
  }
}
