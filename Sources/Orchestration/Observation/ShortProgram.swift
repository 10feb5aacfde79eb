package import Host
import Synchronization

/// A program that is asked something and ends soon.
package struct ShortProgram {
  private let host: Host

  /// A program of a machine.
  package init(host: Host) { self.host = host }

  /// Its output when it ended with code 0; `nil` when it could not be started, failed or took longer than it may.
  package func output(of request: ProcessRequest, within patience: Duration) async -> [UInt8]? {
    let output = CollectedOutput()
    guard let child = try? host.processes.start(request, onOutput: { output.append($0) }) else { return nil }
    guard await report(of: child, patience)?.ending == .exited(code: 0) else { return nil }
    return output.bytes
  }

  /// The child's end; `nil` when it had to be ended for taking too long.
  private func report(of child: any ChildProcess, _ patience: Duration) async -> ProcessReport? {
    await withTaskGroup(of: ProcessReport?.self) { group in
      group.addTask { await child.report() }
      group.addTask {
        // A cancelled sleep means that the child has ended.
        guard (try? await host.clock.sleep(for: patience)) != nil else { return nil }
        child.signalTree(.kill)
        return nil
      }
      let first = await group.next() ?? nil
      group.cancelAll()
      return first
    }
  }
}

/// Output of a short program, kept in memory.
private final class CollectedOutput: Sendable {
  private let content = Mutex<[UInt8]>([])

  func append(_ more: UnsafeRawBufferPointer) { content.withLock { $0.append(contentsOf: more) } }
  var bytes: [UInt8] { content.withLock { $0 } }
}
