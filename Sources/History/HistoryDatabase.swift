import GRDB
import Glibc
package import Host

/// The index over the journals of a work directory: `history.db` there, in SQLite with a write-ahead log.
///
/// It is opened when somebody asks, and may be removed at any time: what the journals hold comes back.
package final class HistoryDatabase: Sendable {
  package let path: String
  let queue: DatabaseQueue
  /// What was found wrong when it was opened, and what was done about it; `nil` for nothing.
  package let note: String?

  /// Where the history of a work directory is.
  package static func path(in workDirectory: String) -> String { "\(workDirectory)/history.db" }

  /// So long one waits for other programs that write.
  private static let patience = 5.0

  /// Opens the history of a work directory, and makes it where there is none.
  ///
  /// One that is damaged is put aside as `history.db.damaged`, and an empty one takes its place.
  ///
  /// - Parameter checks: Whether all of it is looked at for damage, which takes time in proportion to its size.
  package init(in workDirectory: String, files: any FileHost, checks: Bool = false) throws(HistoryError) {
    path = Self.path(in: workDirectory)
    do {
      (queue, note) = (try Self.open(path, checks: checks), nil)
    } catch  where HistoryError.isDamage(error) {
      do {
        queue = try Self.replaced(path, files)
        note = "'\(path)' was damaged: it was put aside as '\(path).damaged', and what journals hold is read anew"
      } catch let error as HistoryError {
        throw error
      } catch {
        throw HistoryError(error, path: path)
      }
    } catch let error as HistoryError {
      throw error
    } catch {
      throw HistoryError(error, path: path)
    }
  }

  /// Opens it, again for a while where another program is about to make it: SQLite does not wait for who turns on the
  /// write-ahead log, nor for who makes the same tables.
  private static func open(_ path: String, checks: Bool) throws -> DatabaseQueue {
    let clock = ContinuousClock()
    let deadline = clock.now + .seconds(patience)
    while true {
      do {
        return try openOnce(path, checks: checks)
      } catch let error as DatabaseError where isContention(error) && clock.now < deadline {
        usleep(50_000)
      }
    }
  }

  private static func isContention(_ error: DatabaseError) -> Bool {
    let isThere = error.resultCode == .SQLITE_ERROR && error.message?.contains("already exists") == true
    return isThere || error.resultCode == .SQLITE_BUSY || error.resultCode == .SQLITE_LOCKED
  }

  private static func openOnce(_ path: String, checks: Bool) throws -> DatabaseQueue {
    var configuration = Configuration()
    configuration.busyMode = .timeout(patience)
    configuration.prepareDatabase { database in
      // A reader and a writer do not wait for each other, and a machine that loses its power loses the last rows alone.
      try database.execute(sql: "PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL")
    }
    let queue = try DatabaseQueue(path: path, configuration: configuration)
    if checks, try queue.read({ try String.fetchOne($0, sql: "PRAGMA quick_check(1)") }) != "ok" {
      throw DatabaseError(resultCode: .SQLITE_CORRUPT)
    }
    let migrator = HistorySchema.migrator
    if try queue.read(migrator.hasBeenSuperseded) { throw HistoryError.newer(path: path) }
    if try queue.read(migrator.hasCompletedMigrations) { return queue }
    try migrator.migrate(queue)
    return queue
  }

  /// Puts a damaged database aside, unless another program has done so in the meantime.
  private static func replaced(_ path: String, _ files: any FileHost) throws -> DatabaseQueue {
    guard let lock = try files.lock("\(path).lock") else { throw HistoryError.busy(path: path) }
    defer { lock.release() }
    do {
      return try open(path, checks: true)
    } catch  where HistoryError.isDamage(error) {
      try files.write(try files.read(path), to: "\(path).damaged")
      for name in [path, "\(path)-wal", "\(path)-shm"] { try files.remove(name) }
      return try open(path, checks: false)
    }
  }

  func read<Value>(_ body: (Database) throws -> Value) throws(HistoryError) -> Value {
    do { return try queue.read(body) } catch { throw HistoryError(error, path: path) }
  }

  func write<Value>(_ body: (Database) throws -> Value) throws(HistoryError) -> Value {
    do { return try queue.write(body) } catch { throw HistoryError(error, path: path) }
  }
}
