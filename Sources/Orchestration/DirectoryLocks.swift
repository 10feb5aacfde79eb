import EnvironmentModel
package import Host
import Planning
import Synchronization

/// The directories a run works in, held against other programs until they are given up or the value is gone.
package final class DirectoryLocks: Sendable {
  private static let pollInterval = Duration.milliseconds(100)

  private let locks: Mutex<[String: any FileLock]>

  private init(_ locks: sending [String: any FileLock]) { self.locks = Mutex(locks) }

  /// Those that are held.
  package var directories: Set<String> { locks.withLock { Set($0.keys) } }

  /// Takes the locks of directories, all or none: waits, holding nothing, while another program has one of them.
  ///
  /// Who waits holds nothing, so that no two programs ever wait for each other, not even one of them for the end of a
  /// command that is a swtox itself.
  ///
  /// - Parameters:
  ///   - around: What the run has that this program is part of, which is not waited for.
  ///   - folder: Where the lock files stand, which outlive the directories.
  ///   - owner: What others are told of who holds them.
  ///   - isWanted: Asked while it waits whether to go on waiting.
  ///   - onWait: Told once of each directory that must be waited for, and who holds it, if that is known.
  /// - Returns: `nil` when nobody wants them any more.
  package static func take(
    _ directories: Set<String>, around: HeldDirectories = HeldDirectories(), in folder: String, for owner: LockOwner,
    _ host: Host, isWanted: () -> Bool, onWait: (String, LockOwner?) -> Void
  ) async throws(FileError) -> DirectoryLocks? {
    if directories.isEmpty { return DirectoryLocks([:]) }
    try host.files.createDirectory(folder)
    let order = directories.sorted()
    var taken: [String: any FileLock] = [:]
    var told: Set<String> = []
    while let busy = try takeAll(order, around, in: folder, host, &taken) {
      for lock in taken.values { lock.release() }
      let path = path(of: busy, in: folder)
      if told.insert(busy).inserted { onWait(busy, Self.owner(path, host)) }
      guard let lock = try await wait(for: path, host, isWanted) else { return nil }
      taken = [busy: lock]
    }
    for lock in taken.values { lock.note(owner.line) }
    return DirectoryLocks(taken)
  }

  /// Tells others anew who holds them, when more is known of it.
  package func note(_ owner: LockOwner) {
    locks.withLock { for lock in $0.values { lock.note(owner.line) } }
  }

  /// Gives some directories up, or all.
  package func release(_ directories: some Sequence<String>) {
    locks.withLock { locks in for directory in directories { locks.removeValue(forKey: directory)?.release() } }
  }

  /// Gives up all that is left.
  package func release() { release(directories) }

  /// - Returns: The first that another program holds; `nil` when all are taken.
  private static func takeAll(
    _ directories: [String], _ around: HeldDirectories, in folder: String, _ host: Host,
    _ taken: inout [String: any FileLock]
  ) throws(FileError) -> String? {
    for directory in directories where taken[directory] == nil {
      let path = path(of: directory, in: folder)
      if let lock = try host.files.lock(path) {
        taken[directory] = lock
      } else if !around.isHeld(directory, by: owner(path, host)) {
        return directory
      }
    }
    return nil
  }

  private static func wait(
    for path: String, _ host: Host, _ isWanted: () -> Bool
  ) async throws(FileError) -> (any FileLock)? {
    while true {
      if let lock = try host.files.lock(path) { return lock }
      try? await host.clock.sleep(for: pollInterval)  // a cancelled sleep only brings the next look sooner
      if !isWanted() { return nil }
    }
  }

  /// Whoever holds it may not have said so yet.
  private static func owner(_ path: String, _ host: Host) -> LockOwner? {
    (try? host.files.read(path)).flatMap { LockOwner(bytes: $0) }
  }

  private static func path(of directory: String, in folder: String) -> String { "\(folder)/\(fileName(directory))" }

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
