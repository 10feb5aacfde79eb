import Reporting
import RunModel
import Testing

@Suite struct HeartbeatTests {
  private let minute: Int64 = 60_000_000

  private func reporter(_ run: RunRehearsal, width: Int? = nil) -> HeadlessReporter {
    var settings = HeadlessReporter.Settings(
      style: TextStyle(isColored: false, isUnicode: true), output: .failed, jobCount: 2, folder: ".",
      rerunCommand: "swtox-tui", statusColumnCount: width)
    settings.heartbeat = .seconds(60)
    return HeadlessReporter(run: RunID(7), settings: settings, logs: run)
  }

  private var silent: RunRehearsal {
    var run = RunRehearsal(["a", "b"])
    run.perform("a", .createEnvironment)
    let id = RunRehearsal.step("a", .runCommands)
    run.add(.stepStarted(id))
    run.add(
      .commandStarted(
        id, CommandStart(index: 0, phase: "commands", arguments: ["pytest"], workingDirectory: "/", processID: 7)))
    run.write("collecting", to: id)
    return run
  }

  @Test func `a run that says nothing for long is told to go on`() {
    let run = silent
    var reporter = reporter(run)
    var text = ""
    for event in run.events { reporter.report([event]) { text += $0 } }
    let last = run.events.last?.time ?? 0
    func beat(after time: Int64) -> String {
      var line = ""
      reporter.beat(at: last + time) { line += $0 }
      return line
    }
    #expect(beat(after: minute - 1) == "")
    #expect(
      beat(after: 2 * minute)
        == "still running after 2m01s, 0/2 done: a run for 2m00s (pytest, silent for 2m00s)\n")
    #expect(beat(after: 2 * minute + 1) == "")
    #expect(beat(after: 3 * minute).hasPrefix("still running after 3m01s"))
    reporter.report([NumberedEvent(number: 99, time: last + 3 * minute + 1, event: .runFinished)]) { _ in }
    #expect(beat(after: 9 * minute) == "")
  }

  @Test func `on a terminal the line shows the time`() {
    let run = silent
    var reporter = reporter(run, width: 80)
    var text = ""
    for event in run.events { reporter.report([event]) { _ in } }
    reporter.beat(at: (run.events.last?.time ?? 0) + minute) { text += $0 }
    #expect(text == "\r\u{1B}[K────────────  0/2 done · 0:01:01 · a run")
  }
}
