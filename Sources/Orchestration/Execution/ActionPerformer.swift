import Artifacts
import EnvironmentModel
import Host
import Planning

/// Performs the actions that are no commands and have none in them.
struct ActionPerformer {
  let host: Host
  let artifacts: ArtifactBoard
  /// Where artefacts are kept; `nil` where nothing is built.
  var store: ArtifactStore?
  /// The number of the run.
  var run = 0
  /// Asked while it waits for other programs whether to go on waiting.
  var isWanted: () -> Bool = { true }
  /// Told in a sentence what it waits for.
  var onWait: (String) -> Void = { _ in }

  /// - Returns: What people should know of it, as a sentence; mostly nothing.
  @discardableResult
  func perform(_ action: Action) async throws(FileError) -> String? {
    switch action {
    case .run, .hold, .renew, .noteEnvironment, .askKind, .collectTestReports, .captureVariables, .tell: break
    case .createDirectory(let path): try host.files.createDirectory(path)
    case .remove(let path): try host.files.remove(path)
    case .copySources(let source, let destination):
      try makeFolder(of: destination)
      try host.files.copy(source, to: destination, leavingOut: LeftOutFolders(marks: SourceRules.generatedMarks))
    case .refreshSources(let source, let copy, let record): try refresh(copy, from: source, record: record)
    case .checkNode(let names, let target): try checkNode(names, target)
    case .clear(let path, let kept): try FolderClearing(files: host.files, kept: kept).clear(path)
    case .writeCondaVariables(let prefix, let path):
      try makeFolder(of: path)
      try host.files.write(Array(try CondaVariables(files: host.files).script(of: prefix).utf8), to: path)
    case .writeCondaChannel(let names, let subdir, let path):
      try CondaChannel(files: host.files).write(names.compactMap { artifacts[$0]?.path }, for: subdir, to: path)
    case .write(let path, let text):
      try makeFolder(of: path)
      try host.files.write(Array(text.utf8), to: path)
    case .collectArtifact(let collection): return try await collect(collection)
    case .recordArtifacts(let sources, let options, let path):
      try makeFolder(of: path)
      try host.files.write(Array((sources.map(line).joined(separator: "\n") + options).utf8), to: path)
    case .checkWheels(let names, let interpreter, let platform): try checkWheels(names, interpreter, platform)
    case .checkExtras(let requirements):
      try InstalledRequirements(files: host.files, artifacts: artifacts).checkExtras(of: requirements)
    case .recordRequirements(let requirements):
      try makeFolder(of: requirements.path)
      try InstalledRequirements(files: host.files, artifacts: artifacts).record(requirements)
    case .writeConstraints(let names, let path):
      try makeFolder(of: path)
      let lines = names.compactMap { artifacts[$0].flatMap { Self.constraint($0.path) } }
      try host.files.write(Array(lines.joined().utf8), to: path)
    case .limitConstraints(let files, let names, let path): try limit(by: files, without: names, path)
    case .recordInputs(let inputs, let path):
      try makeFolder(of: path)
      let listing = await SourceFinder(host: host).listing(of: inputs)
      try host.files.write(InputManifest.observe(listing, root: inputs.root, files: host.files).bytes, to: path)
    }
    return nil
  }

  private func limit(by files: [String], without names: [String], _ path: String) throws(FileError) {
    try makeFolder(of: path)
    let own = Set(names.compactMap { artifacts[$0].flatMap { Self.distribution($0.path) } })
    let lines = try limits(in: files).filter { RequirementLine.name($0).map { !own.contains($0) } ?? true }
    try host.files.write(Array(lines.map { $0 + "\n" }.joined().utf8), to: path)
  }

  /// The lines of files of constraints and of those that they name.
  private func limits(in paths: [String]) throws(FileError) -> [String] {
    var lines: [String] = []
    var seen: Set<String> = []
    var waiting = Array(paths.reversed())
    while let path = waiting.popLast() {
      guard seen.insert(path).inserted else { continue }
      if path.contains("://") {
        lines.append("-c \(path)")
        continue
      }
      let folder = String(path[..<(path.lastIndex(of: "/") ?? path.startIndex)])
      let file = RequirementFile(text: String(decoding: try host.files.read(path), as: UTF8.self), in: folder)
      lines += file.lines
      waiting += file.includes.map(\.path).reversed()
    }
    return lines
  }

  /// The name of the package in a file, normalized.
  private static func distribution(_ path: String) -> String? {
    path.split(separator: "/").last.flatMap { RequirementLine.name(String($0.prefix { $0 != "-" })) }
  }

  private func refresh(_ copy: String, from source: String, record: String) throws(FileError) {
    try makeFolder(of: record)
    try makeFolder(of: copy)
    try SourceRefresh(files: host.files, leftOut: SourceRules.ofCopies).refresh(copy, from: source, record: record)
  }

  private func checkWheels(
    _ names: [String], _ interpreter: Interpreter, _ platform: PythonPlatform
  ) throws(FileError) {
    for artifact in names.compactMap({ artifacts[$0] }) {
      guard let reason = artifact.misfit(interpreter, on: platform) else { continue }
      throw FileError(operation: "install", path: artifact.path, code: 0, reason: "it \(reason)")
    }
  }

  private func checkNode(_ names: [String], _ target: NodeTarget) throws(FileError) {
    for path in names.compactMap({ artifacts[$0]?.path }) {
      let fileName = path.split(separator: "/").last.map(String.init) ?? ""
      // What cannot be read, its installer will say more about.
      guard
        case .npm(let metadata)? = try? ArtifactReader.metadata(
          of: fileName, source: FileByteSource(path, host.files)),
        case .incompatible(let reason) = target.compatibility(with: metadata)
      else { continue }
      throw FileError(operation: "install", path: path, code: 0, reason: "it \(reason)")
    }
  }

  /// What is written down of something that was installed.
  private func line(_ source: PackageInstallation.Source) -> String {
    switch source {
    case .artifact(let name): artifacts[name]?.identity ?? ""
    case .requirement(let text): "index \(text)"
    }
  }

  private func collect(_ collection: ArtifactCollection) async throws(FileError) -> String? {
    let result = try BuildResult(files: host.files).find(collection)
    guard let store else { return result.note }
    let needs = collection.needed.mapValues { artifacts[$0]?.identity ?? "" }
    let artifact = try await store.add(
      ArtifactStore.Addition(
        collection: collection, path: result.path, companions: result.companions, needs: needs, run: run),
      clock: host.clock, isWanted: isWanted, onWait: onWait)
    artifacts.publish(artifact, of: collection.build)
    return result.note
  }

  /// A line that ties the name of a Python package to a file; `nil` for other files.
  private static func constraint(_ path: String) -> String? {
    let file = path.split(separator: "/").last.map(String.init) ?? ""
    // Behind the last dash of an sdist's name, and the first of a wheel's, stands the version.
    let dash: String.Index?
    if file.hasSuffix(".whl") {
      dash = file.firstIndex(of: "-")
    } else if file.hasSuffix(".tar.gz") || file.hasSuffix(".zip") {
      dash = file.lastIndex(of: "-")
    } else {
      return nil
    }
    guard let dash else { return nil }
    return "\(file[..<dash]) @ \(fileAddress(of: path))\n"
  }

  private func makeFolder(of path: String) throws(FileError) {
    guard let slash = path.lastIndex(of: "/"), slash != path.startIndex else { return }
    try host.files.createDirectory(String(path[..<slash]))
  }
}
