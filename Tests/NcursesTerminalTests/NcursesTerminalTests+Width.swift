import Screen
import TestKit
import Testing

@testable import NcursesTerminal

extension NcursesTerminalTests {
  /// What a terminal has on its screen that gives so many columns to lines of frames, once it has answered.
  private func rows(lineWidth: Int) throws -> (rows: [String], objections: [String]) {
    let size = Size(rowCount: 4, columnCount: 20)
    let device = try #require(PseudoTerminal(size: size))
    let terminal = try open(device)
    defer { terminal.close() }
    var canvas = Canvas(size)
    canvas.write("┌─ Σ ✓ … ─┐ жλ", at: Point(row: 1, column: 0), role: .text)
    terminal.present(canvas, styles: StyleSheet())
    var screen = VirtualScreen(size)
    screen.lineWidth = lineWidth
    screen.take(device.writtenBytes())
    device.type(screen.answer)
    device.type("k")
    #expect(terminal.wait(timeout: .seconds(5)) == [.key(.character("k"))])
    screen.take(device.writtenBytes())
    return (screen.rows, screen.objections)
  }

  @Test func `a terminal whose lines are as wide as ours has them`() throws {
    let shown = try rows(lineWidth: 1)
    #expect(
      shown.rows
        == [20, 0, 20, 20].map { String(repeating: " ", count: $0) }.enumerated().map { index, blank in
          index == 1 ? "┌─ Σ ✓ … ─┐ жλ      " : blank
        })
    #expect(shown.objections.isEmpty)
  }

  @Test func `a terminal whose lines are wider has stand-ins, but for letters and narrow signs`() throws {
    let shown = try rows(lineWidth: 2)
    #expect(shown.rows[1] == "+- S ✓ . -+ жλ      ")
    #expect(shown.objections.isEmpty)
  }

  @Test(arguments: [["TERM": "linux"], ["LC_ALL": "C"]])
  func `a terminal that cannot answer is not asked`(variables: [String: String]) throws {
    let device = try #require(PseudoTerminal(size: Size(rowCount: 4, columnCount: 20)))
    let terminal = try open(device, variables)
    defer { terminal.close() }
    terminal.present(Canvas(terminal.size), styles: StyleSheet())
    #expect(!device.written().contains("\u{1B}[6n"))
  }

  @Test func `it is asked until it has answered`() throws {
    let device = try #require(PseudoTerminal(size: Size(rowCount: 4, columnCount: 20)))
    let terminal = try open(device)
    defer { terminal.close() }
    terminal.present(Canvas(terminal.size), styles: StyleSheet())
    terminal.suspended {}
    #expect(device.written().ranges(of: "\u{1B}[6n").count == 2)
    device.type("\u{1B}[2;2Rk")
    #expect(terminal.wait(timeout: .seconds(5)) == [.key(.character("k"))])
    terminal.suspended {}
    #expect(!device.written().contains("\u{1B}[6n"))
  }
}
