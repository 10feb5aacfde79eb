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
      if count < 0, errno == EINTR || errno == EAGAIN { continue }
      if count <= 0 { return }
      rest = UnsafeRawBufferPointer(rebasing: rest.dropFirst(count))
    }
  }
}
