import Glibc
import Host
import Synchronization

/// A lock of the kernel on an open file, which ends with this process at the latest and is not passed to children.
final class LocalFileLock: FileLock {
  private let file: Mutex<Descriptor?>

  private init(_ file: Descriptor) { self.file = Mutex(file) }

  deinit { release() }

  /// Unlocks before it closes: a child that is just being started holds a copy of the descriptor for a moment.
  func release() {
    file.withLock { file in
      if let file { flock(file.number, LOCK_UN) }
      file = nil
    }
  }

  /// - Returns: `nil` when another open file holds the lock.
  static func take(_ path: [CChar]) throws(SystemError) -> LocalFileLock? {
    while true {
      let file = try Descriptor(opening: path, flags: O_RDWR | O_CREAT, mode: 0o666)
      do {
        try checked { flock(file.number, LOCK_EX | LOCK_NB) }
      } catch SystemError(code: EWOULDBLOCK) {
        return nil
      }
      // Whoever held it may have removed the file before we got it; then the lock of a nameless file is worth nothing.
      if try isAt(path, file) { return LocalFileLock(file) }
    }
  }

  private static func isAt(_ path: [CChar], _ file: Descriptor) throws(SystemError) -> Bool {
    let held = try file.status()
    var named = stat()
    return stat(path, &named) == 0 && named.st_ino == held.st_ino && named.st_dev == held.st_dev
  }
}
