import CNcursesw
import Glibc

/// The signals that reached the process, in the order they came; none interrupts anything.
final class SignalPipe {
  /// Readable when a signal came.
  let file: Int32
  private let writeEnd: Int32

  /// Takes over the signals of the process.
  init() throws(TerminalError) {
    var ends: [Int32] = [-1, -1]
    guard swtox_signal_pipe(&ends) == 0 else { throw .systemRefused("make a pipe", errno: errno) }
    file = ends[0]
    writeEnd = ends[1]
    swtox_signals_install(writeEnd)
  }

  deinit {
    swtox_signals_remove()
    close(file)
    close(writeEnd)
  }

  /// The signals since the last time.
  func take() -> [Int32] {
    var signals: [Int32] = []
    var bytes = [UInt8](repeating: 0, count: 256)
    while true {
      let count = retrying { read(file, &bytes, bytes.count) }
      if count <= 0 { return signals }
      signals += bytes[..<count].map(Int32.init)
    }
  }
}
