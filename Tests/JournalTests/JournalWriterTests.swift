import Host
import Journal
import RunModel
import Testing
import TestKit

@Suite struct JournalWriterTests {
  private let bench = JournalBench()
  private let events = EventSamples.numbered(EventSamples.events)

  @Test func `a journal begins with its header`() throws {
    let writer = try bench.begin(startTime: 1_704_067_200_000_000)
    #expect(writer.folder.journalPath == "/p/.tox/runs/1/journal.jsonl")
    #expect(
      bench.files.text(writer.folder.journalPath)
        == #"{"swtox-journal":2,"run":1,"project":"/p","started":1704067200000000,"version":"1.2.3","crc":"cce38826"}"#
        + "\n")
  }

  @Test func `events are in the file when the call returns, in order`() throws {
    let writer = try bench.begin()
    try writer.record([events[0]])
    try writer.record([events[1], events[2]])
    try writer.record([])
    let lines = try #require(bench.files.text(writer.folder.journalPath)).split(separator: "\n").dropFirst()
    #expect(lines.map { $0.dropLast(18) + "}" } == events.prefix(3).map { JournalBench.line($0) })
  }

  @Test func `run numbers grow`() throws {
    #expect(try bench.record([]) == RunID(1))
    #expect(try bench.record([]) == RunID(2))
    try bench.files.remove(bench.folder(1).path)
    #expect(try bench.record([]) == RunID(3))
  }

  @Test func `numbers are compared as numbers`() throws {
    bench.put([], run: 9)
    bench.put([], run: 10)
    #expect(try bench.begin().folder.run == RunID(11))
  }

  @Test(arguments: ["007", "x", "0", "-3", "1.5", "9x", ".hidden", "+4"])
  func `other folders are no runs`(name: String) throws {
    bench.files.put("", at: "/p/.tox/runs/\(name)/journal.jsonl")
    #expect(try bench.begin().folder.run == RunID(1))
    #expect(try RunFolder.all(in: bench.workDirectory, files: bench.files).map(\.run) == [RunID(1)])
  }

  @Test func `runs at the same time have numbers of their own`() throws {
    let writers = try (0..<5).map { _ in try bench.begin() }
    #expect(writers.map(\.folder.run.number) == [1, 2, 3, 4, 5])
  }

  @Test func `a new folder that another program has just locked is left to it`() throws {
    let lock = try #require(try bench.files.lock(lockPath(1)))
    try bench.files.remove(bench.folder(1).path)
    #expect(try bench.begin().folder.run == RunID(2))
    lock.release()
  }

  @Test func `a run holds its lock until it is closed`() throws {
    let writer = try bench.begin()
    #expect(try bench.files.lock(writer.folder.lockPath) == nil)
    writer.close()
    #expect(try bench.files.lock(writer.folder.lockPath) != nil)
  }

  @Test func `nothing can be recorded after the close`() throws {
    let writer = try bench.begin()
    writer.close()
    #expect(throws: FileError.self) { try writer.record([events[0]]) }
  }

  @Test func `a full disk is told`() throws {
    let writer = try bench.begin()
    bench.files.refuse("append to", at: writer.folder.journalPath)
    let error = #expect(throws: FileError.self) { try writer.record([events[0]]) }
    #expect(error?.code == 28)
    #expect(error?.message == "cannot append to '/p/.tox/runs/1/journal.jsonl': No space left on device")
  }

  @Test func `events that found no room may be recorded again`() throws {
    let writer = try bench.begin()
    try writer.record([events[0]])
    bench.files.refuse("append to", at: writer.folder.journalPath)
    #expect(throws: FileError.self) { try writer.record(Array(events[1...3])) }
    bench.files.allowAll(at: writer.folder.journalPath)
    try writer.record(Array(events[1...3]))
    let run = try bench.read()
    #expect(run.state == JournalBench.state(events.prefix(4)))
    #expect(run.eventCount == 4 && run.problems == [])
  }

  @Test func `a part that was written before the disk was full is closed first`() throws {
    let writer = try bench.begin()
    try writer.record([events[0]])
    bench.files.refuse("append to", at: writer.folder.journalPath)
    #expect(throws: FileError.self) { try writer.record([events[1], events[2]]) }
    let whole = try #require(bench.files.text(writer.folder.journalPath))
    let part = JournalBench.line(events[1]).prefix(20)
    bench.files.put(whole + part, at: writer.folder.journalPath)
    bench.files.allowAll(at: writer.folder.journalPath)
    try writer.record([events[1], events[2]])
    let run = try bench.read()
    #expect(run.state == JournalBench.state(events.prefix(3)))
    #expect(run.eventCount == 3)
    #expect(run.problems == [.damagedLine(3)])
  }

  @Test(arguments: [("append to", "journal.jsonl"), ("open", "journal.jsonl"), ("lock", "writer.lock")])
  func `a run that cannot begin gives its lock back`(operation: String, file: String) throws {
    let path = "\(bench.folder(1).path)/\(file)"
    bench.files.refuse(operation, at: path)
    #expect(throws: FileError.self) { try bench.begin() }
    bench.files.allowAll(at: path)
    #expect(try bench.files.lock(lockPath(1)) != nil)
  }

  @Test func `a work directory that cannot be written is told`() {
    bench.files.refuse("create folder", at: "/p/.tox", code: 13, reason: "Permission denied")
    let error = #expect(throws: FileError.self) { try bench.begin() }
    #expect(error?.code == 13)
  }

  private func lockPath(_ number: Int) -> String {
    let path = bench.folder(number).lockPath
    bench.files.put("", at: path)
    return path
  }
}
