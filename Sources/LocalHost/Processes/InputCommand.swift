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
    defer { fclose(file) }
    var processID: pid_t = 0
    let code = arguments.withVector { arguments in
      environment.withVector { environment in
        Self.spawn(&processID, request.executable, arguments, environment, fileno(file))
      }
    }
    if code != 0 { throw failure(code) }
    var status: Int32 = 0
    if cprocess_wait(processID, Int32(clamping: Int64(limit / .milliseconds(1))), &status) == 1 {
      return status & 0x7F == 0 ? status >> 8 & 0xFF : nil
    }
    kill(processID, SIGKILL)
    _ = cprocess_wait(processID, -1, &status)
    return nil
  }

  /// A file without a name that holds the bytes, at its start; `nil` with `errno` where none can be made.
  private static func file(with bytes: [UInt8]) -> UnsafeMutablePointer<FILE>? {
    guard let file = tmpfile() else { return nil }
    _ = fcntl(fileno(file), F_SETFD, FD_CLOEXEC)
    if fwrite(bytes, 1, bytes.count, file) == bytes.count, fflush(file) == 0 {
      rewind(file)
      return file
    }
    fclose(file)
    return nil
  }

  private typealias Vector = UnsafePointer<UnsafeMutablePointer<CChar>?>?

  // POSIX_SPAWN_SETSID, which Swift does not import.
  private static let newSession: Int32 = 0x80

  /// In a session of its own, without a terminal; signals have their default meaning.
  private static func spawn(
    _ processID: inout pid_t, _ path: String, _ arguments: Vector, _ environment: Vector, _ input: Int32
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
    posix_spawn_file_actions_adddup2(&actions, input, STDIN_FILENO)
    posix_spawn_file_actions_addopen(&actions, STDOUT_FILENO, "/dev/null", O_WRONLY, 0)
    posix_spawn_file_actions_addopen(&actions, STDERR_FILENO, "/dev/null", O_WRONLY, 0)
    return posix_spawn(&processID, path, &actions, &attributes, arguments, environment)
  }
}
