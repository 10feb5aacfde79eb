import CProcess
import Glibc
import Host

/// A child of this process that nothing watches over, for whose end somebody waits.
struct AwaitedProcess {
  let processID: pid_t

  // POSIX_SPAWN_SETSID, which Swift does not import.
  private static let newSession: Int32 = 0x80

  /// Starts it; signals have their default meaning in the new program, and the channel of the request does not count.
  ///
  /// - Parameters:
  ///   - isApart: Whether it has a session of its own, without a terminal.
  ///   - prepare: Says where its streams lead; returns 0 or an `errno` value.
  init(
    _ request: ProcessRequest, isApart: Bool = false,
    prepare: (inout posix_spawn_file_actions_t) -> Int32 = { _ in 0 }
  ) throws(ProcessStartError) {
    let variables = request.environment.map { "\($0.key)=\($0.value)" }.sorted()
    guard let arguments = CStrings(request.arguments), let environment = CStrings(variables) else {
      throw ProcessStartError(request, code: EINVAL)
    }
    cprocess_restore_descriptor_limit()
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    var code = cprocess_spawn_in(&actions, request.workingDirectory)
    if code == 0 { code = prepare(&actions) }
    var attributes = Self.attributes(isApart: isApart)
    defer { posix_spawnattr_destroy(&attributes) }
    var processID: pid_t = 0
    if code == 0 {
      code = arguments.withVector { arguments in
        environment.withVector { environment in
          guard let arguments, let environment else { return EINVAL }
          return posix_spawn(&processID, request.executable, &actions, &attributes, arguments, environment)
        }
      }
    }
    guard code == 0 else { throw ProcessStartError(request, code: code) }
    self.processID = processID
  }

  private static func attributes(isApart: Bool) -> posix_spawnattr_t {
    var attributes = posix_spawnattr_t()
    posix_spawnattr_init(&attributes)
    var signals = sigset_t()
    sigfillset(&signals)
    posix_spawnattr_setsigdefault(&attributes, &signals)
    sigemptyset(&signals)
    posix_spawnattr_setsigmask(&attributes, &signals)
    let flags = POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETSIGMASK | (isApart ? newSession : 0)
    posix_spawnattr_setflags(&attributes, Int16(flags))
    return attributes
  }

  /// Its end within some time; `nil` when it lives on. Blocks.
  func ending(within limit: Duration) -> ForegroundCommand.Ending? {
    let end = ContinuousClock.now + limit
    repeat {
      let left = (end - .now) / .milliseconds(1)
      var status: Int32 = 0
      switch cprocess_wait(processID, Int32(max(0, min(left.rounded(.up), 1e9))), &status) {
      case 1: return status & 0x7F == 0 ? .exited(status >> 8 & 0xFF) : .signalled(status & 0x7F)
      case 0: continue
      // Nobody else waits for it, so it is there no more only when its end was told before.
      default: return .exited(0)
      }
    } while ContinuousClock.now < end
    return nil
  }
}

extension ProcessStartError {
  init(_ request: ProcessRequest, code: Int32) {
    self.init(executable: request.executable, code: code, reason: String(cString: cprocess_error_text(code)))
  }
}
