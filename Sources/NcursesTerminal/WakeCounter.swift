import CNcursesw
import Glibc

/// What other threads wake the terminal's thread with; wakes add up to one until it looks.
final class WakeCounter: Sendable {
  /// Readable when there was a wake.
  let file: Int32

  init() throws(TerminalError) {
    file = swtox_wake_counter()
    guard file >= 0 else { throw .systemRefused("make an event counter", errno: errno) }
  }

  deinit { close(file) }

  func wake() {
    var one: UInt64 = 1
    // A counter that cannot take more is readable already.
    _ = write(file, &one, MemoryLayout.size(ofValue: one))
  }

  /// Whether there was a wake since the last time.
  func take() -> Bool {
    var count: UInt64 = 0
    return read(file, &count, MemoryLayout.size(ofValue: count)) > 0
  }
}
