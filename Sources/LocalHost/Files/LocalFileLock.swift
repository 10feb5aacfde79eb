import Glibc
import Host
import Synchronization

/// A lock of the kernel on an open file, which ends with this process at the latest and is not passed to children.
final class LocalFileLock: FileLock {
  private let file: Mutex<Descriptor?>
  private let isNoted = Mutex(false)

  private init(_ file: Descriptor) { self.file = Mutex(file) }

  deinit { release() }

  func note(_ text: String) {
    isNoted.withLock { $0 = true }
    file.withLock { file in
      guard let file, ftruncate(file.number, 0) == 0 else { return }
      // What cannot be written is not told.
      _ = Array(text.utf8).withUnsafeBytes { pwrite(file.number, $0.baseAddress, $0.count, 0) }
    }
  }

  /// Unlocks before it closes: a child that is just being started holds a copy of the descriptor for a moment.
  func release() {
    file.withLock { file in
      if let file, isNoted.withLock({ $0 }) { _ = ftruncate(file.number, 0) }
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
