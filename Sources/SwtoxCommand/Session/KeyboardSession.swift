import EnvironmentModel
import Glibc
import Host
import Orchestration
import Synchronization

/// Gives the terminal to the command of an environment until it ends or somebody takes the keyboard back.
///
/// Bytes go both ways as they are, so that debuggers and prompts work as in a terminal of their own.
struct KeyboardSession {
  /// Ctrl-] takes the keyboard back, as in telnet.
  private static let escape: UInt8 = 0x1D

  let board: KeyboardBoard
  let name: EnvironmentName

  /// Returns when the keyboard is the dashboard's again; blocks.
  func run() {
    let terminal = open("/dev/tty", O_RDWR | O_CLOEXEC | O_NOCTTY)
    guard terminal >= 0, let news = KeyboardNews() else { return }
    defer { close(terminal) }
    var settings = termios()
    guard tcgetattr(terminal, &settings) == 0 else { return }
    let original = settings
    cfmakeraw(&settings)
    tcsetattr(terminal, TCSANOW, &settings)
    defer {
      var original = original
      tcsetattr(terminal, TCSANOW, &original)
    }
    write(Array("\r\n-- the keyboard is \(name)'s; Ctrl-] takes it back --\r\n".utf8), to: terminal)
    board.join(name) {
      news.add($0)
    } onEnd: {
      news.end()
    }
    defer { board.leave(name) }
    fitSize(of: terminal)
    // It may have ended before we joined.
    if board.isRunning(name) { exchange(terminal, news) }
  }

  private func exchange(_ terminal: Int32, _ news: KeyboardNews) {
    var buffer = [UInt8](repeating: 0, count: 4096)
    while true {
      var files = [terminal, news.file].map { pollfd(fd: $0, events: Int16(POLLIN), revents: 0) }
      if poll(&files, 2, 500) == 0 { fitSize(of: terminal) }
      if files[1].revents != 0 {
        let (bytes, hasEnded) = news.take()
        write(bytes, to: terminal)
        if hasEnded { return }
      }
      guard files[0].revents != 0 else { continue }
      let count = read(terminal, &buffer, buffer.count)
      if count <= 0 { return }
      let typed = buffer[..<count]
      if let end = typed.firstIndex(of: Self.escape) {
        board.type(Array(typed[..<end]), to: name)
        return
      }
      board.type(Array(typed), to: name)
    }
  }

  private func fitSize(of terminal: Int32) {
    var window = winsize()
    guard ioctl(terminal, UInt(TIOCGWINSZ), &window) == 0, window.ws_row > 0 else { return }
    board.resize(name, rowCount: Int(window.ws_row), columnCount: Int(window.ws_col))
  }

  private func write(_ bytes: [UInt8], to terminal: Int32) {
    var rest = bytes[...]
    while !rest.isEmpty {
      let count = rest.withUnsafeBytes { Glibc.write(terminal, $0.baseAddress, $0.count) }
      if count <= 0, errno != EINTR { return }
      rest = rest.dropFirst(max(0, count))
    }
  }
}

/// What a command has written and nobody has seen yet; filled by the thread that reads output.
private final class KeyboardNews: Sendable {
  private struct State {
    var bytes: [UInt8] = []
    var hasEnded = false
  }

  /// Readable when there is something.
  let file: Int32
  private let writeEnd: Int32
  private let state = Mutex(State())

  init?() {
    var ends: [Int32] = [-1, -1]
    guard pipe(&ends) == 0 else { return nil }
    for end in ends {
      _ = fcntl(end, F_SETFL, O_NONBLOCK)
      _ = fcntl(end, F_SETFD, FD_CLOEXEC)
    }
    (file, writeEnd) = (ends[0], ends[1])
  }

  deinit {
    close(file)
    close(writeEnd)
  }

  func add(_ bytes: UnsafeRawBufferPointer) {
    state.withLock { $0.bytes.append(contentsOf: bytes) }
    wake()
  }

  func end() {
    state.withLock { $0.hasEnded = true }
    wake()
  }

  func take() -> (bytes: [UInt8], hasEnded: Bool) {
    var bytes = [UInt8](repeating: 0, count: 256)
    while read(file, &bytes, bytes.count) > 0 {}
    return state.withLock { state in
      defer { state.bytes = [] }
      return (state.bytes, state.hasEnded)
    }
  }

  /// A pipe that is full wakes all the same.
  private func wake() { _ = write(writeEnd, [0], 1) }
}
