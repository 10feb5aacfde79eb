import Glibc
import Synchronization

/// Writes whole texts to standard output or standard error, at once and in full.
enum StandardOutput {
  private static let firstFailure = Mutex<Int32?>(nil)

  /// The `errno` of the first write to standard output that failed, unless its reader had merely gone away.
  static var failure: Int32? { firstFailure.withLock { $0 } }

  static func write(_ text: String, isError: Bool = false) {
    var text = text
    text.withUTF8 { write(UnsafeRawBufferPointer($0), to: isError ? 2 : 1) }
  }

  /// Gives up when nothing can be written; ``failure`` tells why.
  static func write(_ bytes: UnsafeRawBufferPointer, to descriptor: Int32) {
    var rest = bytes
    while !rest.isEmpty {
      let count = Glibc.write(descriptor, rest.baseAddress, rest.count)
      if count < 0, errno == EINTR { continue }
      if count < 0, errno == EAGAIN {
        // The reader has made the stream non-blocking; poll returns when it has taken something, or is gone.
        var waiting = pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)
        _ = poll(&waiting, 1, -1)
        continue
      }
      if count < 0, descriptor == 1, errno != EPIPE {
        let code = errno
        firstFailure.withLock { $0 = $0 ?? code }
      }
      if count <= 0 { return }
      rest = UnsafeRawBufferPointer(rebasing: rest.dropFirst(count))
    }
  }
}
