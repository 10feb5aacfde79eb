package import Host
package import RunModel

/// Where a run keeps its files: `<work directory>/runs/<number>`.
///
/// The folder holds `journal.jsonl`, the lock of its writer and one log for each step, named by ``StepID/logName``.
package struct RunFolder: Hashable, Sendable {
  package let workDirectory: String
  package let run: RunID

  package init(workDirectory: String, run: RunID) {
    self.workDirectory = workDirectory
    self.run = run
  }

  /// The folder of all runs of a work directory.
  package static func runsPath(in workDirectory: String) -> String { "\(workDirectory)/runs" }

  package var path: String { "\(Self.runsPath(in: workDirectory))/\(run)" }
  package var journalPath: String { "\(path)/journal.jsonl" }
  /// Held by the writer for as long as the run lives.
  package var lockPath: String { "\(path)/writer.lock" }
  /// The file of a step's raw output; it is not there before the step starts.
  package func logPath(of step: StepID) -> String { "\(path)/\(step.logName)" }

  /// The folders of all runs, newest first; empty when there was never a run.
  package static func all(in workDirectory: String, files: any FileHost) throws(FileError) -> [RunFolder] {
    let path = runsPath(in: workDirectory)
    guard files.isDirectory(path) else { return [] }
    return try files.list(path)
      .compactMap { name in Int(name).flatMap { $0 > 0 && String($0) == name ? RunID($0) : nil } }
      .sorted(by: >)
      .map { RunFolder(workDirectory: workDirectory, run: $0) }
  }

  /// Makes the folder of a new run and takes its lock.
  ///
  /// Of several programs that ask at once each gets a number of its own: who finds a folder locked, or with a journal
  /// in it, tries the next one.
  static func claim(
    in workDirectory: String, files: any FileHost
  ) throws(FileError) -> (folder: RunFolder, lock: any FileLock) {
    let first = (try all(in: workDirectory, files: files).first?.run.number ?? 0) + 1
    for number in first..<first + claimLimit {
      let folder = RunFolder(workDirectory: workDirectory, run: RunID(number))
      try files.createDirectory(folder.path)
      guard let lock = try files.lock(folder.lockPath) else { continue }
      if !files.exists(folder.journalPath) { return (folder, lock) }
      lock.release()
    }
    throw FileError(
      operation: "lock", path: runsPath(in: workDirectory), code: 11,
      reason: "another program holds the lock of every new run")
  }

  /// So many programs may start a run at the same moment.
  private static let claimLimit = 1000
}
