import EnvironmentModel
import Host
import Journal
import RunModel
import Testing
import TestKit

/// What a bad disk may make of a journal.
@Suite struct JournalDamageTests {
  private let bench = JournalBench()
  private let events = EventSamples.numbered([
    .runStarted(environments: [EnvironmentName("py311")], steps: EventSamples.plan),
    .stepStarted(EventSamples.create), .outputGrew(EventSamples.create, byteCount: 10),
    .stepNoted(EventSamples.create, "é \"x\""), .stepFinished(EventSamples.create, .succeeded),
    .stepFinished(EventSamples.commands, .blocked(by: EventSamples.build)), .runFinished,
  ])

  private func journal() throws -> (bytes: [UInt8], ends: [Int]) {
    let writer = try bench.begin()
    try writer.record(events)
    writer.close()
    let bytes = try bench.files.read(bench.folder(1).journalPath)
    return (bytes, bytes.indices.filter { bytes[$0] == 0x0A })
  }

  private func content(_ bytes: [UInt8]) throws -> JournalContent {
    try bench.files.write(bytes, to: bench.folder(1).journalPath)
    return try JournalReader(files: bench.files).content(of: bench.folder(1))
  }

  @Test(arguments: [0x01, 0x20, 0x80] as [UInt8])
  func `a byte that flipped anywhere costs its own line alone, and is told`(mask: UInt8) throws {
    let (bytes, ends) = try journal()
    for position in bytes.indices {
      var damaged = bytes
      damaged[position] ^= mask
      let content = try content(damaged)
      // A line feed belongs to both the lines that it parted, unless there is none after it.
      let line = ends.firstIndex { $0 >= position } ?? 0
      let lost = ends.contains(position) ? [line, line + 1] : [line]
      let kept = events.filter { !lost.contains($0.number) }
      let read = content.events.filter { event in !(lost.contains(1) && event.number == 1) }
      #expect(read == kept, "byte \(position)")
      #expect(!content.problems.isEmpty, "byte \(position)")
    }
  }

  @Test func `a damaged line is told with its place and what is lost`() throws {
    var (bytes, ends) = try journal()
    bytes[ends[3] + 20] ^= 1
    try bench.files.write(bytes, to: bench.folder(1).journalPath)
    let run = try bench.read()
    #expect(run.eventCount == events.count - 1)
    #expect(
      run.problemTexts == [
        "/p/.tox/runs/1/journal.jsonl:5: line 5 is damaged and is left out",
        "/p/.tox/runs/1/journal.jsonl: event 4 is missing",
      ])
  }

  @Test func `without its plan a run shows the steps that are spoken of`() throws {
    let (bytes, ends) = try journal()
    let run = try {
      try bench.files.write(Array(bytes[...ends[0]] + bytes[(ends[1] + 1)...]), to: bench.folder(1).journalPath)
      return try bench.read()
    }()
    #expect(run.problems == [.missingEvents(1..<2), .missingPlan])
    #expect(run.state.environments == [EnvironmentName("py311")])
    #expect(run.state.steps[EventSamples.create]?.phase == .finished(.succeeded))
    #expect(run.state.endTime != nil)
  }

  @Test func `a damaged first line leaves the events`() throws {
    var (bytes, _) = try journal()
    bytes[3] ^= 4
    try bench.files.write(bytes, to: bench.folder(1).journalPath)
    let run = try bench.read()
    #expect(run.problems == [.damagedHeader])
    #expect(run.state == JournalBench.state(events))
    #expect(run.header.run == RunID(1) && run.header.startTime == 1000)
  }

  @Test func `journals of the time before checksums are read`() throws {
    bench.put(events.map { JournalBench.line($0) })
    let run = try bench.read()
    #expect(run.problems == [] && run.state == JournalBench.state(events))
  }
}
