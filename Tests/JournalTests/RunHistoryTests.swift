import EnvironmentModel
import Host
import Journal
import RunModel
import Testing
import TestKit

@Suite struct RunHistoryTests {
  private let bench = JournalBench()

  private var history: RunHistory { RunHistory(workDirectory: bench.workDirectory, files: bench.files) }

  private func names(_ texts: String...) -> [EnvironmentName] { texts.map { EnvironmentName($0) } }

  private func runs(_ reading: RunHistory.Reading) -> [Int] { reading.runs.map(\.header.run.number) }

  /// `name: status of run` for each name.
  private func words(_ reading: RunHistory.Reading, _ names: [EnvironmentName]) -> [String] {
    names.map { name in
      reading.latestSummaries[name].map { "\(name): \($0.summary.status) of \($0.run)" } ?? "\(name): never"
    }
  }

  @Test func `a project that never ran has no runs`() throws {
    #expect(try history.folders() == [])
    let reading = try history.latestRuns(limit: 5)
    #expect(reading.runs == [] && reading.failures == [])
    #expect(try history.prune() == [])
  }

  @Test func `the newest runs come first`() throws {
    for _ in 1...12 { try bench.record([("a", .succeeded)]) }
    #expect(try runs(history.latestRuns(limit: 3)) == [12, 11, 10])
    #expect(try history.folders().map(\.run.number) == Array((1...12).reversed()))
  }

  @Test func `each environment has the state of its newest run`() throws {
    try bench.record([("a", .succeeded), ("b", .succeeded), ("c", .failed(exitCode: 1))])
    try bench.record([("b", .failed(exitCode: 2))])
    try bench.record([("a", .timedOut), ("b", .succeeded)])
    try bench.record([("a", .succeeded)])
    let all = names("a", "b", "c", "d")
    let reading = try history.latestStates(covering: all)
    #expect(words(reading, all) == ["a: pass of 4", "b: pass of 3", "c: fail of 1", "d: never"])
    #expect(reading.latestSummaries[EnvironmentName("c")]?.summary.reason == "exit code 1")
  }

  @Test func `runs that only set up are no outcome`() throws {
    try bench.record([("a", .failed(exitCode: 1))])
    try bench.record([("a", .succeeded), ("b", .succeeded)], prepares: true)
    let reading = try history.latestStates(covering: names("a", "b"))
    #expect(words(reading, names("a", "b")) == ["a: fail of 1", "b: never"])
    #expect(try runs(history.latestRuns(limit: 9)) == [2, 1])
  }

  @Test func `no more runs are read than it takes`() throws {
    try bench.record([("a", .succeeded), ("b", .succeeded)])
    try bench.record([("b", .succeeded)])
    try bench.record([("a", .succeeded)])
    #expect(try runs(history.latestStates(covering: names("a"))) == [3])
    #expect(try runs(history.latestStates(covering: names("b"))) == [3, 2])
    #expect(try runs(history.latestStates(covering: names("a", "b"))) == [3, 2])
    #expect(try runs(history.latestStates(covering: names("x"))) == [3, 2, 1])
    #expect(try runs(history.latestStates(covering: names("x"), limit: 2)) == [3, 2])
  }

  @Test func `a run that was broken off counts for what it began with`() throws {
    try bench.record([("a", .succeeded), ("b", .failed(exitCode: 1))])
    let writer = try bench.begin()
    let events = JournalBench.events([("a", .failed(exitCode: 1)), ("b", .succeeded)])
    try writer.record(EventSamples.numbered(Array(events.prefix(2))))
    writer.close()
    let reading = try history.latestStates(covering: names("a", "b"))
    #expect(words(reading, names("a", "b")) == ["a: cancelled of 2", "b: cancelled of 2"])
  }

  @Test func `a live run counts as it stands`() throws {
    try bench.record([("a", .failed(exitCode: 1))])
    let writer = try bench.begin()
    try writer.record(EventSamples.numbered(Array(JournalBench.events([("a", .succeeded)]).prefix(2))))
    let reading = try history.latestStates(covering: names("a"))
    #expect(words(reading, names("a")) == ["a: running of 2"])
    #expect(reading.failedEnvironments(among: names("a")) == [])
    writer.close()
  }

  @Test func `a journal that cannot be read does not hide the others`() throws {
    try bench.record([("a", .succeeded)])
    bench.files.put("garbage", at: bench.folder(2).journalPath)
    bench.files.put("", at: bench.folder(3).lockPath)
    let reading = try history.latestStates(covering: names("a"))
    #expect(runs(reading) == [1])
    #expect(reading.failures.map(\.folder.run.number) == [3, 2])
    #expect(reading.failures.last?.error == .notAJournal(path: bench.folder(2).journalPath))
  }

  @Test func `what ended badly is to run again, in the order asked`() throws {
    try bench.record([
      ("ok", .succeeded), ("fail", .failed(exitCode: 1)), ("error", .timedOut), ("stop", .cancelled),
      ("skip", .skipped("x")), ("none", .unavailable("x")), ("same", .reused),
    ])
    let all = names("stop", "ok", "none", "error", "skip", "fail", "same", "other")
    let reading = try history.latestStates(covering: all)
    #expect(reading.failedEnvironments(among: all).map(\.text) == ["stop", "error", "fail"])
    #expect(reading.failedEnvironments(among: names("fail", "ok")).map(\.text) == ["fail"])
  }

  @Test func `a failure that a later run mended is not run again`() throws {
    try bench.record([("a", .failed(exitCode: 1)), ("b", .failed(exitCode: 1))])
    try bench.record([("a", .succeeded)])
    let reading = try history.latestStates(covering: names("a", "b"))
    #expect(reading.failedEnvironments(among: names("a", "b")).map(\.text) == ["b"])
  }

  @Test func `runs that cannot be listed are told`() throws {
    try bench.record([])
    bench.files.refuse("list", at: "/p/.tox/runs", code: 13, reason: "Permission denied")
    #expect(throws: FileError.self) { try history.folders() }
  }
}
