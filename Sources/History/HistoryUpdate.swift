import GRDB
package import Host
package import Journal
package import RunModel

/// Brings the history up to what the journals say.
package struct HistoryUpdate {
  private let database: HistoryDatabase
  private let workDirectory: String
  private let files: any FileHost
  /// The line of a failed step's log that says most; asked for failed environments.
  private let firstError: (RecordedRun, StepID) -> String?

  package init(
    _ database: HistoryDatabase, workDirectory: String, files: any FileHost,
    firstError: @escaping (RecordedRun, StepID) -> String?
  ) {
    self.database = database
    self.workDirectory = workDirectory
    self.files = files
    self.firstError = firstError
  }

  /// What an update came to.
  package struct Outcome: Hashable, Sendable {
    /// The runs that were read.
    package var added: [RunID] = []
    /// Journals that cannot be read.
    package var failures: [RunHistory.Failure] = []
  }

  /// Reads the journals of runs that the history does not know, or knew while they went on.
  ///
  /// - Complexity: O(*runs*) for the folder, and O(*events*) of what is read.
  package func run() throws(HistoryError) -> Outcome { try run(anew: false) }

  /// Reads all journals that are there; what is known of runs whose journals are gone stays.
  package func rebuild() throws(HistoryError) -> Outcome { try run(anew: true) }

  private func run(anew: Bool) throws(HistoryError) -> Outcome {
    let folders: [RunFolder]
    do throws(FileError) {
      folders = try RunHistory(workDirectory: workDirectory, files: files).folders()
    } catch {
      throw .failed(path: error.path, reason: error.message)
    }
    let known = try whole()
    let reader = JournalReader(files: files)
    var outcome = Outcome()
    for folder in folders.reversed() {
      let start = reader.header(of: folder)?.startTime
      if !anew, let start, known.contains(Start(number: folder.run.number, time: start)) { continue }
      let run: RecordedRun
      do throws(JournalError) {
        run = try reader.read(folder)
      } catch {
        outcome.failures.append(RunHistory.Failure(folder: folder, error: error))
        continue
      }
      try take(run)
      outcome.added.append(run.header.run)
    }
    try noteKept(folders)
    return outcome
  }

  /// A run by its number and the microseconds since 1970 at which it began.
  private struct Start: Hashable {
    var number: Int
    var time: Int64
  }

  /// The runs of which nothing more is to be learned.
  private func whole() throws(HistoryError) -> Set<Start> {
    try database.read { database in
      let rows = try Row.fetchAll(database, sql: "SELECT number, started FROM run WHERE ending <> 'live'")
      return Set(rows.map { Start(number: $0["number"], time: $0["started"]) })
    }
  }

  private func take(_ run: RecordedRun) throws(HistoryError) {
    let bytes = try? files.read(SettingDigests.path(in: run.folder.path))  // it may be lost, or older than such files
    try database.write { database in
      try RunImporter(
        run, settings: bytes.map { SettingDigests(bytes: $0) }, firstError: { firstError(run, $0) }, in: database
      ).write()
    }
  }

  /// Notes of which runs the folders are still there.
  private func noteKept(_ folders: [RunFolder]) throws(HistoryError) {
    let numbers = Set(folders.map(\.run.number))
    try database.write { database in
      let rows = try Row.fetchAll(
        database, sql: "SELECT id, number, MAX(started) AS started FROM run WHERE is_kept = 1 GROUP BY number")
      let newest = Set(rows.compactMap { row -> Int64? in numbers.contains(row["number"]) ? row["id"] : nil })
      let kept = try Int64.fetchAll(database, sql: "SELECT id FROM run WHERE is_kept = 1")
      for id in kept where !newest.contains(id) {
        try database.execute(sql: "UPDATE run SET is_kept = 0 WHERE id = ?", arguments: [id])
      }
    }
  }
}
