import Glibc
import Testing

@testable import LocalHost

/// Signals belong to the whole process, so these tests take turns and use signals that nobody else does.
@Suite(.serialized) struct SignalSourceTests {
  private func currentHandler(of signal: Int32) -> UInt {
    var action = sigaction()
    sigaction(signal, nil, &action)
    return unsafeBitCast(action.__sigaction_handler, to: UInt.self)
  }

  @Test func `signals arrive by number`() async throws {
    let (signals, continuation) = AsyncStream.makeStream(of: Int32.self)
    let source = try SignalSource([SIGUSR1, SIGUSR2]) { continuation.yield($0) }
    kill(getpid(), SIGUSR1)
    var iterator = signals.makeAsyncIterator()
    #expect(await iterator.next() == SIGUSR1)
    kill(getpid(), SIGUSR2)
    #expect(await iterator.next() == SIGUSR2)
    source.uninstall()
  }

  @Test func `uninstalling brings back what was there`() throws {
    let before = currentHandler(of: SIGUSR1)
    let source = try SignalSource([SIGUSR1]) { _ in }
    #expect(currentHandler(of: SIGUSR1) != before)
    source.uninstall()
    source.uninstall()
    #expect(currentHandler(of: SIGUSR1) == before)
  }

  @Test func `only one source is installed at a time`() throws {
    let source = try SignalSource([SIGUSR1]) { _ in }
    #expect(throws: SystemError(code: EBUSY)) { try SignalSource([SIGUSR2]) { _ in } }
    source.uninstall()
    try SignalSource([SIGUSR2]) { _ in }.uninstall()
  }

  @Test func `an ignored signal stays ignored`() throws {
    signal(SIGUSR2, SIG_IGN)
    defer { signal(SIGUSR2, SIG_DFL) }
    let before = currentHandler(of: SIGUSR2)
    let source = try SignalSource([SIGUSR2]) { _ in }
    #expect(currentHandler(of: SIGUSR2) == before)
    source.uninstall()
  }

  @Test(arguments: [SIGKILL, 0, 1000])
  func `a signal that cannot be handled is refused and leaves nothing behind`(number: Int32) throws {
    let before = currentHandler(of: SIGUSR1)
    #expect(throws: SystemError(code: EINVAL)) { try SignalSource([SIGUSR1, number]) { _ in } }
    #expect(currentHandler(of: SIGUSR1) == before)
  }
}
