import EnvironmentModel
import GRDB
import Host
import Journal
import LocalHost
import RunModel
import Testing

@testable import History

@Suite struct HistoryUpdateTests {
  private typealias Result = HistoryBench.Result

  /// All rows of all tables, in an order of their own.
  private func rows(_ database: HistoryDatabase) throws -> [String] {
    try database.queue.read { database in
      // What is shared is told by what it says, since its numbers depend on the order in which runs were read.
      let results = """
        SELECT run.number, run.started, run.ended, ending, counts, revision, branch, change, is_kept, environment.name,
          status, reason.text, error.text, worked, cpu, peak, retried, kept, packages.body, settings.body, inputs.body
        FROM result JOIN run ON run.id = run_id JOIN environment ON environment.id = environment_id
        LEFT JOIN text AS reason ON reason.id = reason_id LEFT JOIN text AS error ON error.id = error_id
        LEFT JOIN content AS packages ON packages.id = packages_id LEFT JOIN content AS settings ON settings.id = settings_id
        LEFT JOIN content AS inputs ON inputs.id = inputs_id
        """
      let steps = """
        SELECT run.number, text.text, kind, outcome, step.started, duration FROM step
        JOIN run ON run.id = run_id JOIN text ON text.id = owner_id
        """
      let commands = """
        SELECT run.number, owner.text, kind, position, words.text, code, signal, wall, cpu, peak FROM command
        JOIN run ON run.id = run_id JOIN text AS owner ON owner.id = owner_id JOIN text AS words ON words.id = text_id
        """
      return try [results, steps, commands].flatMap { try Row.fetchAll(database, sql: $0).map(\.description) }.sorted()
    }
  }

  @Test func `a run is read once, and again only where it went on`() throws {
    let bench = try HistoryBench()
    try bench.write(at: 100, [Result(name: "a")])
    let database = try bench.database()
    #expect(try bench.update(database).run().added == [RunID(1)])
    #expect(try bench.update(database).run().added == [])
    let second = try bench.write(at: 200, [Result(name: "a")], isFinished: false)
    let lock = try #require(try bench.files.lock(second.lockPath))
    #expect(try bench.update(database).run().added == [RunID(2)])
    #expect(try HistoryQueries(database).run(2)?.ending == .live)
    lock.release()
    #expect(try bench.update(database).run().added == [RunID(2)])
    #expect(try HistoryQueries(database).run(2)?.ending == .interrupted)
    #expect(try bench.update(database).run().added == [])
  }

  @Test func `a rebuild gives the same rows, and keeps what no journal tells any more`() throws {
    let bench = try HistoryBench()
    for second in 1...5 as ClosedRange<Int64> {
      let outcome: StepOutcome = second % 2 == 0 ? .failed(exitCode: 1) : .succeeded
      try bench.write(at: second * 100, [Result(name: "a", outcome: outcome), Result(name: "b")])
    }
    let database = try bench.database()
    _ = try bench.update(database).run()
    let before = try rows(database)
    #expect(before.count == 30)
    #expect(try bench.update(database).rebuild().added.count == 5)
    #expect(try rows(database) == before)
    try bench.files.remove(RunFolder(workDirectory: bench.folder, run: RunID(1)).path)
    _ = try bench.update(database).rebuild()
    #expect(try HistoryQueries(database).runs(limit: 10).map(\.isKept) == [true, true, true, true, false])
    #expect(try HistoryQueries(database).record(of: EnvironmentName("a"), limit: 10).results.count == 5)
  }

  @Test func `a number that comes again is another run`() throws {
    let bench = try HistoryBench()
    let first = try bench.write(at: 100, [Result(name: "a")])
    let database = try bench.database()
    _ = try bench.update(database).run()
    try bench.files.remove(first.path)
    try bench.write(at: 200, [Result(name: "a", outcome: .failed(exitCode: 1))])
    _ = try bench.update(database).run()
    let runs = try HistoryQueries(database).runs(limit: 10)
    #expect(runs.map(\.id.number) == [1, 1] && runs.map(\.isKept) == [true, false])
    #expect(try HistoryQueries(database).run(1)?.counts == [.fail: 1])
  }

  @Test func `a damaged database is put aside and made anew`() throws {
    let bench = try HistoryBench()
    try bench.write(at: 100, [Result(name: "a")])
    let path = HistoryDatabase.path(in: bench.folder)
    for rubbish in ["no database at all, whatever its name says", String(repeating: "SQLite format 3\0", count: 400)] {
      try bench.files.write(Array(rubbish.utf8), to: path)
      let database = try bench.database()
      #expect(database.note?.contains("was damaged") == true)
      _ = try bench.update(database).run()
      #expect(try HistoryQueries(database).runs(limit: 1).count == 1)
      #expect(bench.files.exists("\(path).damaged"))
      try database.queue.close()
      for name in [path, "\(path)-wal", "\(path)-shm"] { try bench.files.remove(name) }
    }
  }

  @Test func `damage in the middle is found where it is looked for`() throws {
    let bench = try HistoryBench()
    for second in 1...20 as ClosedRange<Int64> {
      try bench.write(at: second, (0..<20).map { Result(name: "environment-\($0)") })
    }
    let database = try bench.database()
    _ = try bench.update(database).run()
    _ = try database.queue.writeWithoutTransaction { try $0.checkpoint(.truncate) }
    try database.queue.close()
    var bytes = try bench.files.read(database.path)
    for index in 5 * 4096..<min(bytes.count, 30 * 4096) { bytes[index] = 0xFF }
    try bench.files.write(bytes, to: database.path)
    let repaired = try HistoryDatabase(in: bench.folder, files: bench.files, checks: true)
    #expect(repaired.note?.contains("was damaged") == true)
    #expect(try bench.update(repaired).rebuild().added.count == 20)
  }

  @Test func `two programs may begin at once`() async throws {
    let bench = try HistoryBench()
    try bench.write(at: 100, [Result(name: "a")])
    await withTaskGroup(of: Int?.self) { group in
      for _ in 0..<4 {
        group.addTask { try? HistoryQueries(bench.database()).runs(limit: 1).count }
      }
      for await count in group { #expect(count == 0) }
    }
    let databases = try (0..<2).map { _ in try bench.database() }
    for database in databases { _ = try bench.update(database).run() }
    #expect(try HistoryQueries(databases[0]).runs(limit: 5).map(\.isKept) == [true])
  }

  @Test func `a run that went on and is gone is broken off`() throws {
    let bench = try HistoryBench()
    let folder = try bench.write(at: 100, [Result(name: "a")], isFinished: false)
    let database = try bench.database()
    let lock = try #require(try bench.files.lock(folder.lockPath))
    _ = try bench.update(database).run()
    lock.release()
    try bench.files.remove(folder.path)
    _ = try bench.update(database).run()
    let run = try HistoryQueries(database).run(1)
    #expect(run?.ending == .interrupted && run?.isKept == false)
  }

  @Test func `a database of a newer version is left alone`() throws {
    let bench = try HistoryBench()
    let database = try bench.database()
    try database.queue.write { try $0.execute(sql: "INSERT INTO grdb_migrations VALUES ('99')") }
    try database.queue.close()
    #expect(throws: HistoryError.newer(path: HistoryDatabase.path(in: bench.folder))) { try bench.database() }
  }

  @Test func `a journal that cannot be read is told, and the others count`() throws {
    let bench = try HistoryBench()
    try bench.write(at: 100, [Result(name: "a")])
    let second = try bench.write(at: 200, [Result(name: "a")])
    try bench.files.write(Array("no journal\n".utf8), to: second.journalPath)
    let outcome = try bench.update(bench.database()).run()
    #expect(outcome.added == [RunID(1)] && outcome.failures.map(\.folder) == [second])
  }
}
