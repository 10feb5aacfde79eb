package import Host
package import RunModel
import Synchronization

/// Appends a run's events to its journal, and holds the lock that says the run lives.
package final class JournalWriter: Sendable {
  package let folder: RunFolder
  private let file: any AppendableFile
  private let lock: any FileLock
  private let files: any FileHost
  private let page = Mutex(Page())

  private struct Page: Sendable {
    var writer = JSONWriter()
    /// Whether a write failed and may have left part of a line.
    var isTorn = false
    var schedule = SyncSchedule()
    /// How much was written since room was last kept.
    var byteCount = 0
  }

  /// So much room is kept on the disk, so that a run whose logs fill it can be written down to its end.
  private static let reservedByteCount = 128 * 1024

  private init(folder: RunFolder, file: any AppendableFile, lock: any FileLock, files: any FileHost) {
    self.files = files
    self.folder = folder
    self.file = file
    self.lock = lock
  }

  /// Begins the next run of a work directory: makes its folder, takes its lock and writes the header.
  ///
  /// - Parameters:
  ///   - project: The absolute path of the project's root.
  ///   - startTime: Microseconds since 1970.
  ///   - version: This program's version.
  ///   - prepares: Whether environments are only set up.
  ///   - request: How the run was asked for.
  ///   - revision: The state of the sources.
  package static func begin(
    in workDirectory: String, project: String, startTime: Int64, version: String, prepares: Bool = false,
    request: RunRequest? = nil, revision: SourceRevision? = nil, files: any FileHost
  ) throws(FileError) -> JournalWriter {
    let (folder, lock) = try RunFolder.claim(in: workDirectory, files: files)
    let file = try files.openForAppending(folder.journalPath)
    let writer = JournalWriter(folder: folder, file: file, lock: lock, files: files)
    var header = JournalHeader(
      run: folder.run, project: project, startTime: startTime, version: version, prepares: prepares,
      request: request)
    header.revision = revision
    do throws(FileError) {
      try writer.append(header.line)
    } catch {
      // A run without a header is nothing that anybody can look at; if it stays it is passed over.
      try? files.remove(folder.path)
      throw error
    }
    file.reserve(byteCount: reservedByteCount)
    return writer
  }

  /// Writes events, in one write; when this returns they are the kernel's and may be shown. Those that
  /// ``SyncSchedule`` names are on the disk too.
  ///
  /// After a failure the same events may be recorded again: a part of a line that was written is closed first, and the
  /// reader passes over it.
  package func record(_ events: [NumberedEvent]) throws(FileError) {
    if events.isEmpty { return }
    try page.withLock { (page) throws(FileError) in
      page.writer.removeAll()
      if page.isTorn { page.writer.endLine() }
      for event in events {
        let start = page.writer.bytes.count
        EventCoding.write(event, to: &page.writer)
        page.writer.endSealedLine(from: start)
      }
      page.isTorn = true
      try append(page.writer.bytes)
      page.byteCount += page.writer.bytes.count
      if page.byteCount > Self.reservedByteCount / 2 {
        page.byteCount = 0
        file.reserve(byteCount: Self.reservedByteCount)
      }
      if page.schedule.isDue(after: events) {
        try file.synchronize()
        if !files.exists(folder.journalPath) { throw removal }
      }
      page.isTorn = false
    }
  }

  /// What is told when somebody has removed the file: writing to it goes on without a failure.
  private var removal: FileError {
    FileError(
      operation: "append to", path: folder.journalPath, code: 2, reason: "it was removed while the run went on")
  }

  /// Ends the run's life on disk: nothing more can be recorded, and others may take it for ended.
  package func close() {
    page.withLock { _ in file.close() }
    lock.release()
  }

  private func append(_ bytes: [UInt8]) throws(FileError) {
    let result = bytes.withUnsafeBytes { buffer -> Result<Void, FileError> in
      do throws(FileError) {
        return .success(try file.append(buffer))
      } catch {
        return .failure(error)
      }
    }
    try result.get()
  }
}
