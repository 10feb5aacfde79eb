import Host
import Synchronization

/// Runs a program and keeps what it says.
struct TextOfProgram {
  let host: Host

  /// How it ended, and both of its streams in their order; -1 where it could not be started or was ended by a signal.
  func run(_ request: ProcessRequest) async -> (code: Int32, output: String) {
    let output = Text()
    do throws(ProcessStartError) {
      let child = try host.processes.start(request) { output.append($0) }
      guard case .exited(let code) = await child.report().ending else { return (-1, output.text) }
      return (code, output.text)
    } catch {
      return (-1, "cannot run '\(error.executable)': \(error.reason)")
    }
  }
}

/// Output in memory.
private final class Text: Sendable {
  private let content = Mutex<[UInt8]>([])

  func append(_ more: UnsafeRawBufferPointer) { content.withLock { $0.append(contentsOf: more) } }
  var text: String { String(decoding: content.withLock { $0 }, as: UTF8.self) }
}
