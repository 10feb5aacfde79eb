package import Host
import RunModel

/// Reads journals back into run states.
package struct JournalReader: Sendable {
  private let files: any FileHost

  package init(files: any FileHost) { self.files = files }

  /// Folds a run's journal.
  ///
  /// A journal whose run neither ended nor has a writer is that of a run that was broken off: what was under way then
  /// is marked as interrupted.
  ///
  /// - Complexity: O(*n*), where *n* is the number of bytes.
  package func read(_ folder: RunFolder) throws(JournalError) -> RecordedRun {
    var run = try fold(folder)
    if run.state.endTime != nil { return run }
    switch life(of: folder) {
    case .live: run.isLive = true
    case .gone:
      // The writer may have written the end between our read and our look at its lock.
      run = try fold(folder)
      run.state.markInterrupted { files.status(folder.logPath(of: $0))?.byteCount }
    case .unknown(let error): run.problems.append(.unknownLife(error))
    }
    return run
  }

  /// The first line of a journal alone; `nil` where it cannot be read or used.
  ///
  /// - Complexity: O(1): at most 64 KiB are read.
  package func header(of folder: RunFolder) -> JournalHeader? {
    guard let bytes = try? files.read(folder.journalPath, at: 0, count: 64 * 1024),
      let end = bytes.firstIndex(of: UInt8(ascii: "\n"))
    else { return nil }
    return JournalHeader.read(bytes, 0..<end).header
  }

  private enum Life { case live, gone, unknown(FileError) }

  private func life(of folder: RunFolder) -> Life {
    guard files.exists(folder.lockPath) else { return .gone }
    do throws(FileError) {
      guard let lock = try files.lock(folder.lockPath) else { return .live }
      lock.release()
      return .gone
    } catch {
      return .unknown(error)
    }
  }

  private func fold(_ folder: RunFolder) throws(JournalError) -> RecordedRun {
    let content = try content(of: folder)
    var state = RunState(id: content.header.run)
    for event in content.events { state.apply(event) }
    return RecordedRun(
      folder: folder, header: content.header, state: state, eventCount: content.eventCount, isLive: false,
      problems: content.problems)
  }

  /// All that can be read of a run's journal, in order.
  package func content(of folder: RunFolder) throws(JournalError) -> JournalContent {
    let bytes: [UInt8]
    do throws(FileError) { bytes = try files.read(folder.journalPath) } catch { throw .file(error) }
    return try JournalContent(bytes, folder: folder)
  }
}
