import Artifacts
import EnvironmentModel
import Host
import Planning

/// Finds the files that a build has made.
struct BuildResult {
  /// What was found.
  struct Finding: Equatable {
    /// The absolute path of the artefact.
    var path: String
    /// The absolute paths of what was made beside it, and is not installed.
    var companions: [String] = []
    /// What people should know of it, as a sentence.
    var note: String?
  }

  let files: any FileHost

  /// The artefact.
  ///
  /// - Throws: That there is none, or more than one that could be it.
  func find(_ collection: ArtifactCollection) throws(FileError) -> Finding {
    switch collection.source {
    case .result(let path): return try named(in: path)
    case .pattern(let pattern, let folder): return try matching(pattern, folder, collection)
    }
  }

  /// The paths in a result file: `{"artifact": "<absolute path>", "companions": ["<absolute path>"]}`.
  private func named(in path: String) throws(FileError) -> Finding {
    // What is no JSON names nothing.
    let value = (try? files.read(path)).flatMap { try? JSONValueReader.value(of: $0) }
    guard let artifact = value?["artifact"]?.string else {
      throw FileError(operation: "understand", path: path, code: 0, reason: "it names no artefact")
    }
    let companions = value?["companions"]?.array?.compactMap(\.string) ?? []
    return Finding(path: artifact, companions: companions)
  }

  /// The file that is as new as the build; of older builds there may be others.
  private func matching(
    _ pattern: String, _ folder: String, _ collection: ArtifactCollection
  ) throws(FileError) -> Finding {
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
    // What is below the build's own folder was made by it: that was empty.
    if !recent.isEmpty || path.hasPrefix(collection.folder.path + "/") { return Finding(path: path) }
    return Finding(path: path, note: "'\(path)' was there before the build, which has left it as it is")
  }
}
