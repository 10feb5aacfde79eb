package import EnvironmentModel
package import Host
package import RunModel

/// The runs of a project, newest first, read from their journals.
package struct RunHistory: Sendable {
  /// So many runs are kept, and so many are looked at for the state of an environment.
  package static let defaultLimit = 50

  private let workDirectory: String
  private let files: any FileHost

  package init(workDirectory: String, files: any FileHost) {
    self.workDirectory = workDirectory
    self.files = files
  }

  /// Runs that were read, and those that could not be.
  package struct Reading: Hashable, Sendable {
    package var runs: [RecordedRun] = []
    package var failures: [Failure] = []
  }

  /// A run whose journal cannot be read.
  package struct Failure: Hashable, Sendable {
    package var folder: RunFolder
    package var error: JournalError

    package init(folder: RunFolder, error: JournalError) {
      self.folder = folder
      self.error = error
    }
  }

  /// The folders of all runs, newest first.
  package func folders() throws(FileError) -> [RunFolder] {
    try RunFolder.all(in: workDirectory, files: files)
  }

  /// The newest runs.
  package func latestRuns(limit: Int) throws(FileError) -> Reading {
    read(try folders().prefix(limit)) { _ in false }
  }

  /// The newest runs, as many as it takes until every name has been part of one, at most `limit`.
  ///
  /// Those that only set up environments are left out: they say nothing about how the environments do.
  package func latestStates(
    covering names: [EnvironmentName], limit: Int = RunHistory.defaultLimit
  ) throws(FileError) -> Reading {
    var missing = Set(names)
    return read(try folders().prefix(limit), where: { !$0.header.prepares }) { run in
      missing.subtract(run.state.environments)
      return missing.isEmpty
    }
  }

  /// Removes the oldest runs beyond a number; a run whose writer is at work stays.
  ///
  /// - Returns: The runs that were removed, newest first.
  package func prune(keeping count: Int = RunHistory.defaultLimit) throws(FileError) -> [RunID] {
    var removed: [RunID] = []
    for folder in try folders().dropFirst(max(0, count)) where try remove(folder) { removed.append(folder.run) }
    return removed
  }

  /// Removes a run's folder.
  ///
  /// - Returns: Whether it is gone; a run whose writer is at work stays.
  package func remove(_ folder: RunFolder) throws(FileError) -> Bool {
    guard let lock = try files.lock(folder.lockPath) else { return false }
    defer { lock.release() }
    try files.remove(folder.path)
    return true
  }

  /// How many bytes the files of a run have.
  ///
  /// - Complexity: O(*files*).
  package func byteCount(of folder: RunFolder) -> Int {
    // What cannot be read takes no room that could be won.
    let names = (try? files.list(folder.path)) ?? []
    return names.reduce(0) { $0 + (files.status("\(folder.path)/\($1)")?.byteCount ?? 0) }
  }

  private func read(
    _ folders: some Sequence<RunFolder>, where counts: (RecordedRun) -> Bool = { _ in true },
    until isEnough: (RecordedRun) -> Bool
  ) -> Reading {
    var reading = Reading()
    let reader = JournalReader(files: files)
    for folder in folders {
      do throws(JournalError) {
        let run = try reader.read(folder)
        guard counts(run) else { continue }
        reading.runs.append(run)
        if isEnough(run) { break }
      } catch {
        reading.failures.append(Failure(folder: folder, error: error))
      }
    }
    return reading
  }
}

extension RunHistory.Reading {
  /// What the newest run with each environment says of it.
  package var latestSummaries: [EnvironmentName: (run: RunID, summary: OwnerSummary)] {
    var summaries: [EnvironmentName: (run: RunID, summary: OwnerSummary)] = [:]
    for run in runs {
      for name in run.state.environments where summaries[name] == nil {
        summaries[name] = (run.header.run, run.state.summary(of: .environment(name)))
      }
    }
    return summaries
  }

  /// The names whose newest run ended badly, in the order given: what to run again.
  package func failedEnvironments(among names: [EnvironmentName]) -> [EnvironmentName] {
    let summaries = latestSummaries
    return names.filter { summaries[$0]?.summary.status.isBad ?? false }
  }
}
