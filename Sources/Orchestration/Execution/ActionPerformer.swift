import Host
import Planning

/// Performs the actions that are no commands.
struct ActionPerformer {
  let host: Host
  let artifacts: ArtifactBoard

  func perform(_ action: Action) throws(FileError) {
    switch action {
    case .run: break
    case .createDirectory(let path): try host.files.createDirectory(path)
    case .remove(let path): try host.files.remove(path)
    case .write(let path, let text):
      try makeFolder(of: path)
      try host.files.write(Array(text.utf8), to: path)
    case .collectArtifact(let package, let resultPath):
      artifacts.publish(try BuildResult.read(resultPath, host.files), of: package)
    case .recordArtifact(let package, let options, let path):
      try makeFolder(of: path)
      try host.files.write(Array(((artifacts[package]?.identity ?? "") + options).utf8), to: path)
    case .recordInputs(let root, let path):
      try makeFolder(of: path)
      try host.files.write(InputManifest.observe(root: root, files: host.files).bytes, to: path)
    }
  }

  private func makeFolder(of path: String) throws(FileError) {
    guard let slash = path.lastIndex(of: "/"), slash != path.startIndex else { return }
    try host.files.createDirectory(String(path[..<slash]))
  }
}
