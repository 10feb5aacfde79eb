import Glibc
import Screen
import TestKit
import Testing

@testable import NcursesTerminal

/// One after the other: the terminal library and the signals of the process are there once.
@Suite(.serialized) struct NcursesTerminalTests {
  private let size = Size(rowCount: 6, columnCount: 30)

  func open(
    _ device: PseudoTerminal, _ variables: [String: String] = [:]
  ) throws(TerminalError) -> NcursesTerminal {
    let usual = ["TERM": "xterm-256color", "LC_ALL": "C.UTF-8"]
    return try NcursesTerminal(variables: usual.merging(variables) { $1 }, path: device.path)
  }

  private func canvas(_ text: String, row: Int = 1) -> Canvas {
    var canvas = Canvas(size)
    canvas.write(text, at: Point(row: row, column: 2), role: .pass)
    return canvas
  }

  @Test func `a frame shows the canvas, and the same frame again shows nothing`() throws {
    let device = try #require(PseudoTerminal(size: size))
    let terminal = try open(device)
    #expect(device.written().isEmpty)
    terminal.present(canvas("hello 漢字"), styles: StyleSheet())
    let first = device.written()
    #expect(first.contains("\u{1B}[?1049h"))
    #expect(first.contains("hello 漢字"))
    terminal.present(canvas("hello 漢字"), styles: StyleSheet())
    #expect(device.written().isEmpty)
  }

  @Test func `the whole screen scrolls, whatever size its type had, and the palette stays the user's`() throws {
    let device = try #require(PseudoTerminal(size: size))
    let terminal = try open(device)
    terminal.present(canvas("hello"), styles: StyleSheet())
    let first = device.written()
    let screen = try #require(first.firstRange(of: "\u{1B}[?1049h"))
    let region = try #require(first.firstRange(of: "\u{1B}[1;6r"))
    #expect(screen.upperBound <= region.lowerBound)
    #expect(!first.contains("\u{1B}[1;24r"))
    #expect(!first.contains("\u{1B}]104"))
  }

  @Test func `a terminal that takes no more is left all the same`() throws {
    let large = Size(rowCount: 200, columnCount: 400)
    let device = try #require(PseudoTerminal(size: large))
    let settings = try device.settings
    let terminal = try open(device)
    terminal.present(canvas("hello"), styles: StyleSheet())
    device.fill()
    terminal.close()
    #expect(try device.settings == settings)
  }

  @Test func `a signal ends the wait for a terminal that takes no more`() throws {
    let large = Size(rowCount: 200, columnCount: 400)
    let device = try #require(PseudoTerminal(size: large))
    let terminal = try open(device)
    var canvas = Canvas(large)
    canvas.fill(canvas.bounds, with: Cell(scalar: 0x61))
    kill(getpid(), SIGTERM)
    terminal.present(canvas, styles: StyleSheet())
    #expect(terminal.wait(timeout: .seconds(5)) == [.signal(SIGTERM)])
  }

  @Test func `only what changed is written`() throws {
    let device = try #require(PseudoTerminal(size: size))
    let terminal = try open(device)
    terminal.present(canvas("hello"), styles: StyleSheet())
    _ = device.written()
    terminal.present(canvas("hallo"), styles: StyleSheet())
    let frame = device.written()
    #expect(frame.hasSuffix("a"))
    #expect(frame.utf8.count <= 12)
  }

  @Test func `a frame is one write, however large, and no change is none`() throws {
    // As much as a terminal takes while nobody reads.
    let large = Size(rowCount: 40, columnCount: 150)
    let device = try #require(PseudoTerminal(size: large))
    let terminal = try open(device)
    var canvas = Canvas(large)
    for (scalar, writeCount) in [(0x61, 1), (0x62, 2), (0x62, 2), (0x63, 3)] as [(UInt32, Int)] {
      canvas.fill(canvas.bounds, with: Cell(scalar: scalar))
      canvas.fill(Rectangle(row: 3, column: 3, rowCount: 9, columnCount: 9))
      terminal.present(canvas, styles: StyleSheet())
      #expect(terminal.device?.writeCount == writeCount)
      _ = device.written()
    }
  }

  @Test func `one cell is sent where one changed, and the cursor moves without a cell`() throws {
    let device = try #require(PseudoTerminal(size: size))
    let terminal = try open(device)
    var canvas = Canvas(size)
    for row in 0..<6 { canvas.write("abcdefghijklmnopqrstuvwxyz", at: Point(row: row, column: 0), role: .text) }
    terminal.present(canvas, styles: StyleSheet())
    _ = device.written()
    canvas[4, 7] = Cell(scalar: 0x23)
    terminal.present(canvas, styles: StyleSheet())
    let frame = device.written()
    #expect(frame.hasSuffix("#"))
    #expect(frame.utf8.filter { (0x61...0x7A).contains($0) }.count <= 1)
    canvas.cursor = Point(row: 2, column: 3)
    terminal.present(canvas, styles: StyleSheet())
    let moved = device.written()
    #expect(moved.contains("\u{1B}[?25h") || moved.contains("\u{1B}[?12l"))
    #expect(!moved.contains("#"))
  }

  @Test func `closing gives everything back`() throws {
    let device = try #require(PseudoTerminal(size: size))
    let settings = try device.settings
    let terminal = try open(device)
    #expect(try device.settings != settings)
    terminal.present(canvas("hello"), styles: StyleSheet())
    _ = device.written()
    terminal.close()
    #expect(try device.settings == settings)
    let end = device.written()
    for mode in ["?2026l", "?1006l", "?1000l", "?2004l", "?25h", "?1049l"] { #expect(end.contains("\u{1B}[" + mode)) }
    terminal.close()
    terminal.present(canvas("late"), styles: StyleSheet())
    #expect(device.written().isEmpty)
    #expect(terminal.wait(timeout: nil).isEmpty)
  }

  @Test(arguments: [SIGTSTP, SIGTTIN, SIGTTOU])
  func `job control reaches the thread that owns the terminal`(signal: Int32) throws {
    let device = try #require(PseudoTerminal(size: size))
    var mask = sigset_t()
    sigemptyset(&mask)
    sigaddset(&mask, signal)
    pthread_sigmask(SIG_BLOCK, &mask, nil)
    let terminal = try open(device)
    pthread_sigmask(SIG_BLOCK, nil, &mask)
    #expect(sigismember(&mask, signal) == 0)
    terminal.close()
  }

  @Test func `a terminal that never showed a frame is closed without a word`() throws {
    let device = try #require(PseudoTerminal(size: size))
    let settings = try device.settings
    try open(device).close()
    #expect(device.written().isEmpty)
    #expect(try device.settings == settings)
  }

  @Test func `frames come in one piece where the terminal can`() throws {
    let device = try #require(PseudoTerminal(size: size))
    let terminal = try open(device)
    terminal.present(canvas("one"), styles: StyleSheet())
    #expect(device.written().contains("\u{1B}[?2026$p"))
    device.type("\u{1B}[?2026;2$yx")
    #expect(terminal.wait(timeout: .seconds(5)) == [.key(.character("x"))])
    #expect(terminal.isSynchronized)
    terminal.present(canvas("two"), styles: StyleSheet())
    let frame = device.written()
    #expect(frame.hasPrefix("\u{1B}[?2026h"))
    #expect(frame.hasSuffix("\u{1B}[?2026l"))
  }

  @Test func `keys, presses and wakes come as events`() throws {
    let device = try #require(PseudoTerminal(size: size))
    let terminal = try open(device)
    device.type("j\u{1B}[A\u{1B}[<0;3;2M\u{1B}[<0;3;2M\u{1B}[<64;1;1M")
    let point = Point(row: 1, column: 2)
    #expect(
      terminal.wait(timeout: .seconds(5)) == [
        .key(.character("j")), .key(.up), .mouse(MouseEvent(.press, at: point)),
        .mouse(MouseEvent(.doublePress, at: point)), .mouse(MouseEvent(.wheelUp, at: Point(row: 0, column: 0))),
      ])
    terminal.waker()
    terminal.waker()
    #expect(terminal.wait(timeout: .seconds(5)) == [.woken])
    #expect(terminal.wait(timeout: .zero).isEmpty)
  }

  @Test func `a lone escape is a key after a moment`() throws {
    let device = try #require(PseudoTerminal(size: size))
    let terminal = try open(device)
    device.type("\u{1B}")
    #expect(terminal.wait(timeout: .seconds(5)) == [.key(.escape)])
  }

  @Test(arguments: [SIGINT, SIGTERM, SIGHUP, SIGQUIT])
  func `a signal asks for an orderly end`(signal: Int32) throws {
    let device = try #require(PseudoTerminal(size: size))
    let terminal = try open(device)
    kill(getpid(), signal)
    #expect(terminal.wait(timeout: .seconds(5)) == [.signal(signal)])
  }

  @Test func `a change of the window's size is told once and painted whole`() throws {
    let device = try #require(PseudoTerminal(size: size))
    let terminal = try open(device)
    terminal.present(canvas("hello"), styles: StyleSheet())
    _ = device.written()
    for (rowCount, columnCount) in [(1, 1), (9, 40), (120, 500), (6, 30)] {
      let size = Size(rowCount: rowCount, columnCount: columnCount)
      device.resize(to: size)
      for _ in 0..<20 { kill(getpid(), SIGWINCH) }
      #expect(terminal.wait(timeout: .seconds(5)) == [.resized(size)])
      #expect(terminal.size == size)
      terminal.present(canvas("hello"), styles: StyleSheet())
      #expect(device.written().contains("\u{1B}[2J"))
    }
  }

  @Test func `another program gets the terminal as it was, and the screen comes back`() throws {
    let device = try #require(PseudoTerminal(size: size))
    let settings = try device.settings
    let terminal = try open(device)
    terminal.present(canvas("hello"), styles: StyleSheet())
    _ = device.written()
    var meanwhile: [UInt8] = []
    // Settings that cannot be read are none, and no others are equal to them.
    terminal.suspended { meanwhile = (try? device.settings) ?? [] }
    #expect(meanwhile == settings)
    let again = device.written()
    #expect(again.contains("\u{1B}[?1049l"))
    #expect(again.contains("\u{1B}[?1049h"))
    #expect(again.contains("hello"))
    #expect(try device.settings != settings)
  }

  @Test func `a terminal that hangs up is told once`() throws {
    var device = PseudoTerminal(size: size)
    let terminal = try open(try #require(device))
    device = nil
    #expect(terminal.wait(timeout: .seconds(5)) == [.closed])
    #expect(terminal.wait(timeout: .zero).isEmpty)
  }

  @Test(arguments: [
    (["TERM": ""], TerminalError.typeNotSet), (["TERM": "nosuchterm"], .typeUnknown("nosuchterm")),
    (["TERM": "dumb"], .typeTooSimple("dumb")),
  ])
  func `an unfit type is refused and the terminal left alone`(variables: [String: String], error: TerminalError) throws
  {
    let device = try #require(PseudoTerminal(size: size))
    let settings = try device.settings
    #expect(throws: error) { try open(device, variables) }
    #expect(device.written().isEmpty)
    #expect(try device.settings == settings)
  }

  @Test func `what is no terminal is refused`() {
    #expect(throws: TerminalError.noTerminal) {
      try NcursesTerminal(variables: ["TERM": "xterm-256color"], path: "/dev/null")
    }
  }

  @Test(arguments: [
    ([:], ColorDepth.palette256, true), (["NO_COLOR": "1"], .none, false), (["NO_COLOR": ""], .palette256, true),
  ])
  func `colours are shown unless they are not wanted`(variables: [String: String], depth: ColorDepth, isColored: Bool)
    throws
  {
    let device = try #require(PseudoTerminal(size: size))
    let terminal = try open(device, variables)
    #expect(terminal.depth == depth)
    var styles = StyleSheet()
    let blue = PaletteColor(trueColor: .rgb(0, 0, 255), palette256: .indexed(39), ansi16: .indexed(4))
    styles[.pass] = RoleStyle(foreground: blue, attributes: .bold)
    terminal.present(canvas("hello"), styles: styles)
    var screen = VirtualScreen(size)
    screen.take(device.writtenBytes())
    let shown = screen.allGlyphs.joined().filter { $0.text != " " }
    #expect(shown.map(\.text).joined() == "hello")
    #expect(shown.allSatisfy { $0.rendition == (isColored ? ["1", "38;5;39"] : ["1"]) })
  }

  @Test func `a locale without UTF-8 shows stand-ins`() throws {
    let device = try #require(PseudoTerminal(size: size))
    let terminal = try open(device, ["LC_ALL": "C"])
    #expect(!terminal.isUnicode)
    terminal.present(canvas("─✗漢字x"), styles: StyleSheet())
    #expect(device.written().contains("-x? ? x"))
  }

  @Test func `a change of theme is shown without a change of text`() throws {
    let device = try #require(PseudoTerminal(size: size))
    let terminal = try open(device)
    terminal.present(canvas("hello"), styles: StyleSheet())
    _ = device.written()
    var styles = StyleSheet()
    styles[.pass] = RoleStyle(attributes: .reverse)
    terminal.present(canvas("hello"), styles: styles)
    let frame = device.written()
    #expect(frame.contains("hello"))
    #expect(!frame.contains("\u{1B}[2J"))
  }

  @Test func `the mouse can be left to the terminal`() throws {
    let device = try #require(PseudoTerminal(size: size))
    let terminal = try open(device)
    terminal.present(canvas("hello"), styles: StyleSheet())
    #expect(device.written().contains("\u{1B}[?1000h"))
    terminal.reportMouse(false)
    #expect(device.written() == "\u{1B}[?1006l\u{1B}[?1000l")
  }
}
