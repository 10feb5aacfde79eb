import Glibc
import Screen
import Testing

@testable import NcursesTerminal

extension NcursesTerminalTests {
  @Test func `a borrower has every key as it is typed, and writes bytes as they are`() throws {
    let device = try #require(PseudoTerminal(size: Size(rowCount: 6, columnCount: 30)))
    let terminal = try NcursesTerminal(variables: ["TERM": "xterm-256color", "LC_ALL": "C.UTF-8"], path: device.path)
    defer { terminal.close() }
    terminal.present(Canvas(terminal.size), styles: StyleSheet())
    _ = device.written()
    let keys = "a\r\u{3}\u{1A}\u{1C}\u{1B}[A\u{13}é"
    terminal.lent { loan in
      #expect(loan.size == Size(rowCount: 6, columnCount: 30))
      loan.write(Array("one\ntwo".utf8))
      device.type(keys)
      var typed: [UInt8] = []
      while typed.count < keys.utf8.count {
        for case .typed(let bytes) in loan.wait() { typed += bytes }
      }
      #expect(typed == Array(keys.utf8))
      loan.waker()
      #expect(loan.wait() == [.woken])
      device.resize(to: Size(rowCount: 9, columnCount: 40))
      kill(getpid(), SIGWINCH)
      #expect(loan.wait() == [.resized(Size(rowCount: 9, columnCount: 40))])
    }
    #expect(device.written().contains("one\ntwo"))
    #expect(terminal.size == Size(rowCount: 9, columnCount: 40))
    #expect(terminal.wait(timeout: .seconds(5)).contains(.resized(terminal.size)))
    #expect(terminal.wait(timeout: .seconds(5)) == [.woken], "a wake during the loan was for others too")
  }
}
