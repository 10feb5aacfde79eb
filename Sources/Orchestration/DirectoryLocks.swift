package import Host
import Planning

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
  ///   - owner: What others are told of who holds them.
  ///   - isWanted: Asked while it waits whether to go on waiting.
  ///   - onWait: Told once of each directory that must be waited for, and who holds it, if that is known.
  /// - Returns: `nil` when nobody wants them any more.
  package static func take(
    _ directories: Set<String>, in folder: String, for owner: LockOwner, _ host: Host, isWanted: () -> Bool,
    onWait: (String, LockOwner?) -> Void
  ) async throws(FileError) -> DirectoryLocks? {
    if directories.isEmpty { return DirectoryLocks([]) }
    try host.files.createDirectory(folder)
    var locks: [any FileLock] = []
    for directory in directories.sorted() {
      let path = "\(folder)/\(fileName(directory))"
      guard let lock = try await take(directory, path, host, isWanted, onWait) else { return nil }
      lock.note(owner.line)
      locks.append(lock)
    }
    return DirectoryLocks(locks)
  }

  /// Tells others anew who holds them, when more is known of it.
  package func note(_ owner: LockOwner) {
    for lock in locks { lock.note(owner.line) }
  }

  /// Gives the directories up.
  package func release() {
    for lock in locks { lock.release() }
  }

  private static func take(
    _ directory: String, _ path: String, _ host: Host, _ isWanted: () -> Bool,
    _ onWait: (String, LockOwner?) -> Void
  ) async throws(FileError) -> (any FileLock)? {
    var isTold = false
    while true {
      if let lock = try host.files.lock(path) { return lock }
      // Whoever holds it may not have said so yet.
      if !isTold { onWait(directory, (try? host.files.read(path)).flatMap { LockOwner(bytes: $0) }) }
      isTold = true
      try? await host.clock.sleep(for: pollInterval)  // a cancelled sleep only brings the next look sooner
      if !isWanted() { return nil }
    }
  }

  /// A name that tells the directory, and a mark of it where names cannot be that long.
  private static func fileName(_ directory: String) -> String {
    let name = directory.unicodeScalars.map { scalar -> String in
      switch scalar {
      case "/": "+"
      case "+": "%2B"
      case "%": "%25"
      default: String(scalar)
      }
    }.joined()
    if name.utf8.count < 200 { return name }
    return String(decoding: name.utf8.suffix(150), as: UTF8.self) + "%" + Digest.of(Array(directory.utf8))
  }
}
