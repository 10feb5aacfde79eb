import Glibc

/// A file descriptor that is closed when the last reference to it goes.
final class Descriptor: Sendable {
  let number: Int32

  /// Takes over an open descriptor.
  init(_ number: Int32) { self.number = number }

  /// Opens a path relative to a folder; the descriptor is not passed on to children.
  convenience init(
    opening path: [CChar], in folder: Int32 = AT_FDCWD, flags: Int32, mode: mode_t = 0
  ) throws(SystemError) {
    self.init(try checked { openat(folder, path, flags | O_CLOEXEC, mode) })
  }

  deinit { close(number) }

  /// What the kernel tells about the open file.
  func status() throws(SystemError) -> stat {
    var status = stat()
    try checked { fstat(number, &status) }
    return status
  }
}
