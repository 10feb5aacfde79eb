import EnvironmentModel
import Host
import Journal
import RunModel
import Testing
import TestKit

@Suite struct JournalReaderTests {
  private let bench = JournalBench()
  private let events = EventSamples.numbered(EventSamples.events)
  private let running = EventSamples.numbered([
    .runStarted(environments: [EnvironmentName("py311")], steps: EventSamples.plan), .stepStarted(EventSamples.create),
    .stepFinished(EventSamples.create, .succeeded), .stepStarted(EventSamples.commands),
  ])

  @Test func `a run is read as it was recorded`() throws {
    let writer = try bench.begin(startTime: 77)
    try writer.record(events)
    writer.close()
    let run = try bench.read()
    #expect(run.header == JournalHeader(run: RunID(1), project: "/p", startTime: 77, version: "1.2.3"))
    #expect(run.folder == bench.folder(1))
    #expect(run.state == JournalBench.state(events))
    #expect(run.eventCount == events.count && run.problems == [] && !run.isLive)
  }

  @Test func `a run that ended is not live, even before its writer is gone`() throws {
    let writer = try bench.begin()
    try writer.record(running + [NumberedEvent(number: 5, time: 5, event: .runFinished)])
    let run = try bench.read()
    #expect(!run.isLive && !run.state.isInterrupted && run.state.isFinished)
    writer.close()
  }

  @Test func `a run whose writer works is live, and nothing in it is interrupted`() throws {
    let writer = try bench.begin()
    try writer.record(running)
    let run = try bench.read()
    #expect(run.isLive && !run.state.isInterrupted)
    #expect(run.state.steps[EventSamples.commands]?.phase == .running)
    writer.close()
  }

  @Test func `a run without an end and without a writer was broken off`() throws {
    let writer = try bench.begin()
    try writer.record(running)
    writer.close()
    let run = try bench.read()
    #expect(!run.isLive && run.state.isInterrupted && run.state.isFinished)
    #expect(run.state.steps[EventSamples.create]?.phase == .finished(.succeeded))
    #expect(run.state.steps[EventSamples.commands]?.phase == .interrupted)
    #expect(run.state.steps[EventSamples.build]?.phase == .interrupted)
    #expect(run.problems == [])
  }

  @Test func `looking at a run leaves its lock to others`() throws {
    try bench.record([("a", .succeeded)], isEnded: false)
    _ = try bench.read()
    #expect(try bench.files.lock(bench.folder(1).lockPath) != nil)
  }

  @Test func `a journal that lost its lock file was broken off`() throws {
    bench.put(running.map { JournalBench.line($0) })
    #expect(try bench.read().state.isInterrupted)
    #expect(!bench.files.exists(bench.folder(1).lockPath))
  }

  @Test func `a lock that cannot be tried leaves the run's life open`() throws {
    try bench.record([("a", .succeeded)], isEnded: false)
    bench.files.refuse("lock", at: bench.folder(1).lockPath, code: 13, reason: "Permission denied")
    let run = try bench.read()
    #expect(!run.isLive && !run.state.isInterrupted)
    #expect(
      run.problems.map(\.message) == [
        "whether the run lives is not known: cannot lock '/p/.tox/runs/1/writer.lock': Permission denied"
      ])
  }

  @Test func `a torn last line is left out and told`() throws {
    let writer = try bench.begin()
    try writer.record(running)
    writer.close()
    let text = try #require(bench.files.text(bench.folder(1).journalPath))
    bench.files.put(String(text.dropLast(8)), at: bench.folder(1).journalPath)
    let run = try bench.read()
    #expect(run.eventCount == 3)
    #expect(run.state.steps[EventSamples.commands]?.phase == .interrupted)
    #expect(run.problems == [.tornLastLine(byteCount: JournalBench.line(running[3]).utf8.count + 10)])
  }

  @Test func `a gap in the numbers is told`() throws {
    bench.put([running[0], running[1], running[3]].map { JournalBench.line($0) })
    let run = try bench.read()
    #expect(run.problems == [.missingEvents(3..<4)])
    #expect(run.problems.map(\.message) == ["event 3 is missing"])
    #expect(run.eventCount == 3)
  }

  @Test func `a journal that does not begin with the first event has a gap`() throws {
    bench.put([JournalBench.line(NumberedEvent(number: 4, time: 1, event: .runFinished))])
    #expect(try bench.read().problems == [.missingEvents(1..<4)])
  }

  @Test func `an event that comes twice counts once`() throws {
    let lines = [running[0], running[1], running[2], running[1], running[2], running[3]]
    bench.put(lines.map { JournalBench.line($0) })
    let run = try bench.read()
    #expect(run.eventCount == 4 && run.problems == [])
    #expect(run.state.steps[EventSamples.create]?.phase == .finished(.succeeded))
  }

  @Test func `lines that are no events are told by their number, and the rest is read`() throws {
    let lines = running.map { JournalBench.line($0) }
    bench.put([lines[0], "garbage", "", lines[1], #"{"n":3,"t":1,"e":"step-started"}"#, lines[2]])
    let run = try bench.read()
    #expect(run.problems == [.malformedLine(3), .malformedLine(6)])
    #expect(run.eventCount == 3)
    #expect(run.problems.first?.message == "line 3 is not an event and is left out")
  }

  @Test func `events of a newer version leave no gap and are counted`() throws {
    let lines = running.map { JournalBench.line($0) }
    bench.put([lines[0], #"{"n":2,"t":1,"e":"weather"}"#, #"{"n":3,"t":1,"e":"tide"}"#, lines[3]])
    let run = try bench.read()
    #expect(run.problems == [.unknownEvents(count: 2)])
    #expect(run.problems.map(\.message) == ["2 events of a newer version are left out"])
    #expect(run.eventCount == 2)
  }
}
