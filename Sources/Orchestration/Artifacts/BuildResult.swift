import Artifacts
import EnvironmentModel
import Host
import Planning

/// Finds the file that a build has made.
struct BuildResult {
  let files: any FileHost

  /// The absolute path of the artefact.
  ///
  /// - Throws: That there is none, or more than one that could be it.
  func path(of collection: ArtifactCollection) throws(FileError) -> String {
    switch collection.source {
    case .result(let path): return try named(in: path)
    case .pattern(let pattern, let folder): return try matching(pattern, folder, collection)
    }
  }

  /// The path in a result file: `{"artifact": "<absolute path>"}`.
  private func named(in path: String) throws(FileError) -> String {
    // What is no JSON names nothing.
    let value = (try? files.read(path)).flatMap { try? JSONValueReader.value(of: $0) }
    guard let artifact = value?["artifact"]?.string else {
      throw FileError(operation: "understand", path: path, code: 0, reason: "it names no artefact")
    }
    return artifact
  }

  /// The file that is as new as the build; of older builds there may be others.
  private func matching(
    _ pattern: String, _ folder: String, _ collection: ArtifactCollection
  ) throws(FileError) -> String {
    func refusal(_ reason: String) -> FileError {
      FileError(operation: "find the artefact of '\(collection.definition)' in", path: folder, code: 0, reason: reason)
    }
    let paths = GlobExpansion(files: files).paths(matching: pattern, from: folder)
    if paths.isEmpty { throw refusal("nothing matches '\(pattern)'") }
    let start = files.status(collection.folder.inputsPath)?.modificationNanoseconds ?? 0
    let recent = paths.filter { (files.status($0)?.modificationNanoseconds ?? 0) >= start }
    let candidates = recent.isEmpty ? paths : recent
    guard let path = candidates.first, candidates.count == 1 else {
      let names = candidates.map { String($0.split(separator: "/").last ?? "") }.joined(separator: ", ")
      throw refusal("several files match '\(pattern)': \(names)")
    }
    return path
  }
}
