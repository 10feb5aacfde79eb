import CProcess
import Glibc
package import Host

/// A program that is given bytes to read, away from the terminal and from what watches over commands: what it leaves behind
/// lives on, as programs do that keep a clipboard.
package struct InputCommand {
  private let request: ProcessRequest

  /// - Parameter request: Its channel does not count: nobody sees its output.
  package init(_ request: ProcessRequest) { self.request = request }

  /// Starts it and waits for its end; blocks.
  ///
  /// - Parameters:
  ///   - input: All that it can read.
  ///   - limit: How long it may take; it is killed after that.
  /// - Returns: Its exit code; `nil` when a signal or the time ended it.
  package func run(reading input: [UInt8], within limit: Duration) throws(ProcessStartError) -> Int32? {
    func failure(_ code: Int32) -> ProcessStartError {
      ProcessStartError(
        executable: request.executable, code: code, reason: String(cString: cprocess_error_text(code)))
    }
    let variables = request.environment.map { "\($0.key)=\($0.value)" }.sorted()
    guard let arguments = CStrings(request.arguments), let environment = CStrings(variables) else {
      throw failure(EINVAL)
    }
    guard let file = Self.file(with: input) else { throw failure(errno) }
    var processID: pid_t = 0
    let code = arguments.withVector { arguments in
      environment.withVector { environment in
        Self.spawn(&processID, request, arguments, environment, file.number)
      }
    }
    if code != 0 { throw failure(code) }
    let process = AwaitedProcess(processID: processID)
    if let ending = process.ending(within: limit) { return ending.exitCode }
    kill(processID, SIGKILL)
    _ = process.ending(within: .seconds(3600))
    return nil
  }

  /// A file without a name that holds the bytes, at its start; `nil` with `errno` where none can be made.
  private static func file(with bytes: [UInt8]) -> Descriptor? {
    let number = cprocess_memory_file()
    guard number >= 0 else { return nil }
    let file = Descriptor(number)
    var rest = bytes[...]
    while !rest.isEmpty {
      let count = rest.withUnsafeBytes { write(number, $0.baseAddress, $0.count) }
      if count <= 0 { return nil }
      rest = rest.dropFirst(count)
    }
    return lseek(number, 0, SEEK_SET) == 0 ? file : nil
  }

  private typealias Vector = UnsafePointer<UnsafeMutablePointer<CChar>?>?

  // POSIX_SPAWN_SETSID, which Swift does not import.
  private static let newSession: Int32 = 0x80

  /// In a session of its own, without a terminal; signals have their default meaning.
  private static func spawn(
    _ processID: inout pid_t, _ request: ProcessRequest, _ arguments: Vector, _ environment: Vector, _ input: Int32
  ) -> Int32 {
    guard let arguments, let environment else { return EINVAL }
    var attributes = posix_spawnattr_t()
    posix_spawnattr_init(&attributes)
    defer { posix_spawnattr_destroy(&attributes) }
    var signals = sigset_t()
    sigfillset(&signals)
    posix_spawnattr_setsigdefault(&attributes, &signals)
    sigemptyset(&signals)
    posix_spawnattr_setsigmask(&attributes, &signals)
    posix_spawnattr_setflags(
      &attributes, Int16(POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETSIGMASK | Self.newSession))
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    let code = cprocess_spawn_in(&actions, request.workingDirectory)
    if code != 0 { return code }
    posix_spawn_file_actions_adddup2(&actions, input, STDIN_FILENO)
    posix_spawn_file_actions_addopen(&actions, STDOUT_FILENO, "/dev/null", O_WRONLY, 0)
    posix_spawn_file_actions_addopen(&actions, STDERR_FILENO, "/dev/null", O_WRONLY, 0)
    return posix_spawn(&processID, request.executable, &actions, &attributes, arguments, environment)
  }
}

extension ForegroundCommand.Ending {
  /// `nil` for what a signal or the time ended.
  fileprivate var exitCode: Int32? { if case .exited(let code) = self { code } else { nil } }
}
