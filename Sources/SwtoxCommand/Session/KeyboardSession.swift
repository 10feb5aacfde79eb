import EnvironmentModel
import Host
import Orchestration
import Screen
import Synchronization

/// Gives the terminal to the command of an environment until it ends or somebody takes the keyboard back.
///
/// Bytes go both ways as they are, so that debuggers and prompts work as in a terminal of their own.
struct KeyboardSession {
  /// Ctrl-] takes the keyboard back, as in telnet.
  private static let escape: UInt8 = 0x1D

  let board: KeyboardBoard
  let name: EnvironmentName
  let terminal: any LentTerminal

  /// Returns when the keyboard is the dashboard's again, also since a signal asks for the end; blocks.
  func run() {
    let news = KeyboardNews(waker: terminal.waker)
    terminal.write(Array("\r\n-- the keyboard is \(name)'s; Ctrl-] takes it back --\r\n".utf8))
    board.join(name) {
      news.add($0)
    } onEnd: {
      news.end()
    }
    defer { board.leave(name) }
    fit(terminal.size)
    // It may have ended before we joined.
    if !board.isRunning(name) { news.end() }
    var isMine = true
    while isMine {
      let (bytes, hasEnded) = news.take()
      if !bytes.isEmpty { terminal.write(bytes) }
      if hasEnded { return }
      for event in terminal.wait() where isMine { isMine = take(event) }
    }
  }

  /// Takes what happened on the terminal; returns whether the command keeps it.
  private func take(_ event: LentTerminalEvent) -> Bool {
    switch event {
    case .typed(let bytes):
      let own = bytes.prefix { $0 != Self.escape }
      board.type(Array(own), to: name)
      return own.count == bytes.count
    case .resized(let size): fit(size)
    case .woken: break
    case .ended: return false
    }
    return true
  }

  private func fit(_ size: Size) { board.resize(name, rowCount: size.rowCount, columnCount: size.columnCount) }
}

/// What a command has written and nobody has seen yet; filled by the thread that reads output.
private final class KeyboardNews: Sendable {
  private struct State {
    var bytes: [UInt8] = []
    var hasEnded = false
  }

  private let waker: @Sendable () -> Void
  private let state = Mutex(State())

  init(waker: @escaping @Sendable () -> Void) { self.waker = waker }

  func add(_ bytes: UnsafeRawBufferPointer) {
    state.withLock { $0.bytes.append(contentsOf: bytes) }
    waker()
  }

  func end() {
    state.withLock { $0.hasEnded = true }
    waker()
  }

  func take() -> (bytes: [UInt8], hasEnded: Bool) {
    state.withLock { state in
      defer { state.bytes = [] }
      return (state.bytes, state.hasEnded)
    }
  }
}
