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
    try noteKept()
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
    // Logs are read before anybody has to wait for us.
    let failed = run.state.environments.map { run.state.summary(of: .environment($0)) }
      .filter { $0.status == .fail || $0.status == .error }.compactMap(\.step)
    let errors = Dictionary(failed.map { ($0, firstError(run, $0)) }) { first, _ in first }
    try database.write { database in
      try RunImporter(
        run, settings: bytes.map { SettingDigests(bytes: $0) }, firstError: { errors[$0] ?? nil }, in: database
      ).write()
    }
  }

  /// Notes of which runs the folders are still there, and that runs without one do not go on.
  private func noteKept() throws(HistoryError) {
    try database.write { database in
      // Listed here, so that no other program notes a newer run meanwhile.
      let folders = try RunHistory(workDirectory: workDirectory, files: files).folders()
      let list = folders.map { String($0.run.number) }.joined(separator: ", ")
      try database.execute(
        sql: """
          UPDATE run SET is_kept = number IN (\(list))
            AND started = (SELECT MAX(other.started) FROM run AS other WHERE other.number = run.number);
          UPDATE run SET ending = 'interrupted' WHERE ending = 'live' AND is_kept = 0;
          """)
    }
  }
}
