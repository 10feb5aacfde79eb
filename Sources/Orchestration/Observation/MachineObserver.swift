package import EnvironmentModel
package import Host
package import Planning
package import RunModel

/// Looks at everything planning needs to know, once, before it.
package struct MachineObserver {
  private let host: Host
  private let project: Project

  package init(host: Host, project: Project) {
    self.host = host
    self.project = project
  }

  /// Where an environment's stamps and a package's results are, as the drivers lay them out.
  package struct Places: Sendable {
    package var stampPath: @Sendable (Environment, StepKind) -> String
    package var resultPath: @Sendable (PackageDefinition) -> String
    package var inputsPath: @Sendable (PackageDefinition) -> String

    package init(
      stampPath: @escaping @Sendable (Environment, StepKind) -> String,
      resultPath: @escaping @Sendable (PackageDefinition) -> String,
      inputsPath: @escaping @Sendable (PackageDefinition) -> String
    ) {
      self.stampPath = stampPath
      self.resultPath = resultPath
      self.inputsPath = inputsPath
    }
  }

  /// Tools, stamps, requirement files and artefacts that concern some environments.
  ///
  /// Costs a handful of `stat` calls an environment.
  package func observe(
    _ environments: [Environment], interpreters: InterpreterFinder.Findings, places: Places
  ) -> Observation {
    var observation = Observation(
      pythons: interpreters.pythons, searchedPlaces: interpreters.places, uv: program("uv"),
      virtualenv: program("virtualenv"), variables: host.variables)
    for environment in environments {
      readStamps(of: environment, places, into: &observation)
      if isForeign(environment.directory) { observation.foreignDirectories.insert(environment.directory) }
      for line in environment.dependencies {
        if let path = RequirementLine.file(in: line, from: project.root) { readRequirements(path, into: &observation) }
      }
      if case .definition(let definition) = PackageSelection.choice(for: environment, project: project),
        observation.artifacts[definition.name] == nil
      {
        observation.artifacts[definition.name] = artifact(of: definition, places)
      }
    }
    return observation
  }

  private func program(_ name: String) -> String? {
    let folders = (host.variables["PATH"] ?? "").split(separator: ":").filter { !$0.hasSuffix("/shims") }
    return folders.lazy.map { "\($0)/\(name)" }.first(where: host.files.isExecutableFile)
  }

  private func isForeign(_ directory: String) -> Bool {
    // What cannot be listed is a file, or nothing.
    guard let names = try? host.files.list(directory) else { return host.files.exists(directory) }
    return !names.isEmpty && !names.contains(".swtox")
  }

  /// An environment without its interpreter is none, whatever stamps are left.
  private func readStamps(of environment: Environment, _ places: Places, into observation: inout Observation) {
    guard host.files.isExecutableFile("\(environment.directory)/bin/python") else { return }
    for kind in [StepKind.createEnvironment, .installDependencies, .installPackage] {
      guard let bytes = try? host.files.read(places.stampPath(environment, kind)) else { continue }  // not done yet
      observation.stamps[StepID(.environment(environment.name), kind)] = String(decoding: bytes, as: UTF8.self)
    }
  }

  private func readRequirements(_ path: String, into observation: inout Observation) {
    guard observation.requirementFiles[path] == nil else { return }
    guard let bytes = try? host.files.read(path) else { return }  // the installer will say that it is missing
    let folder = String(path[..<(path.lastIndex(of: "/") ?? path.startIndex)])
    let lines = String(decoding: bytes, as: UTF8.self).split(whereSeparator: \.isNewline).map { String(trimmed($0)) }
    let includes = lines.compactMap { RequirementLine.file(in: $0, from: folder) }
    observation.requirementFiles[path] = RequirementFile(digest: Digest.of(bytes), includes: includes)
    for include in includes { readRequirements(include, into: &observation) }
  }

  /// What the last build left, unless it is gone.
  private func artifact(of definition: PackageDefinition, _ places: Places) -> ArtifactObservation? {
    guard var artifact = try? BuildResult.read(places.resultPath(definition), host.files),
      let recorded = try? host.files.read(places.inputsPath(definition))
    else { return nil }  // not built yet, or not to its end
    artifact.changedInput = InputManifest(bytes: recorded).firstChange(root: definition.root, files: host.files)
    return artifact
  }
}
