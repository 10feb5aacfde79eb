import Host
import Journal
import RunModel
import Testing
import TestKit

@Suite struct RunPruningTests {
  private let bench = JournalBench()

  private var history: RunHistory { RunHistory(workDirectory: bench.workDirectory, files: bench.files) }

  private func left() throws -> [Int] { try history.folders().map(\.run.number) }

  @Test(arguments: [
    (3, [5, 4, 3], [2, 1]), (5, [5, 4, 3, 2, 1], []), (9, [5, 4, 3, 2, 1], []), (1, [5], [4, 3, 2, 1]),
  ])
  func `the newest runs stay`(count: Int, kept: [Int], removed: [Int]) throws {
    for _ in 1...5 { try bench.record([("a", .succeeded)]) }
    #expect(try history.prune(keeping: count).map(\.number) == removed)
    #expect(try left() == kept)
  }

  @Test(arguments: [0, -3])
  func `none stays when none is to`(count: Int) throws {
    for _ in 1...2 { try bench.record([]) }
    #expect(try history.prune(keeping: count).map(\.number) == [2, 1])
    #expect(try left() == [])
    #expect(bench.files.paths == ["/p/.tox/runs/", "/p/tox.ini"])
  }

  @Test func `fifty stay unless told otherwise`() throws {
    for number in 1...53 { bench.put([], run: number) }
    #expect(try history.prune().map(\.number) == [3, 2, 1])
    #expect(try left().count == 50)
  }

  @Test func `logs go with their run, and nothing else does`() throws {
    for _ in 1...2 { try bench.record([]) }
    bench.files.put("output", at: bench.folder(1).logPath(of: EventSamples.create))
    bench.files.put("mine", at: "/p/.tox/runs/notes/1")
    bench.files.put("x", at: "/p/.tox/py311/1")
    _ = try history.prune(keeping: 1)
    #expect(
      bench.files.paths.filter { !$0.hasPrefix(bench.folder(2).path) } == [
        "/p/.tox/py311/1", "/p/.tox/runs/notes/1", "/p/tox.ini",
      ])
  }

  @Test func `a run whose writer is at work stays`() throws {
    let writer = try bench.begin()
    for _ in 1...3 { try bench.record([]) }
    #expect(try history.prune(keeping: 1).map(\.number) == [3, 2])
    #expect(try left() == [4, 1])
    writer.close()
    #expect(try history.prune(keeping: 1).map(\.number) == [1])
  }

  @Test func `a run that cannot be read goes too`() throws {
    bench.files.put("garbage", at: bench.folder(1).journalPath)
    bench.put([], run: 2)
    #expect(try history.prune(keeping: 1).map(\.number) == [1])
  }

  @Test func `numbers are not used again while a newer run stays`() throws {
    for _ in 1...3 { try bench.record([]) }
    _ = try history.prune(keeping: 1)
    #expect(try bench.begin().folder.run == RunID(4))
  }

  @Test func `a folder that cannot be removed is told, and its lock let go`() throws {
    for _ in 1...2 { try bench.record([]) }
    bench.files.refuse("remove", at: bench.folder(1).path, code: 13, reason: "Permission denied")
    #expect(throws: FileError.self) { try history.prune(keeping: 1) }
    #expect(try bench.files.lock(bench.folder(1).lockPath) != nil)
  }
}
