import Glibc

/// Writes whole texts to standard output or standard error, at once and in full.
enum StandardOutput {
  static func write(_ text: String, isError: Bool = false) {
    var text = text
    text.withUTF8 { write(UnsafeRawBufferPointer($0), to: isError ? 2 : 1) }
  }

  /// Gives up silently when the reader is gone; there is nobody left to tell.
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
      if count <= 0 { return }
      rest = UnsafeRawBufferPointer(rebasing: rest.dropFirst(count))
    }
  }
}
