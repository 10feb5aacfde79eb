import CProcess
import Glibc

/// A kernel thread of its own, for work that waits in system calls.
struct NamedThread: Sendable {
  private let handle: pthread_t

  /// Starts the thread; it takes no signals except those that its own faults raise.
  ///
  /// - Parameter name: At most 15 bytes are shown in tools.
  init(
    _ name: String, stackByteCount: Int, body: @escaping @Sendable () -> Void
  ) throws(SystemError) {
    let start = Unmanaged.passRetained(ThreadStart(name: name, body: body))
    do {
      handle = try Self.create(stackByteCount: stackByteCount, start: start)
    } catch {
      start.release()
      throw error
    }
  }

  /// Waits for the thread's end; once, and not from the thread itself.
  func join() { pthread_join(handle, nil) }

  /// Lets the system clear up when the thread ends, as nobody will wait for it.
  func detach() { pthread_detach(handle) }

  private static func create(
    stackByteCount: Int, start: Unmanaged<ThreadStart>
  ) throws(SystemError) -> pthread_t {
    var attributes = pthread_attr_t()
    pthread_attr_init(&attributes)
    defer { pthread_attr_destroy(&attributes) }
    pthread_attr_setstacksize(&attributes, stackByteCount)
    var handle = pthread_t()
    // A thread starts with the mask of its maker.
    let code = withSignalsBlocked {
      pthread_create(&handle, &attributes, { ThreadStart.run($0) }, start.toOpaque())
    }
    if code != 0 { throw SystemError(code: code) }
    return handle
  }

  private static func withSignalsBlocked(_ body: () -> Int32) -> Int32 {
    var blocked = sigset_t()
    var previous = sigset_t()
    sigfillset(&blocked)
    for fault in [SIGSEGV, SIGBUS, SIGILL, SIGFPE, SIGTRAP, SIGABRT, SIGSYS] { sigdelset(&blocked, fault) }
    pthread_sigmask(SIG_BLOCK, &blocked, &previous)
    defer { pthread_sigmask(SIG_SETMASK, &previous, nil) }
    return body()
  }
}

/// What a new thread takes with it through the C interface.
private final class ThreadStart: Sendable {
  let name: String
  let body: @Sendable () -> Void

  init(name: String, body: @escaping @Sendable () -> Void) {
    self.name = name
    self.body = body
  }

  static func run(_ context: UnsafeMutableRawPointer?) -> UnsafeMutableRawPointer? {
    guard let context else { return nil }
    let start = Unmanaged<ThreadStart>.fromOpaque(context).takeRetainedValue()
    cprocess_name_thread(start.name)
    start.body()
    return nil
  }
}
