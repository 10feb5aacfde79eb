package import Host

/// The directories a run works in, held against other programs until the value is gone.
package final class DirectoryLocks: Sendable {
  private static let pollInterval = Duration.milliseconds(100)

  private let locks: [any FileLock]

  private init(_ locks: [any FileLock]) { self.locks = locks }

  /// Takes the locks of directories, waiting for each that another program holds.
  ///
  /// All programs take them in the same order, so that two never wait for each other.
  ///
  /// - Parameters:
  ///   - folder: Where the lock files stand, which outlive the directories.
  ///   - isWanted: Asked while it waits whether to go on waiting.
  ///   - onWait: Told once of each directory that must be waited for.
  /// - Throws: Why a lock cannot be taken; also that nobody wanted it any more.
  package static func take(
    _ directories: Set<String>, in folder: String, _ host: Host, isWanted: () -> Bool, onWait: (String) -> Void
  ) async throws(FileError) -> DirectoryLocks {
    if directories.isEmpty { return DirectoryLocks([]) }
    try host.files.createDirectory(folder)
    var locks: [any FileLock] = []
    for directory in directories.sorted() {
      locks.append(try await take(directory, "\(folder)/\(fileName(directory))", host, isWanted, onWait))
    }
    return DirectoryLocks(locks)
  }

  /// Gives the directories up.
  package func release() {
    for lock in locks { lock.release() }
  }

  private static func take(
    _ directory: String, _ path: String, _ host: Host, _ isWanted: () -> Bool, _ onWait: (String) -> Void
  ) async throws(FileError) -> any FileLock {
    var isTold = false
    while true {
      if let lock = try host.files.lock(path) { return lock }
      if !isTold { onWait(directory) }
      isTold = true
      try? await host.clock.sleep(for: pollInterval)  // a cancelled sleep only brings the next look sooner
      if !isWanted() {
        throw FileError(operation: "wait for", path: directory, code: 4, reason: "the run was given up")
      }
    }
  }

  /// A name that tells the directory, and a mark of it where names cannot be that long.
  private static func fileName(_ directory: String) -> String {
    let name = directory.utf8.map { $0 == UInt8(ascii: "/") ? UInt8(ascii: "+") : $0 }
    if name.count < 200 { return String(decoding: name, as: UTF8.self) }
    return String(decoding: name.suffix(150), as: UTF8.self) + "." + Digest.of(Array(directory.utf8))
  }
}
