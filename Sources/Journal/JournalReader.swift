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
      run.state.markInterrupted()
    case .unknown(let error): run.problems.append(.unknownLife(error))
    }
    return run
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
    let bytes: [UInt8]
    do throws(FileError) { bytes = try files.read(folder.journalPath) } catch { throw .file(error) }
    let headerEnd = bytes.firstIndex(of: UInt8(ascii: "\n")) ?? bytes.count
    let (format, header) = JournalHeader.read(bytes, 0..<headerEnd)
    if let format, format > JournalHeader.format { throw .newerFormat(path: folder.journalPath, format: format) }
    guard let header, format == JournalHeader.format else { throw .notAJournal(path: folder.journalPath) }
    var fold = JournalFold(run: header.run)
    fold.take(bytes, from: headerEnd + 1)
    return RecordedRun(
      folder: folder, header: header, state: fold.state, eventCount: fold.eventCount, isLive: false,
      problems: fold.problems)
  }
}

/// Takes the lines of a journal in and keeps what was wrong with them.
private struct JournalFold {
  var state: RunState
  private(set) var eventCount = 0
  private var lineProblems: [JournalProblem] = []
  private var unknownCount = 0
  private var lastNumber = 0
  private var lineNumber = 1

  init(run: RunID) { state = RunState(id: run) }

  var problems: [JournalProblem] {
    lineProblems + (unknownCount > 0 ? [.unknownEvents(count: unknownCount)] : [])
  }

  mutating func take(_ bytes: [UInt8], from start: Int) {
    var start = start
    while start < bytes.count {
      guard let end = bytes[start...].firstIndex(of: UInt8(ascii: "\n")) else {
        lineProblems.append(.tornLastLine(byteCount: bytes.count - start))
        return
      }
      lineNumber += 1
      if end > start { take(EventCoding.event(in: bytes, start..<end)) }
      start = end + 1
    }
  }

  private mutating func take(_ decoded: EventCoding.Decoded) {
    switch decoded {
    case .event(let event):
      guard isNew(event.number) else { return }
      eventCount += 1
      state.apply(event)
    case .unknown(let number): unknownCount += isNew(number) ? 1 : 0
    case .malformed: lineProblems.append(.malformedLine(lineNumber))
    }
  }

  /// Whether the number has not been seen; one that repeats comes from a write that was tried again.
  private mutating func isNew(_ number: Int) -> Bool {
    guard number > lastNumber else { return false }
    if number > lastNumber + 1 { lineProblems.append(.missingEvents(lastNumber + 1..<number)) }
    lastNumber = number
    return true
  }
}
