import Host
import Planning

/// Performs the actions that are no commands.
struct ActionPerformer {
  let host: Host
  let artifacts: ArtifactBoard
  /// Where artefacts are kept; `nil` where nothing is built.
  var store: ArtifactStore?
  /// The number of the run.
  var run = 0

  /// - Returns: What people should know of it, as a sentence; mostly nothing.
  @discardableResult
  func perform(_ action: Action) async throws(FileError) -> String? {
    switch action {
    case .run: break
    case .createDirectory(let path): try host.files.createDirectory(path)
    case .remove(let path): try host.files.remove(path)
    case .copySources(let source, let destination):
      try makeFolder(of: destination)
      try host.files.copy(source, to: destination, leavingOutFoldersWith: SourceRules.generatedMarks)
    case .write(let path, let text):
      try makeFolder(of: path)
      try host.files.write(Array(text.utf8), to: path)
    case .collectArtifact(let collection):
      let result = try BuildResult(files: host.files).find(collection)
      guard let store else { return result.note }
      let needs = collection.needed.mapValues { artifacts[$0]?.identity ?? "" }
      let artifact = try await store.add(
        ArtifactStore.Addition(collection: collection, path: result.path, needs: needs, run: run), clock: host.clock)
      artifacts.publish(artifact, of: collection.build)
      return result.note
    case .recordArtifacts(let sources, let options, let path):
      try makeFolder(of: path)
      let lines = sources.map { source in
        switch source {
        case .artifact(let name): artifacts[name]?.identity ?? ""
        case .requirement(let text): "index \(text)"
        }
      }
      try host.files.write(Array((lines.joined(separator: "\n") + options).utf8), to: path)
    case .recordInputs(let inputs, let path):
      try makeFolder(of: path)
      let listing = await SourceFinder(host: host).listing(of: inputs)
      try host.files.write(InputManifest.observe(listing, root: inputs.root, files: host.files).bytes, to: path)
    }
    return nil
  }

  private func makeFolder(of path: String) throws(FileError) {
    guard let slash = path.lastIndex(of: "/"), slash != path.startIndex else { return }
    try host.files.createDirectory(String(path[..<slash]))
  }
}
