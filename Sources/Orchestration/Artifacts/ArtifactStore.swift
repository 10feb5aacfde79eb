import Artifacts
package import Host
import Planning

/// The artefacts of a project, each under the hash of its content, with an account of how it was made for each build that
/// has made it.
///
/// Programs may use one store at once: content is written whole and never changed, a lock guards the store while something
/// is added or removed, and what a build made last is named in the build's own folder, which its lock guards.
package struct ArtifactStore: Sendable {
  /// So many artefacts that no build names any more are kept.
  private static let keptCount = 20
  private static let accountsName = ".accounts"

  private let folder: String
  private let workDirectory: String
  private let files: any FileHost

  private let owner: LockOwner?

  /// - Parameter owner: What others are told of who adds something.
  package init(workDirectory: String, files: any FileHost, owner: LockOwner? = nil) {
    self.owner = owner
    self.workDirectory = workDirectory
    folder = "\(workDirectory)/.artifacts"
    self.files = files
  }

  private func path(_ sha256: String, _ fileName: String) -> String { "\(folder)/\(sha256)/\(fileName)" }

  // MARK: Adding

  /// What a build made, on its way into the store.
  struct Addition {
    var collection: ArtifactCollection
    /// Where the file is.
    var path: String
    /// Where the files are that were made beside it.
    var companions: [String] = []
    /// The identities of the artefacts that the build needed, by definition.
    var needs: [String: String] = [:]
    var run: Int
  }

  /// Takes in what a build made, names it as what the build made last, and removes what is old.
  ///
  /// Costs reading the file once, and what is stored of the same content; both are in memory for that time. Waits for
  /// other programs that add something.
  ///
  /// - Parameters:
  ///   - isWanted: Asked while it waits whether to go on waiting.
  ///   - onWait: Told, in a sentence and once, when it waits for long.
  /// - Throws: What cannot be read or written, or `ECANCELED` where nobody wants it any more.
  func add(
    _ addition: Addition, clock: any ClockHost, isWanted: () -> Bool = { true }, onWait: (String) -> Void = { _ in }
  ) async throws(FileError) -> ArtifactObservation {
    let folder = addition.collection.folder
    let listed = try? files.read(folder.inputsPath)  // none was written
    let inputs = listed.map { SHA256.hash(of: $0) } ?? ""
    let now = clock.wallMicroseconds
    try files.createDirectory(self.folder)
    let lock = try await lock(clock, isWanted, onWait)
    defer { lock.release() }
    // Each is read when it is stored, so that one at a time is in memory.
    var companions: [ArtifactManifest.Companion] = []
    for path in addition.companions {
      let manifest = try store(path, of: addition, inputs: inputs, builtAt: now)
      companions.append(.init(sha256: manifest.sha256, fileName: manifest.fileName))
    }
    let manifest = try store(addition.path, of: addition, inputs: inputs, builtAt: now, companions: companions)
    try files.createDirectory(folder.path)
    try files.write(manifest.json, to: folder.recordPath)
    prune()
    var observation = observation(manifest)
    observation.sources = listed.map { InputManifest(bytes: $0).contentMark }
    return observation
  }

  /// Stores a file with the build's account of it; to be called with the lock.
  private func store(
    _ path: String, of addition: Addition, inputs: String, builtAt: Int64,
    companions: [ArtifactManifest.Companion] = []
  ) throws(FileError) -> ArtifactManifest {
    let bytes = try files.read(path)
    let sha256 = SHA256.hash(of: bytes)
    let fileName = String(path.split(separator: "/").last ?? "artifact")
    // An artefact of a form that is not read here says nothing of itself.
    let metadata = try? ArtifactReader.metadata(of: fileName, source: MemoryByteSource(bytes))
    var manifest = ArtifactManifest(
      sha256: sha256, fileName: fileName, byteCount: bytes.count, name: metadata?.name,
      packageVersion: metadata?.version, collection: addition.collection, inputs: inputs, needs: addition.needs,
      builtAt: builtAt, run: addition.run)
    let place = self.path(sha256, fileName)
    let accounts = "\(folder)/\(sha256)/\(Self.accountsName)"
    // Not before: whoever has the lock removes what nothing tells of.
    try files.createDirectory(accounts)
    // What somebody has changed is put right.
    if (try? files.read(place)) != bytes { try files.write(bytes, to: place) }
    manifest.storedAt = files.status(place)?.modificationNanoseconds
    manifest.companions = companions.isEmpty ? nil : companions
    try files.write(manifest.json, to: "\(accounts)/\(addition.collection.build).json")
    return manifest
  }

  /// Others hold it for as long as it takes to write an artefact; more than this is worth telling.
  private static let longWait = Duration.seconds(2)

  private func lock(
    _ clock: any ClockHost, _ isWanted: () -> Bool, _ onWait: (String) -> Void
  ) async throws(FileError) -> any FileLock {
    let path = "\(folder)/.lock"
    let start = clock.monotonic
    var isTold = false
    while true {
      if let lock = try files.lock(path) {
        if let owner { lock.note(owner.line) }
        return lock
      }
      if !isTold, clock.monotonic - start >= Self.longWait {
        isTold = true
        // Whoever holds it may have nothing to say.
        let owner = (try? files.read(path)).flatMap { LockOwner(bytes: $0) }
        let who = owner.map { ": \($0.text(now: clock.wallMicroseconds))" } ?? ""
        onWait("waits for another swtox that adds to the store of artefacts\(who)")
      }
      try? await clock.sleep(for: .milliseconds(20))  // a cancelled sleep only brings the next look sooner
      if Task.isCancelled || !isWanted() {
        throw FileError(operation: "lock", path: path, code: 125, reason: "nobody wants it any more")
      }
    }
  }

  private func observation(_ manifest: ArtifactManifest) -> ArtifactObservation {
    var observation = ArtifactObservation(
      path: path(manifest.sha256, manifest.fileName), identity: "\(manifest.fileName) \(manifest.sha256)",
      changedInput: nil, signature: manifest.signature, needs: manifest.needs ?? [:])
    let sdist = manifest.companions?.first { $0.fileName.hasSuffix(".tar.gz") }
    observation.sdistPath = sdist.map { path($0.sha256, $0.fileName) }
    return observation
  }

  // MARK: Reading

  /// What a build made last; `nil` when there is none, or when something of it is gone. What somebody has changed since
  /// counts as changed input.
  ///
  /// Costs a look at the file, and reading it where it was written since it was stored.
  func last(of folder: PackageFolder) -> ArtifactObservation? {
    guard let bytes = try? files.read(folder.recordPath), let manifest = ArtifactManifest(json: bytes) else {
      return nil  // not built yet, or not to its end
    }
    var observation = observation(manifest)
    guard let status = files.status(observation.path) else { return nil }
    let companions = (manifest.companions ?? []).map { path($0.sha256, $0.fileName) }
    if companions.contains(where: { files.status($0) == nil }) { return nil }
    let isUntouched = status.modificationNanoseconds == manifest.storedAt && status.byteCount == manifest.byteCount
    if !isUntouched, isIntact(observation.path, manifest) != true { observation.changedInput = "the stored artefact" }
    return observation
  }

  /// An artefact with where it is, as one build made it.
  package struct Entry: Hashable, Sendable {
    package var manifest: ArtifactManifest
    package var path: String
    /// Whether the build names it as what it made last, or beside that.
    package var isCurrent: Bool

    package init(manifest: ArtifactManifest, path: String, isCurrent: Bool) {
      self.manifest = manifest
      self.path = path
      self.isCurrent = isCurrent
    }
  }

  /// Every artefact of the store as often as builds have made it, the newest first.
  package func entries() -> [Entry] {
    let current = currentHashes
    let entries = hashes.flatMap { hash in
      accounts(of: hash).map { manifest in
        Entry(
          manifest: manifest, path: path(hash, manifest.fileName),
          isCurrent: current[manifest.build]?.contains(hash) ?? false)
      }
    }
    return entries.sorted {
      ($1.manifest.builtAt, $0.manifest.sha256, $0.manifest.build)
        < ($0.manifest.builtAt, $1.manifest.sha256, $1.manifest.build)
    }
  }

  /// Folders of the store of which nothing says how their content was made.
  package func strays() -> [String] { hashes.filter { accounts(of: $0).isEmpty }.map { "\(folder)/\($0)" } }

  /// In no order.
  private var hashes: [String] {
    let names = (try? files.list(folder)) ?? []  // nothing was ever built
    return names.filter { !$0.hasPrefix(".") }
  }

  private func accounts(of hash: String) -> [ArtifactManifest] {
    let place = "\(folder)/\(hash)/\(Self.accountsName)"
    let names = (try? files.list(place)) ?? []  // being written, or half removed
    return names.compactMap { name in
      (try? files.read("\(place)/\(name)")).flatMap { ArtifactManifest(json: $0) }  // a stray, if it is the only one
    }
  }

  /// What builds made last, by their names.
  private var currentHashes: [String: Set<String>] {
    let names = (try? files.list(workDirectory)) ?? []  // no work directory yet
    var hashes: [String: Set<String>] = [:]
    for name in names where name.hasPrefix(PackageFolder.prefix) {
      let place = PackageFolder(path: "\(workDirectory)/\(name)")
      // A build without a record names nothing.
      guard let bytes = try? files.read(place.recordPath), let manifest = ArtifactManifest(json: bytes) else {
        continue
      }
      hashes[manifest.build] = Set([manifest.sha256] + (manifest.companions ?? []).map(\.sha256))
    }
    return hashes
  }

  /// Whether an artefact still has the content it was stored with; `nil` when it is gone.
  package func isIntact(_ entry: Entry) -> Bool? { isIntact(entry.path, entry.manifest) }

  private func isIntact(_ path: String, _ manifest: ArtifactManifest) -> Bool? {
    guard let bytes = try? files.read(path) else { return nil }  // gone, or unreadable
    return SHA256.hash(of: bytes) == manifest.sha256
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

  /// Removes the oldest artefacts that no build names, and what nothing says anything of; to be called with the lock.
  private func prune() {
    let kept = currentHashes.values.reduce(into: Set<String>()) { $0.formUnion($1) }
    let newest = entries().map(\.manifest.sha256)
    var old: Set<String> = []
    for hash in newest where !kept.contains(hash) && old.count < Self.keptCount { old.insert(hash) }
    for hash in hashes where !kept.contains(hash) && !old.contains(hash) {
      try? files.remove("\(folder)/\(hash)")  // only takes up room
    }
  }
}
