import EnvironmentModel
import Journal
import Reporting
import RunModel
import TestKit
import Testing

@testable import SwtoxCommand

@Suite struct LogFileOutputTests {
  private let step = StepID(.environment(EnvironmentName("a")), .runCommands)
  private let folder = RunFolder(workDirectory: "/w", run: RunID(1))

  private func output(_ text: String, isColored: Bool = false) -> LogFileOutput {
    LogFileOutput(
      folder: folder, files: MemoryFiles([folder.logPath(of: step): text]), isColored: isColored)
  }

  @Test func `while a step runs only whole lines are given`() {
    let part = output("one\ntwo\nthr").part(of: step, from: 0, to: 11, isWhole: false)
    #expect(part == StepOutputPart(lines: ["one", "two"], endOffset: 8))
  }

  @Test func `at the end the last line counts without its line feed`() {
    #expect(output("one\ntwo").part(of: step, from: 4, to: 7, isWhole: true).lines == ["two"])
    #expect(output("one\n\n").part(of: step, from: 0, to: 5, isWhole: true).lines == ["one", ""])
  }

  @Test func `nothing dangerous reaches the terminal, colours only where wanted`() {
    let text = "\u{1B}[31mred\u{1B}[0m\u{1B}]0;title\u{7}\u{1B}[2J 50%\r100%\n"
    #expect(output(text).part(of: step, from: 0, to: text.utf8.count, isWhole: true).lines == ["100%"])
    let red = "\u{1B}[31mred\u{1B}[2J\u{1B}[1mbold\u{1B}[0m.\n"
    let colored = output(red, isColored: true).part(of: step, from: 0, to: red.utf8.count, isWhole: true)
    #expect(colored.lines == ["\u{1B}[0;31mred\u{1B}[0;1;31mbold\u{1B}[0m."])
  }

  @Test func `a line longer than a part does not hold it up`() {
    let text = String(repeating: "x", count: 3_000_000)
    let source = output(text)
    var offset = 0
    var count = 0
    while offset < text.utf8.count {
      let part = source.part(of: step, from: offset, to: text.utf8.count, isWhole: false)
      if part.endOffset == offset { break }
      offset = part.endOffset
      count += part.lines.joined().utf8.count
    }
    #expect(count == 2 * 1024 * 1024)
    #expect(source.part(of: step, from: offset, to: text.utf8.count, isWhole: true).endOffset == 3_000_000)
  }

  @Test func `a log that is gone is told`() {
    let part = LogFileOutput(folder: folder, files: MemoryFiles(), isColored: false)
      .part(of: step, from: 0, to: 10, isWhole: false)
    #expect(part.lines.first?.hasPrefix("swtox: cannot read") == true)
    #expect(part.endOffset == 10)
  }
}
