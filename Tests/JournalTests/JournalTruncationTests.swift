import EnvironmentModel
import Host
import Journal
import RunModel
import Testing
import TestKit

/// What `kill -9` or a power cut may leave: the first bytes of a journal, however many.
@Suite struct JournalTruncationTests {
  private let events = EventSamples.numbered([
    .runStarted(environments: [EnvironmentName("é日")], steps: EventSamples.plan), .stepStarted(EventSamples.create),
    .commandStarted(EventSamples.create, EventSamples.start(["sh", "\n\"😀"])),
    .outputGrew(EventSamples.create, byteCount: 10),
    .commandEnded(EventSamples.create, EventSamples.end(exitCode: 0, signal: nil)),
    .stepNoted(EventSamples.create, "e\u{301}\\"), .stepFinished(EventSamples.create, .succeeded),
    .stepFinished(EventSamples.commands, .blocked(by: EventSamples.build)), .runFinished,
  ])

  /// The bytes of the whole journal and where each of its lines ends.
  private func journal(_ bench: JournalBench) throws -> (bytes: [UInt8], ends: [Int]) {
    let writer = try bench.begin()
    try writer.record(events)
    writer.close()
    let bytes = try bench.files.read(bench.folder(1).journalPath)
    return (bytes, bytes.indices.filter { bytes[$0] == 0x0A })
  }

  @Test func `whatever is left of a journal is a beginning of the run`() throws {
    let bench = JournalBench()
    let (bytes, ends) = try journal(bench)
    let headerEnd = try #require(ends.first)
    #expect(ends.count == events.count + 1)
    for count in headerEnd...bytes.count {
      try bench.files.write(Array(bytes.prefix(count)), to: bench.folder(1).journalPath)
      let run = try bench.read()
      // Only its line feed is missing.
      let isWhole = ends.contains(count)
      let whole = ends.dropFirst().count { $0 < count } + (isWhole && count > headerEnd ? 1 : 0)
      var expected = JournalBench.state(events.prefix(whole))
      if whole < events.count { expected.markInterrupted() }
      let tornCount = isWhole ? 0 : count - 1 - (ends.last { $0 < count } ?? count - 1)
      #expect(run.eventCount == whole, "\(count) bytes")
      #expect(run.state == expected, "\(count) bytes")
      #expect(run.problems == (tornCount > 0 ? [.tornLastLine(byteCount: tornCount)] : []), "\(count) bytes")
    }
  }

  @Test func `less than a header is no journal`() throws {
    let bench = JournalBench()
    let (bytes, ends) = try journal(bench)
    for count in 0..<(try #require(ends.first)) {
      try bench.files.write(Array(bytes.prefix(count)), to: bench.folder(1).journalPath)
      #expect(throws: JournalError.notAJournal(path: bench.folder(1).journalPath)) { try bench.read() }
    }
  }

  @Test func `bytes that were never written leave the events before and after them`() throws {
    let bench = JournalBench()
    let (bytes, ends) = try journal(bench)
    for line in 1...events.count {
      var holed = bytes
      for position in ends[line - 1] + 1..<ends[line] { holed[position] = 0 }
      try bench.files.write(holed, to: bench.folder(1).journalPath)
      let run = try bench.read()
      #expect(run.eventCount == events.count - 1, "line \(line)")
      let isLast = line == events.count
      #expect(run.problems.contains(.damagedLine(line + 1)))
      #expect(run.problems.contains(.missingEvents(line..<line + 1)) != isLast)
      #expect(run.state.isInterrupted == isLast)
    }
  }
}
