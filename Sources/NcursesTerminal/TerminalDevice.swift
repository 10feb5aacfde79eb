import CNcursesw
import Glibc
import Screen

/// The terminal itself: its descriptors, its settings and the size of its window.
final class TerminalDevice {
  /// What a read found.
  enum Input {
    case bytes(ArraySlice<UInt8>)
    case nothing
    /// The terminal has gone.
    case closed
  }

  /// Never blocks, and is a description of its own, so that nobody else's changes.
  let input: Int32
  /// Never blocks, so that a terminal that takes nothing cannot keep the program from ending: a signal would not
  /// interrupt a write, as it reaches another thread than this.
  let output: Int32
  /// As they were found, and are left.
  let originalSettings: termios
  /// How often the terminal was written to: once a frame, if it takes what it is given.
  private(set) var writeCount = 0
  private var buffer = [UInt8](repeating: 0, count: 4096)

  /// - Parameter path: The terminal; `/dev/tty` is the one that the process was started from.
  init(path: String) throws(TerminalError) {
    output = Glibc.open(path, O_RDWR | O_CLOEXEC | O_NOCTTY | O_NONBLOCK)
    guard output >= 0 else { throw .noTerminal }
    input = Glibc.open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY | O_NONBLOCK)
    var settings = termios()
    guard input >= 0, tcgetattr(output, &settings) == 0 else {
      Glibc.close(output)
      if input >= 0 { Glibc.close(input) }
      throw .noTerminal
    }
    originalSettings = settings
  }

  deinit {
    Glibc.close(input)
    Glibc.close(output)
  }

  /// The window's size, or `nil` where the terminal does not tell.
  var size: Size? {
    var window = winsize()
    guard ioctl(output, UInt(TIOCGWINSZ), &window) == 0, window.ws_row > 0, window.ws_col > 0 else { return nil }
    return Size(rowCount: Int(window.ws_row), columnCount: Int(window.ws_col))
  }

  /// Whether Backspace sends Ctrl-H here.
  var erasesByControlH: Bool {
    withUnsafeBytes(of: originalSettings.c_cc) { $0[Int(VERASE)] == 0x08 }
  }

  /// Keys come at once and unchanged, bytes go out unchanged; of the keys that send signals only that for stopping does.
  func useRawSettings() {
    var settings = originalSettings
    settings.c_iflag &= ~tcflag_t(BRKINT | ICRNL | INLCR | IGNCR | INPCK | ISTRIP | IXON | PARMRK)
    settings.c_oflag &= ~tcflag_t(OPOST)
    settings.c_lflag &= ~tcflag_t(ECHO | ECHONL | ICANON | IEXTEN)
    settings.c_lflag |= tcflag_t(ISIG)
    withUnsafeMutableBytes(of: &settings.c_cc) { characters in
      for index in [VINTR, VQUIT] { characters[Int(index)] = 0 }
      characters[Int(VMIN)] = 1
      characters[Int(VTIME)] = 0
    }
    // A process in the background is stopped here and goes on when it comes to the front.
    retrying { tcsetattr(output, TCSANOW, &settings) }
  }

  /// All keys come at once and unchanged, none sends a signal, and bytes go out unchanged (cfmakeraw(3)).
  func useTransparentSettings() {
    var settings = originalSettings
    cfmakeraw(&settings)
    retrying { tcsetattr(output, TCSANOW, &settings) }
  }

  /// Puts back the settings from before, and drops input that nobody has read: it was meant for the screen.
  func useOriginalSettings() {
    tcflush(output, TCIFLUSH)
    var settings = originalSettings
    retrying { tcsetattr(output, TCSANOW, &settings) }
  }

  /// Reads what the user typed.
  func read() -> Input {
    let count = buffer.withUnsafeMutableBytes { bytes in
      retrying { Glibc.read(input, bytes.baseAddress, bytes.count) }
    }
    if count > 0 { return .bytes(buffer[..<count]) }
    return count < 0 && errno == EAGAIN ? .nothing : .closed
  }

  /// Writes bytes, in one call where the terminal takes them at once.
  ///
  /// - Parameters:
  ///   - interruption: A file that is readable when `isAbandoned` has to be asked.
  ///   - isAbandoned: Asked while the terminal takes no more.
  /// - Returns: Whether all were written.
  func write(_ bytes: [UInt8], interruption: Int32, isAbandoned: () -> Bool) -> Bool {
    write(bytes) {
      var files = [output, interruption].map { pollfd(fd: $0, events: Int16(POLLIN), revents: 0) }
      files[0].events = Int16(POLLOUT)
      retrying { poll(&files, nfds_t(files.count), -1) }
      return files[1].revents == 0 || !isAbandoned()
    }
  }

  /// Writes bytes that end a screen, and gives up on a terminal that takes none for half a second.
  func writeLast(_ bytes: [UInt8]) {
    _ = write(bytes) {
      var file = pollfd(fd: output, events: Int16(POLLOUT), revents: 0)
      return retrying { poll(&file, 1, 500) } > 0
    }
  }

  /// Writes bytes; `hasWaited` waits until the terminal takes more, and tells whether it is to go on.
  private func write(_ bytes: [UInt8], hasWaited: () -> Bool) -> Bool {
    var rest = bytes[...]
    while !rest.isEmpty {
      let count = retrying { rest.withUnsafeBytes { Glibc.write(output, $0.baseAddress, $0.count) } }
      writeCount += 1
      if count > 0 {
        rest = rest.dropFirst(count)
      } else {
        guard errno == EAGAIN, hasWaited() else { return false }
      }
    }
    return true
  }
}
