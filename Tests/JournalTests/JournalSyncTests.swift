import Host
import Journal
import RunModel
import Testing
import TestKit

/// When events are brought to the disk, for machines that lose their power.
@Suite struct JournalSyncTests {
  private let bench = JournalBench()

  private func count(_ events: [(Int64, RunEvent)]) throws -> Int {
    let writer = try bench.begin()
    defer { writer.close() }
    for (index, event) in events.enumerated() {
      try writer.record([NumberedEvent(number: index + 1, time: event.0 * 1000, event: event.1)])
    }
    return bench.files.synchronizedCount(writer.folder.journalPath)
  }

  @Test func `starts, stops and ends of runs go to the disk at once`() throws {
    #expect(try count([(0, EventSamples.events[0]), (1, .stopRequested(reason: "x")), (2, .runFinished)]) == 3)
  }

  @Test func `ends of steps go to the disk once a second`() throws {
    let end = RunEvent.stepFinished(EventSamples.create, .succeeded)
    #expect(try count((0..<2000).map { (Int64($0) * 2, end) }) == 4)
  }

  @Test func `other events wait for the next`() throws {
    let grown = RunEvent.outputGrew(EventSamples.create, byteCount: 1)
    #expect(try count([(0, EventSamples.events[0]), (5000, grown), (10_000, grown)]) == 1)
  }

  @Test func `what is owed is brought with the next event a second later`() throws {
    let end = RunEvent.stepFinished(EventSamples.create, .succeeded)
    let grown = RunEvent.outputGrew(EventSamples.create, byteCount: 1)
    #expect(try count([(0, EventSamples.events[0]), (500, end), (900, grown), (1000, grown), (3000, grown)]) == 2)
  }

  @Test func `a clock that is put back keeps nothing from the disk`() throws {
    let end = RunEvent.stepFinished(EventSamples.create, .succeeded)
    #expect(try count([(9_000_000, EventSamples.events[0]), (0, end), (100, end), (1100, end)]) == 3)
  }

  @Test func `a disk that does not take it is told`() throws {
    let writer = try bench.begin()
    bench.files.refuse("bring to the disk", at: writer.folder.journalPath, code: 5, reason: "Input/output error")
    let error = #expect(throws: FileError.self) { try writer.record(EventSamples.numbered([.runFinished])) }
    #expect(error?.message == "cannot bring to the disk '/p/.tox/runs/1/journal.jsonl': Input/output error")
  }
}
