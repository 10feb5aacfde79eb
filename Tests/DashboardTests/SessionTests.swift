import EnvironmentModel
import Logs
import RunModel
import Screen
import Synchronization
import TestKit
import Testing

@testable import Dashboard

@Suite struct SessionTests {
  /// A time that moves by a step at each look.
  final class StepClock {
    var time = Samples.start
    let step: Int64
    init(step: Int64) { self.step = step }

    func now() -> Int64 {
      time += step
      return time
    }
  }

  private func session(
    _ terminal: TestTerminal, _ state: DashboardState = Samples.state(), inbox: DashboardInbox = DashboardInbox(),
    files: MemoryFiles = MemoryFiles(), step: Int64 = 1000, perform: @escaping (DashboardEffect) -> Void = { _ in }
  ) -> DashboardSession {
    let clock = StepClock(step: step)
    return DashboardSession(
      state: state, terminal: terminal, inbox: inbox, logs: LogReader { LogStore(path: $0, files: files) },
      now: clock.now, perform: perform)
  }

  @Test func `quitting ends the loop`() {
    let terminal = TestTerminal(batches: [[.key(.character("j"))], [.key(.character("q"))]])
    #expect(session(terminal).run() == .user)
    #expect(terminal.canvases.count == 2)
  }

  @Test func `pasted text comes only while a query is typed`() {
    let terminal = TestTerminal(batches: [[.key(.character("/"))], [.key(.escape)]])
    _ = session(terminal).run()
    #expect(terminal.pasteSettings == [false, true, false])
  }

  @Test func `effects go to the root`() {
    let terminal = TestTerminal(batches: [[.key(.character("a"))]])
    var effects: [DashboardEffect] = []
    #expect(session(terminal) { effects.append($0) }.run() == .terminalClosed)
    #expect(effects == [.startDefaultRun(Samples.usual.defaultEnvironments)])
  }

  @Test func `nothing to do means sleeping without a limit and no frames`() {
    let terminal = TestTerminal(batches: [[], [.woken], []])
    #expect(session(terminal).run() == .terminalClosed)
    #expect(terminal.canvases.count == 1)
    #expect(terminal.timeouts.allSatisfy { $0 == nil })
  }

  @Test func `a run in progress wakes once a second`() {
    let terminal = TestTerminal(batches: [[], []])
    _ = session(terminal, Scene.running.state(rows: 24, columns: 80), step: 0).run()
    #expect(terminal.timeouts.first.flatMap { $0 } == .seconds(1))
  }

  @Test func `posted messages are taken in order and shown`() {
    let inbox = DashboardInbox()
    let script = RunScript(5, Samples.usual.environments)
    inbox.post(.runOpened(RunState(id: script.id), folder: "/runs/5"))
    inbox.post(.runEvents(script.id, script.events))
    let terminal = TestTerminal(batches: [[]])
    let session = session(terminal, inbox: inbox)
    _ = session.run()
    #expect(session.state.count(of: .queued) == Samples.usual.environments.count)
    #expect(session.state.isRunning)
    #expect(terminal.canvases.last?.goldenText.contains("run 5") == true)
  }

  @Test func `a message wakes the terminal once for many`() {
    let inbox = DashboardInbox()
    let wakes = Wakes()
    inbox.attach { wakes.count.withLock { $0 += 1 } }
    for _ in 0..<100 { inbox.post(.notice("x")) }
    #expect(wakes.count.withLock { $0 } == 1)
    #expect(inbox.takeAll().count == 100)
    inbox.post(.notice("y"))
    #expect(wakes.count.withLock { $0 } == 2)
  }

  final class Wakes: Sendable {
    let count = Mutex(0)
  }

  @Test func `Ctrl-L paints the whole screen`() {
    let terminal = TestTerminal(batches: [[.key(.control("l"))]])
    _ = session(terminal).run()
    #expect(terminal.invalidationCount == 1)
  }

  @Test(arguments: [(false, 20), (true, 10)])
  func `a storm of news makes no more than thirty frames a second, and ten over a network`(isRemote: Bool, count: Int) {
    var budget = FrameBudget(isRemote: isRemote)
    var frames = 0
    for time in stride(from: Int64(0), to: 1_000_000, by: 1000) where budget.delay(at: time, isAnswer: false) == 0 {
      budget.countFrame(at: time)
      frames += 1
    }
    #expect(frames == count)
  }

  @Test(arguments: [true, false])
  func `a clock that is set back does not stop the frames`(isAnswer: Bool) {
    var budget = FrameBudget()
    for time in stride(from: Int64(10_000_000), to: 11_000_000, by: 1000)
    where budget.delay(at: time, isAnswer: true) == 0 {
      budget.countFrame(at: time)
    }
    #expect(budget.delay(at: 5_000_000, isAnswer: isAnswer) == 0)
    budget.countFrame(at: 5_000_000)
    #expect(budget.delay(at: 5_100_000, isAnswer: isAnswer) == 0)
  }

  @Test func `a search goes on only while its log is seen`() {
    let files = MemoryFiles()
    var script = RunScript(9, [EnvironmentName("py39-dj42-venv")], package: nil)
    script.finish("py39-dj42-venv", seconds: 9)
    script.close(after: 9)
    files.put(
      String(repeating: "nothing to see here, and nothing to find\n", count: 150_000),
      at: "/runs/9/py39-dj42-venv.commands.log")
    var state = Samples.state()
    state.take(script)
    let terminal = TestTerminal(
      batches: [[.key(.character("/"))], [.key(.character("z"))], [.key(.enter)], [.key(.character("i"))], []])
    _ = session(terminal, state, files: files, step: 50_000).run()
    #expect(terminal.timeouts.contains(.zero))
    #expect(terminal.timeouts.last == .some(nil))
  }

  @Test func `keys are answered at once until the allowance of the second is used`() {
    var budget = FrameBudget()
    var frames = 0
    for time in stride(from: Int64(0), to: 10_000_000, by: 1000) where budget.delay(at: time, isAnswer: true) == 0 {
      budget.countFrame(at: time)
      frames += 1
    }
    #expect(frames <= 306)
    #expect(frames >= 300)
  }

  @Test func `a log is read below the headings of its steps, searched and gone through`() {
    let files = MemoryFiles()
    var script = RunScript(9, [EnvironmentName("py39-dj42-venv")], package: nil)
    script.finish("py39-dj42-venv", .failed(exitCode: 1), seconds: 9)
    files.put("made\n", at: "/runs/9/py39-dj42-venv.create.log")
    let output = (1...500).map { $0 % 100 == 0 ? "Error \($0)" : "line \($0)" }.joined(separator: "\n")
    files.put(output, at: "/runs/9/py39-dj42-venv.commands.log")
    var state = Samples.state()
    state.take(script)
    let keys: [Key] = [
      .tab, .character("g"), .character("/"), .character("e"), .character("r"), .character("r"), .enter,
    ]
    let terminal = TestTerminal(
      batches: keys.map { [.key($0)] } + [[.key(.character("n"))], [.key(.character("N"))], []])
    let session = session(terminal, state, files: files, step: 50_000)
    _ = session.run()
    let log = session.state.log
    #expect(log.excerpt?.lineCount == 505)
    #expect(log.excerpt?.matchCount == 5)
    #expect(log.matchLine == 104)
    let texts = terminal.canvases.map(\.goldenText)
    #expect(texts[0].contains("line 499"))
    #expect(texts.contains { $0.contains("── create  2.0s ──") && $0.contains("made") })
    #expect(texts.last?.contains("/err  5 matches") == true)
  }

  @Test func `a log that cannot be read says so`() {
    let request = LogRequest(
      owner: .package("wheel"), run: RunID(1),
      sections: [LogSection(heading: [], slice: LogSlice(path: "/missing"), byteCount: 5)],
      position: LogPosition(line: 0), scroll: 0,
      isFollowing: true, rowCount: 5, columnCount: 20, firstColumn: 0, isWrapped: false, showsTimes: false)
    let excerpt = LogReader { LogStore(path: $0, files: MemoryFiles()) }.read(request)
    #expect(excerpt.lineCount == 0)
    #expect(!excerpt.isPartial)
  }
}
