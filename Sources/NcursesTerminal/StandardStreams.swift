import CNcursesw
import Glibc

/// Standard output and error, kept off the screen while it is up: what goes there is shown when it is gone.
final class StandardStreams {
  private let captured: Int32
  private let output: Int32
  private let error: Int32
  private var isCapturing = false

  /// Nothing where neither is a terminal: then nothing is in the way.
  init?() {
    guard isatty(STDOUT_FILENO) == 1 || isatty(STDERR_FILENO) == 1 else { return nil }
    captured = swtox_memory_file("output")
    guard captured >= 0 else { return nil }
    output = Self.copy(of: STDOUT_FILENO)
    error = Self.copy(of: STDERR_FILENO)
  }

  deinit {
    release()
    replay()
    for file in [captured, output, error] where file >= 0 { close(file) }
  }

  /// Points both at the file.
  func capture() {
    guard !isCapturing else { return }
    isCapturing = true
    fflush(nil)
    if output >= 0 { dup2(captured, STDOUT_FILENO) }
    if error >= 0 { dup2(captured, STDERR_FILENO) }
    swtox_guard_streams(captured, output, error)
  }

  /// Points both where they pointed before.
  func release() {
    guard isCapturing else { return }
    isCapturing = false
    fflush(nil)
    swtox_guard_streams(-1, -1, -1)
    if output >= 0 { dup2(output, STDOUT_FILENO) }
    if error >= 0 { dup2(error, STDERR_FILENO) }
  }

  private func replay() {
    let target = output >= 0 ? STDOUT_FILENO : STDERR_FILENO
    var bytes = [UInt8](repeating: 0, count: 4096)
    var offset = 0
    while true {
      let count = retrying { pread(captured, &bytes, bytes.count, offset) }
      if count <= 0 { return }
      offset += count
      // A terminal that does not take it is gone, and the words with it.
      retrying { write(target, bytes, count) }
    }
  }

  private static func copy(of file: Int32) -> Int32 {
    isatty(file) == 1 ? fcntl(file, F_DUPFD_CLOEXEC, 10) : -1
  }
}
