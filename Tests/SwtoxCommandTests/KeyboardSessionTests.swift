import EnvironmentModel
import Host
import RunModel
import Screen
import TestKit
import Testing

@testable import Orchestration
@testable import SwtoxCommand

/// A command and somebody who types to it.
@Suite struct KeyboardSessionTests {
  private let name = EnvironmentName("py312")
  private let step = StepID(.environment(EnvironmentName("py312")), .runCommands)
  private let board = KeyboardBoard()
  private let terminal = TestTerminal(batches: [])
  private let child: RunningScript

  init() throws {
    let request = ProcessRequest(executable: "/bin/pdb", arguments: ["pdb"], workingDirectory: "/", environment: [:])
    let processes = ScriptedProcesses { _ in .waits() }
    child = try #require(try processes.start(request, onOutput: { _ in }) as? RunningScript)
    board.set(name, takesInput: true)
    board.begin(child, of: step)
  }

  private func run() { terminal.lent { KeyboardSession(board: board, name: name, terminal: $0).run() } }
  private var shown: String { String(decoding: terminal.loanOutput, as: UTF8.self) }

  @Test func `what was written before is shown, and what is typed reaches the command`() {
    Array("(Pdb) ".utf8).withUnsafeBytes { board.tell($0, of: step) }
    terminal.loanBatches = [[.typed(Array("next\r\u{3}".utf8))], [.ended]]
    run()
    #expect(shown == "\r\n-- the keyboard is py312's; Ctrl-] takes it back --\r\n(Pdb) ")
    #expect(child.typed == "next\r\u{3}")
    #expect(child.terminalSize == Size(rowCount: 24, columnCount: 80))
  }

  @Test func `the escape takes the keyboard back, and what is behind it goes nowhere`() {
    terminal.loanBatches = [[.typed(Array("a\u{1D}b".utf8)), .typed(Array("c".utf8))], [.typed(Array("d".utf8))]]
    run()
    #expect(child.typed == "a")
    #expect(terminal.loanBatches.count == 1)
  }

  @Test func `another size is the command's too`() {
    terminal.loanBatches = [[.resized(Size(rowCount: 9, columnCount: 40))], [.ended]]
    run()
    #expect(child.terminalSize == Size(rowCount: 9, columnCount: 40))
  }

  @Test func `the end of the command gives the keyboard back at once`() {
    board.end(step)
    terminal.loanBatches = [[.typed(Array("x".utf8))]]
    run()
    #expect(child.typed.isEmpty)
    #expect(terminal.loanBatches.count == 1)
  }

  @Test func `much output is shown in pieces with keys between, and far too much is left to the log`() {
    let large = [UInt8](repeating: 0x61, count: 200_000)
    large.withUnsafeBytes { board.tell($0, of: step) }
    terminal.loanBatches = [[], [.typed([0x1D])]]
    board.join(name, onOutput: { _ in }, onEnd: {})
    run()
    #expect(shown.hasSuffix("aaa"))
    let news = KeyboardNews(waker: {})
    for _ in 0..<10 { large.withUnsafeBytes { news.add($0) } }
    var pieces: [[UInt8]] = []
    repeat { pieces.append(news.take().bytes) } while pieces.last?.isEmpty == false
    #expect(pieces.allSatisfy { $0.count <= 64 * 1024 })
    #expect(pieces.joined().count < 1_100_000)
    #expect(String(decoding: pieces[0].prefix(60), as: UTF8.self).contains("bytes are only in the log"))
  }

  @Test func `nothing is handed on after a session`() {
    run()
    let before = shown
    Array("later".utf8).withUnsafeBytes { board.tell($0, of: step) }
    #expect(shown == before)
  }
}
