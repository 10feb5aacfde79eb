import Artifacts
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

  /// Tools, stamps, requirement files and artefacts that concern some environments.
  ///
  /// Costs a handful of `stat` calls an environment, and one for each program and folder of PATH.
  ///
  /// - Parameters:
  ///   - definitions: The packages that they may need.
  ///   - known: The files of `existing` definitions.
  ///   - buildSystems: How packages are built, by the absolute path of their folder.
  ///   - tools: The programs that drivers and builders may run.
  ///   - files: The absolute paths, or shell patterns of them, of files whose content decides what environments are made
  ///     of.
  ///   - buildFiles: Shell patterns of files by which builders know sources, looked for below the definitions' roots.
  ///   - marks: The absolute paths of what is there once a step is done.
  ///   - stampPath: Where a step of an environment leaves its stamp.
  package func observe(
    _ environments: [Environment], definitions: [PackageDefinition] = [], known: KnownArtifacts = KnownArtifacts(),
    buildSystems: [String: BuildSystem] = [:], tools: [Tool] = [], files: [String] = [], buildFiles: [String] = [],
    interpreters: InterpreterFinder.Findings, marks: (Environment, StepKind) -> [String],
    stampPath: (Environment, StepKind) -> String
  ) async -> Observation {
    let finder = ProgramFinder(host: host)
    var observation = Observation(
      pythons: interpreters.pythons, searchedPlaces: interpreters.places, uv: finder.path(of: "uv"),
      virtualenv: finder.path(of: "virtualenv"), variables: host.variables)
    for environment in environments { observe(environment, stampPath, marks, into: &observation) }
    for tool in tools { observation.programs[tool.name] = finder.path(of: tool) }
    for path in existing(files) {
      guard let bytes = try? host.files.read(path) else { continue }  // the driver says that it is missing
      let text = String(decoding: bytes, as: UTF8.self)
      observation.texts[path] = text
      readNamedRequirements(in: text, at: path, into: &observation)
    }
    if environments.contains(where: { $0.kind == .npm }) || definitions.contains(where: { $0.builder == .npm }) {
      observation.nodes = await NodeFinder(
        host: host, pythons: interpreters.pythons,
        named: environments.flatMap { $0.list("base_node") }.filter { $0.hasPrefix("/") }
      ).find()
    }
    observation.buildFiles = self.buildFiles(buildFiles, below: Set(definitions.map(\.root)))
    for definition in definitions where !definition.inputs.isEmpty {
      let tree = SourceTree(root: definition.root, files: host.files)
      observation.barrenInputs[definition.name] = definition.inputs.filter { tree.paths(matching: [$0]).isEmpty }
    }
    observation.artifacts = await artifacts(of: definitions, buildSystems)
    for file in known.files.values.joined() {
      // A file that cannot be read was told with the files.
      guard let bytes = try? host.files.read(file.path) else { continue }
      observation.artifacts[file.name] = ArtifactObservation(
        path: file.path, identity: "\(file.fileName) \(SHA256.hash(of: bytes))", changedInput: nil)
    }
    return observation
  }

  /// What an environment left, and what stands in its place or is named by it.
  private func observe(
    _ environment: Environment, _ stampPath: (Environment, StepKind) -> String,
    _ marks: (Environment, StepKind) -> [String], into observation: inout Observation
  ) {
    readStamps(of: environment, stampPath, marks, into: &observation)
    if isForeign(environment.directory) { observation.foreignDirectories.insert(environment.directory) }
    observation.obstructions[environment.directory] = obstruction(at: environment.directory)
    let attached = environment.text("attach")
    if environment.kind == .system, !attached.isEmpty { observation.attachments[attached] = attachment(attached) }
    for name in environment.list("constraints") where !name.contains("://") {
      readRequirements(absolutePath(name, from: project.root), into: &observation)
    }
    for line in environment.dependencies {
      if let path = RequirementLine.file(in: line, from: project.root) { readRequirements(path, into: &observation) }
    }
  }

  /// Paths, and what patterns among them match.
  private func existing(_ patterns: [String]) -> [String] {
    let glob = GlobExpansion(files: host.files)
    let paths = patterns.flatMap { pattern in
      // A name may look like a pattern.
      [pattern] + (WildcardPattern.isPattern(pattern) ? glob.paths(matching: pattern, from: "/") : [])
    }
    return Set(paths).sorted()
  }

  /// Requirement files that a list for pip in a file of conda names.
  private func readNamedRequirements(in text: String, at path: String, into observation: inout Observation) {
    guard path.hasSuffix(".yml") || path.hasSuffix(".yaml") else { return }
    let folder = String(path[..<(path.lastIndex(of: "/") ?? path.startIndex)])
    for line in text.split(whereSeparator: \.isNewline) {
      let item = line.drop { $0 == " " || $0 == "\t" }
      guard item.hasPrefix("- ") else { continue }
      let words = String(trimmed(item.dropFirst(2)))
      if let file = RequirementLine.file(in: words, from: folder) { readRequirements(file, into: &observation) }
    }
  }

  private func attachment(_ path: String) -> Attachment {
    if host.files.exists("\(path)/pyvenv.cfg") { return .virtualEnvironment }
    if host.files.isDirectory("\(path)/conda-meta") { return .conda }
    if path.split(separator: "/").last?.hasPrefix("container:") ?? false { return .container }
    // A prefix has programs too, but tells of no system.
    if path != "/", host.files.exists("\(path)/bin/sh"), host.files.exists("\(path)/etc/passwd") {
      return .root
    }
    return host.files.isDirectory("\(path)/bin") ? .prefix : .missing
  }

  private func buildFiles(_ patterns: [String], below roots: Set<String>) -> [String: [String]] {
    if patterns.isEmpty { return [:] }
    let glob = GlobExpansion(files: host.files)
    return Dictionary(
      uniqueKeysWithValues: roots.map { root in
        let paths = patterns.flatMap { glob.paths(matching: $0, from: root) }.filter { !host.files.isDirectory($0) }
        return (root, Set(paths).sorted().map { String($0.dropFirst(root == "/" ? 1 : root.count + 1)) })
      })
  }

  private func isForeign(_ directory: String) -> Bool {
    // What cannot be listed is a file, or nothing.
    guard let names = try? host.files.list(directory) else {
      return host.files.exists(directory) && !isOwnRedirect(directory)
    }
    return !names.isEmpty && !names.contains(".swtox")
  }

  /// Whether a file names an environment of ours to editors, and can go.
  private func isOwnRedirect(_ path: String) -> Bool {
    guard path.hasSuffix("/\(VenvRedirect.fileName)"), let status = host.files.status(path), status.byteCount < 10_000,
      let bytes = try? host.files.read(path)  // unreadable, so none of ours
    else { return false }
    let folder = String(path.dropLast(VenvRedirect.fileName.count + 1))
    return VenvRedirect.target(of: bytes, in: folder)?.hasPrefix(project.workDirectory + "/") ?? false
  }

  /// What stands in an environment's place; `nil` for a folder, for nothing, and for the file that names an environment.
  private func obstruction(at directory: String) -> String? {
    guard let status = host.files.status(directory) else { return nil }
    if host.files.isLink(directory) {
      return "'\(directory)' is a link where this environment should live; delete it"
    }
    if status.kind == .directory { return nil }
    if isOwnRedirect(directory) { return nil }
    return "'\(directory)' is a file where this environment should live and not a redirect tox wrote; delete it"
  }

  private func readStamps(
    of environment: Environment, _ stampPath: (Environment, StepKind) -> String,
    _ marks: (Environment, StepKind) -> [String], into observation: inout Observation
  ) {
    for kind in [StepKind.createEnvironment, .installDependencies, .installPackage, .activateEnvironment] {
      // Stamps of an environment that somebody has half removed say nothing.
      let missing = marks(environment, kind).first { !host.files.exists($0) }
      guard let bytes = try? host.files.read(stampPath(environment, kind)) else { continue }  // not done yet
      if let missing {
        guard kind == .createEnvironment else { continue }
        observation.brokenEnvironments[environment.name] = BrokenEnvironment(
          fingerprint: String(decoding: bytes, as: UTF8.self), missingPath: missing)
        continue
      }
      observation.stamps[StepID(.environment(environment.name), kind)] = String(decoding: bytes, as: UTF8.self)
    }
  }

  private func readRequirements(_ path: String, into observation: inout Observation) {
    guard observation.requirementFiles[path] == nil else { return }
    guard let bytes = try? host.files.read(path) else { return }  // the installer will say that it is missing
    let folder = String(path[..<(path.lastIndex(of: "/") ?? path.startIndex)])
    let file = RequirementFile(text: String(decoding: bytes, as: UTF8.self), in: folder)
    observation.requirementFiles[path] = file
    for include in file.includes { readRequirements(include.path, into: &observation) }
  }

  // MARK: Artefacts

  /// What earlier builds left, by their names.
  private func artifacts(
    of definitions: [PackageDefinition], _ systems: [String: BuildSystem]
  ) async -> [String: ArtifactObservation] {
    let store = ArtifactStore(workDirectory: project.workDirectory, files: host.files)
    let folders = buildNames
    var listings: [BuildInputs: SourceListing] = [:]
    var found: [String: ArtifactObservation] = [:]
    for definition in definitions {
      let inputs = BuildInputs(of: definition, system: systems[definition.root] ?? .legacy, in: project)
      for folder in folders where PackageBuild.isBuild(folder, of: definition.name) {
        let place = PackageFolder(of: folder, in: project)
        // Without a list of its inputs a build cannot be told to be fresh.
        guard var artifact = store.last(of: place), let recorded = try? host.files.read(place.inputsPath) else {
          continue
        }
        let listing: SourceListing
        if let known = listings[inputs] {
          listing = known
        } else {
          listing = await SourceFinder(host: host).listing(of: inputs)
          listings[inputs] = listing
        }
        // Others than commands leave their results in a folder of their own.
        let result = definition.builder == .command ? definition.artifactPattern : ""
        let manifest = InputManifest(bytes: recorded)
        artifact.sources = manifest.contentMark
        let changed = manifest.firstChange(
          listing, root: inputs.root, result: result, files: host.files)
        artifact.changedInput = artifact.changedInput ?? changed
        found[folder] = artifact
      }
    }
    return found
  }

  /// The names of builds that have a folder.
  private var buildNames: [String] {
    let names = (try? host.files.list(project.workDirectory)) ?? []  // no work directory yet
    return names.filter { $0.hasPrefix(PackageFolder.prefix) }.map { String($0.dropFirst(PackageFolder.prefix.count)) }
  }
}
