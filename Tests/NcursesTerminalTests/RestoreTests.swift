import Glibc
import Screen
import Testing

@testable import NcursesTerminal

/// How programs of their own end, and what they leave of the terminal; the test holds its other end.
@Suite struct RestoreTests {
  private let size = Size(rowCount: 6, columnCount: 30)

  /// Shows a frame on a terminal as the program under test does.
  private static func show(on path: String) throws -> NcursesTerminal {
    // The threads that tests run on block most signals; the main thread of a program does not.
    var signals = sigset_t()
    sigfillset(&signals)
    pthread_sigmask(SIG_UNBLOCK, &signals, nil)
    let terminal = try NcursesTerminal(variables: ["TERM": "xterm-256color", "LC_ALL": "C.UTF-8"], path: path)
    var canvas = Canvas(terminal.size)
    canvas.write("hello", at: Point(row: 1, column: 2), role: .text)
    terminal.present(canvas, styles: StyleSheet())
    return terminal
  }

  /// Whether the last words take the terminal back to its first screen, its cursor shown, nothing reported.
  private func isScreenLeft(_ written: String) -> Bool {
    guard let hello = written.ranges(of: "hello").last else { return false }
    let end = written[hello.upperBound...]
    let modes = ["?2026l", "?1006l", "?1000l", "?2004l", "?25h", "?1049l"]
    return modes.allSatisfy { end.contains("\u{1B}[" + $0) } && !end.contains("\u{1B}[?1049h")
  }

  @Test(arguments: [SIGSEGV, SIGABRT, SIGBUS, SIGILL, SIGTRAP, SIGFPE])
  func `a crash gives the terminal back and stays a crash`(signal: Int32) async throws {
    let device = try #require(PseudoTerminal(size: size))
    let settings = try device.settings
    let result = await #expect(processExitsWith: .failure) { [path = device.path as String, signal] in
      let terminal = try RestoreTests.show(on: path)
      raise(signal)
      terminal.close()
    }
    #expect(result?.exitStatus == .signal(signal))
    #expect(isScreenLeft(device.written()))
    #expect(try device.settings == settings)
  }

  @Test func `a trap gives the terminal back`() async throws {
    let device = try #require(PseudoTerminal(size: size))
    let settings = try device.settings
    await #expect(processExitsWith: .failure) { [path = device.path as String] in
      let terminal = try RestoreTests.show(on: path)
      precondition(terminal.size.rowCount > 6, "the terminal has six rows")
    }
    #expect(isScreenLeft(device.written()))
    #expect(try device.settings == settings)
  }

  @Test func `a crash before the first frame gives the settings back without a word`() async throws {
    let device = try #require(PseudoTerminal(size: size))
    let settings = try device.settings
    await #expect(processExitsWith: .signal(SIGSEGV)) { [path = device.path as String] in
      let terminal = try NcursesTerminal(variables: ["TERM": "xterm-256color"], path: path)
      raise(SIGSEGV)
      terminal.close()
    }
    #expect(device.written().isEmpty)
    #expect(try device.settings == settings)
  }

  @Test func `a crash while the terminal is lent gives it back`() async throws {
    let device = try #require(PseudoTerminal(size: size))
    let settings = try device.settings
    await #expect(processExitsWith: .signal(SIGSEGV)) { [path = device.path as String] in
      let terminal = try RestoreTests.show(on: path)
      terminal.lent { loan in
        loan.write(Array("lent".utf8))
        raise(SIGSEGV)
      }
    }
    let written = device.written()
    #expect(isScreenLeft(written))
    #expect(written.hasSuffix("lent"))
    #expect(try device.settings == settings)
  }

  @Test(arguments: [SIGTERM, SIGHUP, SIGINT, SIGQUIT])
  func `a signal ends a loan, and then the program`(signal: Int32) async throws {
    let device = try #require(PseudoTerminal(size: size))
    let settings = try device.settings
    await #expect(processExitsWith: .success) { [path = device.path as String, signal] in
      let terminal = try RestoreTests.show(on: path)
      terminal.lent { loan in
        raise(signal)
        #expect(loan.wait() == [.ended])
      }
      #expect(terminal.wait(timeout: .seconds(5)) == [.signal(signal)])
      terminal.close()
    }
    #expect(isScreenLeft(device.written()))
    #expect(try device.settings == settings)
  }

  @Test(arguments: [SIGTERM, SIGHUP, SIGINT, SIGQUIT])
  func `a signal that no key sent counts while another program has the terminal`(signal: Int32) async throws {
    let device = try #require(PseudoTerminal(size: size))
    let settings = try device.settings
    await #expect(processExitsWith: .success) { [path = device.path as String, signal] in
      let terminal = try RestoreTests.show(on: path)
      terminal.suspended { raise(signal) }
      #expect(terminal.wait(timeout: .seconds(5)) == [.signal(signal)])
      terminal.close()
    }
    #expect(isScreenLeft(device.written()))
    #expect(try device.settings == settings)
  }

  @Test(arguments: [SIGTERM, SIGHUP, SIGINT, SIGQUIT])
  func `a signal that ends the program in order leaves nothing behind`(signal: Int32) async throws {
    let device = try #require(PseudoTerminal(size: size))
    let settings = try device.settings
    let result = await #expect(processExitsWith: .failure) { [path = device.path as String, signal] in
      let terminal = try RestoreTests.show(on: path)
      raise(signal)
      #expect(terminal.wait(timeout: .seconds(5)) == [.signal(signal)])
      terminal.close()
      raise(signal)
    }
    #expect(result?.exitStatus == .signal(signal))
    #expect(isScreenLeft(device.written()))
    #expect(try device.settings == settings)
  }

  @Test(arguments: [true, false])
  func `what was printed meanwhile comes after the screen`(crashes: Bool) async throws {
    let device = try #require(PseudoTerminal(size: size))
    await #expect(processExitsWith: crashes ? .signal(SIGABRT) : .success) { [path = device.path as String, crashes] in
      let file = Glibc.open(path, O_RDWR | O_NOCTTY)
      dup2(file, STDOUT_FILENO)
      dup2(file, STDERR_FILENO)
      let terminal = try RestoreTests.show(on: path)
      for file in [STDOUT_FILENO, STDERR_FILENO] { _ = write(file, "words", 5) }
      if crashes { abort() }
      terminal.close()
    }
    let written = device.written()
    let end = try #require(written.firstRange(of: "\u{1B}[?1049l"))
    #expect(!written[..<end.lowerBound].contains("words"))
    #expect(written[end.upperBound...].contains("wordswords"))
  }

  @Test func `the screen comes again after another program, and after a stop that could not be prepared`() async throws
  {
    let device = try #require(PseudoTerminal(size: size))
    let settings = try device.settings
    await #expect(processExitsWith: .success) { [path = device.path as String] in
      let terminal = try RestoreTests.show(on: path)
      terminal.suspended {}
      raise(SIGCONT)
      terminal.waker()
      #expect(terminal.wait(timeout: .seconds(5)) == [.woken])
      terminal.close()
    }
    let written = device.written()
    #expect(written.ranges(of: "\u{1B}[?1049h").count == 3)
    #expect(written.ranges(of: "hello").count == 3)
    #expect(isScreenLeft(written))
    #expect(try device.settings == settings)
  }
}
