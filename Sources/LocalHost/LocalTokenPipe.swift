import Glibc
package import Host

/// A named pipe with tokens in it.
package final class LocalTokenPipe: TokenPipe {
  package let path: String
  /// Open for reading and writing, so that the pipe never ends; does not block.
  private let descriptor: Descriptor

  /// Makes the pipe, which is removed when the value is let go.
  package init(path: String) throws(FileError) {
    func failure(_ code: Int32) -> FileError {
      FileError(operation: "make", path: path, code: code, reason: SystemError(code: code).reason)
    }
    guard mkfifo(path, 0o600) == 0 else { throw failure(errno) }
    do {
      descriptor = try Descriptor(opening: Array(path.utf8CString), flags: O_RDWR | O_NONBLOCK)
    } catch {
      unlink(path)
      throw failure(error.code)
    }
    self.path = path
  }

  deinit { unlink(path) }

  package var count: Int {
    var count: Int32 = 0
    return ioctl(descriptor.number, UInt(FIONREAD), &count) == 0 ? Int(count) : 0
  }

  package func take(_ count: Int) -> Int {
    let available = min(count, self.count)
    guard available > 0 else { return 0 }
    var bytes = [UInt8](repeating: 0, count: available)
    return max(0, read(descriptor.number, &bytes, available))
  }

  package func put(_ count: Int) {
    guard count > 0 else { return }
    // The byte that make itself uses.
    let bytes = [UInt8](repeating: UInt8(ascii: "+"), count: count)
    // A pipe holds more than there are tokens.
    _ = write(descriptor.number, bytes, count)
  }
}
