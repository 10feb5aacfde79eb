import CNcursesw
import Glibc

/// The file in memory that the terminal library writes to, so that a frame can reach the terminal in one piece.
final class FrameSink {
  /// What the library writes to.
  let stream: UnsafeMutablePointer<FILE>
  private let file: Int32
  private var buffer = [UInt8](repeating: 0, count: 16 * 1024)

  init() throws(TerminalError) {
    file = swtox_memory_file("frame")
    guard file >= 0, let stream = fdopen(file, "a") else {
      throw .systemRefused("make a file in memory", errno: errno)
    }
    self.stream = stream
  }

  deinit { fclose(stream) }

  /// Appends what was written since the last time to `frame`, and forgets it.
  func drain(into frame: inout [UInt8]) {
    fflush(stream)
    var offset = 0
    while true {
      let count = buffer.withUnsafeMutableBytes { bytes in
        retrying { pread(file, bytes.baseAddress, bytes.count, offset) }
      }
      if count <= 0 { break }
      frame += buffer[..<count]
      offset += count
    }
    if offset > 0 { retrying { ftruncate(file, 0) } }
  }

  /// Forgets what was written since the last time.
  func discard() {
    fflush(stream)
    retrying { ftruncate(file, 0) }
  }
}
