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

  private typealias Vector = UnsafePointer<UnsafeMutablePointer<CChar>?>?

  private let processID: pid_t

  /// Starts it; the channel of the request does not count.
  package init(_ request: ProcessRequest) throws(ProcessStartError) {
    func failure(_ code: Int32) -> ProcessStartError {
      ProcessStartError(
        executable: request.executable, code: code, reason: String(cString: cprocess_error_text(code)))
    }
    let variables = request.environment.map { "\($0.key)=\($0.value)" }.sorted()
    guard let arguments = CStrings(request.arguments), let environment = CStrings(variables) else {
      throw failure(EINVAL)
    }
    guard chdir(request.workingDirectory) == 0 else { throw failure(errno) }
    var processID: pid_t = 0
    let code = arguments.withVector { arguments in
      environment.withVector { environment in
        Self.spawn(&processID, request.executable, arguments, environment)
      }
    }
    guard code == 0 else { throw failure(code) }
    self.processID = processID
  }

  /// Signals have their default meaning in the new program.
  private static func spawn(
    _ processID: inout pid_t, _ path: String, _ arguments: Vector, _ environment: Vector
  ) -> Int32 {
    guard let arguments, let environment else { return EINVAL }
    cprocess_restore_descriptor_limit()
    var attributes = posix_spawnattr_t()
    posix_spawnattr_init(&attributes)
    defer { posix_spawnattr_destroy(&attributes) }
    var signals = sigset_t()
    sigfillset(&signals)
    posix_spawnattr_setsigdefault(&attributes, &signals)
    sigemptyset(&signals)
    posix_spawnattr_setsigmask(&attributes, &signals)
    posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETSIGMASK))
    return posix_spawn(&processID, path, nil, &attributes, arguments, environment)
  }

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

  private func ending(within limit: Duration) -> Ending? { AwaitedProcess(processID: processID).ending(within: limit) }
}
