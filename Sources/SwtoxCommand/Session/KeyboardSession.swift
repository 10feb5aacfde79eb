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
      // Keys come between, however much is written.
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
final class KeyboardNews: Sendable {
  /// So much is shown at once, and so much waits for that at most; the log has all of it.
  private static let pieceByteCount = 64 * 1024
  private static let waitingByteCount = 1024 * 1024

  private struct State {
    var bytes: [UInt8] = []
    var hasEnded = false
  }

  private let waker: @Sendable () -> Void
  private let state = Mutex(State())

  init(waker: @escaping @Sendable () -> Void) { self.waker = waker }

  func add(_ bytes: UnsafeRawBufferPointer) {
    state.withLock { state in
      state.bytes.append(contentsOf: bytes)
      guard state.bytes.count > Self.waitingByteCount else { return }
      let count = state.bytes.count - Self.pieceByteCount
      let notice = Array("\r\n-- \(count) bytes are only in the log --\r\n".utf8)
      state.bytes.replaceSubrange(..<count, with: notice)
    }
    waker()
  }

  func end() {
    state.withLock { $0.hasEnded = true }
    waker()
  }

  /// The next piece, and whether it was the last one.
  func take() -> (bytes: [UInt8], hasEnded: Bool) {
    let (piece, isRestEmpty, hasEnded) = state.withLock { state in
      let piece = Array(state.bytes.prefix(Self.pieceByteCount))
      state.bytes.removeFirst(piece.count)
      return (piece, state.bytes.isEmpty, state.hasEnded)
    }
    if !isRestEmpty { waker() }
    return (piece, hasEnded && isRestEmpty)
  }
}
