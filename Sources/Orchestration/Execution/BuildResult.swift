import Host
import Planning

/// The result file of a build: `{"artifact": "<absolute path>"}`.
enum BuildResult {
  /// The artefact a build made, with its identity.
  ///
  /// - Throws: When the file or the artefact is not there or says nothing.
  static func read(_ path: String, _ files: any FileHost) throws(FileError) -> ArtifactObservation {
    let bytes = try files.read(path)
    guard let artifact = artifactPath(bytes) else {
      throw FileError(operation: "understand", path: path, code: 0, reason: "it names no artefact")
    }
    let content = try files.read(artifact)
    let name = artifact.split(separator: "/").last.map(String.init) ?? artifact
    return ArtifactObservation(path: artifact, identity: "\(name) \(Digest.of(content))", changedInput: nil)
  }

  /// The string after `"artifact":`; our own script wrote it, so paths with escapes are the only surprise.
  private static func artifactPath(_ bytes: [UInt8]) -> String? {
    let text = String(decoding: bytes, as: UTF8.self)
    let parts = text.split(separator: "\"", omittingEmptySubsequences: false)
    guard let key = parts.firstIndex(of: "artifact"), key + 2 < parts.count, !parts[key + 2].contains("\\") else {
      return nil
    }
    return String(parts[key + 2])
  }
}
