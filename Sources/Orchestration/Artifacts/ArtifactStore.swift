import Artifacts
package import Host
import Planning

/// The artefacts of a project, each under the hash of its content, with an account of how it was made.
///
/// Programs may use one store at once: content is written whole and never changed, and what a build made last is named in
/// the build's own folder, which its lock guards.
package struct ArtifactStore: Sendable {
  /// So many artefacts that no build names any more are kept.
  private static let keptCount = 20

  private let folder: String
  private let workDirectory: String
  private let files: any FileHost

  package init(workDirectory: String, files: any FileHost) {
    self.workDirectory = workDirectory
    folder = "\(workDirectory)/.artifacts"
    self.files = files
  }

  private func path(_ sha256: String, _ fileName: String) -> String { "\(folder)/\(sha256)/\(fileName)" }

  // MARK: Adding

  /// Takes in what a build made, and names it as what the build made last.
  ///
  /// Costs reading the file once; it is in memory for that time.
  func add(_ collection: ArtifactCollection, at path: String, time: Int64, run: Int) throws(FileError)
    -> ArtifactObservation
  {
    let bytes = try files.read(path)
    let sha256 = SHA256.hash(of: bytes)
    let fileName = String(path.split(separator: "/").last ?? "artifact")
    let inputs = (try? files.read(collection.folder.inputsPath)).map { SHA256.hash(of: $0) } ?? ""  // none was written
    // An artefact of a form that is not read here says nothing of itself.
    let metadata = try? ArtifactReader.metadata(of: fileName, source: MemoryByteSource(bytes))
    let manifest = ArtifactManifest(
      sha256: sha256, fileName: fileName, byteCount: bytes.count, name: metadata?.name,
      packageVersion: metadata?.version, collection: collection, inputs: inputs, builtAt: time, run: run)
    let place = self.path(sha256, fileName)
    try files.createDirectory("\(folder)/\(sha256)")
    if files.status(place)?.byteCount != bytes.count { try files.write(bytes, to: place) }
    try files.write(manifest.json, to: "\(folder)/\(sha256)/\(Self.manifestName)")
    try files.createDirectory(collection.folder.path)
    try files.write(manifest.json, to: collection.folder.recordPath)
    prune()
    return observation(manifest)
  }

  private static let manifestName = "manifest.json"

  private func observation(_ manifest: ArtifactManifest) -> ArtifactObservation {
    ArtifactObservation(
      path: path(manifest.sha256, manifest.fileName), identity: "\(manifest.fileName) \(manifest.sha256)",
      changedInput: nil, signature: manifest.signature)
  }

  // MARK: Reading

  /// What a build made last; `nil` when there is none, or when it is gone.
  func last(of folder: PackageFolder) -> ArtifactObservation? {
    guard let bytes = try? files.read(folder.recordPath), let manifest = ArtifactManifest(json: bytes) else {
      return nil  // not built yet, or not to its end
    }
    let observation = observation(manifest)
    return files.status(observation.path)?.byteCount == manifest.byteCount ? observation : nil
  }

  /// An artefact with where it is.
  package struct Entry: Hashable, Sendable {
    package var manifest: ArtifactManifest
    package var path: String
    /// Whether a build names it as what it made last.
    package var isCurrent: Bool
  }

  /// Every artefact of the store, the newest first.
  package func entries() -> [Entry] {
    let current = currentHashes
    let hashes = (try? files.list(folder)) ?? []  // nothing was ever built
    let entries = hashes.compactMap { hash -> Entry? in
      guard let bytes = try? files.read("\(folder)/\(hash)/\(Self.manifestName)"),
        let manifest = ArtifactManifest(json: bytes)
      else { return nil }  // being written, or half removed
      return Entry(
        manifest: manifest, path: path(hash, manifest.fileName), isCurrent: current.contains(hash))
    }
    return entries.sorted { ($1.manifest.builtAt, $0.manifest.sha256) < ($0.manifest.builtAt, $1.manifest.sha256) }
  }

  private var currentHashes: Set<String> {
    let names = (try? files.list(workDirectory)) ?? []  // no work directory yet
    return Set(
      names.filter { $0.hasPrefix(PackageFolder.prefix) }.compactMap { name in
        // A build without a record names nothing.
        (try? files.read("\(workDirectory)/\(name)/artifact.json")).flatMap { ArtifactManifest(json: $0)?.sha256 }
      })
  }

  /// Whether an artefact still has the content it was stored with; `nil` when it is gone.
  package func isIntact(_ entry: Entry) -> Bool? {
    guard let bytes = try? files.read(entry.path) else { return nil }  // gone, or unreadable
    return SHA256.hash(of: bytes) == entry.manifest.sha256
  }

  /// Copies an artefact to a folder, which is made.
  ///
  /// - Returns: The path of the copy.
  package func export(_ entry: Entry, to destination: String) throws(FileError) -> String {
    let path = "\(destination)/\(entry.manifest.fileName)"
    try files.createDirectory(destination)
    try files.write(try files.read(entry.path), to: path)
    return path
  }

  /// Removes the oldest artefacts that no build names; what cannot be removed only takes up room.
  private func prune() {
    for entry in entries().filter({ !$0.isCurrent }).dropFirst(Self.keptCount) {
      try? files.remove("\(folder)/\(entry.manifest.sha256)")  // only takes up room
    }
  }
}
