import CProcess
import Glibc
package import Host

/// A command that shares this program's terminal, streams and process group, and has only so much time.
package struct ForegroundCommand {
  /// How it ended.
  package enum Ending: Equatable, Sendable {
    case exited(Int32)
    case signalled(Int32)
    case timedOut
  }

  /// The time between the signals that end it.
  private static let patience: [(signal: Int32, duration: Duration)] = [
    (SIGINT, .seconds(3)), (SIGTERM, .seconds(2)), (SIGKILL, .seconds(2)),
  ]

  private let process: AwaitedProcess
  private var processID: pid_t { process.processID }

  /// Starts it; the channel of the request does not count.
  package init(_ request: ProcessRequest) throws(ProcessStartError) { process = try AwaitedProcess(request) }

  /// Waits for its end, and ends it and all that descends from it when the time is over.
  ///
  /// Blocks, and leaves what the terminal sends to both to the command.
  ///
  /// - Parameter onTimeout: Called when the time is over, before anything is done about it.
  package func wait(for limit: Duration, onTimeout: () -> Void) -> Ending {
    signal(SIGINT, SIG_IGN)
    signal(SIGQUIT, SIG_IGN)
    // Without it a signal ends this program alone.
    let source = try? SignalSource([SIGTERM, SIGHUP]) { [processID] number in kill(processID, number) }
    defer { source?.uninstall() }
    if let ending = ending(within: limit) { return ending }
    onTimeout()
    var family: Set<pid_t> = []
    for (signal, duration) in Self.patience {
      // Those of a leader that has ended have another parent by now.
      family.formUnion(ProcessTable.livingDescendants(of: processID, first: 0, without: 0).map(\.processID))
      if signal == SIGINT { family.insert(processID) }
      for process in family { kill(process, signal) }
      if ending(within: duration) != nil { family.remove(processID) }
      family = family.filter { kill($0, 0) == 0 }
      if family.isEmpty { break }
    }
    return .timedOut
  }

  /// Waits for its end as long as that takes; what signals mean meanwhile is the caller's.
  ///
  /// Blocks.
  package func waitForEnd() -> Ending {
    while true {
      if let ending = ending(within: .seconds(3600)) { return ending }
    }
  }

  private func ending(within limit: Duration) -> Ending? { process.ending(within: limit) }
}
