import Glibc
import Screen

@testable import NcursesTerminal

/// A terminal whose other end the test holds.
final class PseudoTerminal {
  /// The terminal's path, for the program under test.
  let path: String
  private let master: Int32
  private let slave: Int32

  init?(size: Size) {
    master = open("/dev/ptmx", O_RDWR | O_NOCTTY | O_CLOEXEC | O_NONBLOCK)
    var number: UInt32 = 0
    var lock: Int32 = 0
    guard master >= 0, ioctl(master, Self.getNumber, &number) == 0, ioctl(master, Self.setLock, &lock) == 0 else {
      return nil
    }
    path = "/dev/pts/\(number)"
    slave = open(path, O_RDWR | O_NOCTTY | O_CLOEXEC)
    guard slave >= 0 else { return nil }
    resize(to: size)
  }

  deinit {
    close(slave)
    close(master)
  }

  func resize(to size: Size) {
    var window = winsize(
      ws_row: UInt16(size.rowCount), ws_col: UInt16(size.columnCount), ws_xpixel: 0, ws_ypixel: 0)
    _ = ioctl(master, UInt(TIOCSWINSZ), &window)
  }

  /// What the program wrote since the last time.
  func written() -> String { String(decoding: writtenBytes(), as: UTF8.self) }

  /// The same as bytes.
  func writtenBytes() -> [UInt8] {
    var written: [UInt8] = []
    var bytes = [UInt8](repeating: 0, count: 65536)
    while true {
      let count = read(master, &bytes, bytes.count)
      if count <= 0 { return written }
      written += bytes[..<count]
    }
  }

  /// Writes until the terminal takes no more, as to one that nobody reads.
  func fill() {
    let file = open(path, O_WRONLY | O_NOCTTY | O_CLOEXEC | O_NONBLOCK)
    let bytes = [UInt8](repeating: 0x2E, count: 1024)
    while write(file, bytes, bytes.count) > 0 {}
    close(file)
  }

  func type(_ text: String) {
    let bytes = Array(text.utf8)
    _ = write(master, bytes, bytes.count)
  }

  /// The terminal's settings, as bytes that can be compared.
  var settings: [UInt8] {
    get throws { try withUnsafeBytes(of: TerminalDevice(path: path).originalSettings) { Array($0) } }
  }

  // TIOCGPTN and TIOCSPTLCK, which Swift does not import.
  private static let getNumber: UInt = 0x8004_5430
  private static let setLock: UInt = 0x4004_5431
}
