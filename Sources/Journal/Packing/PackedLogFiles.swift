import Artifacts
package import Host
import Synchronization

/// Files among which logs of runs that were packed are read as if they were not.
///
/// A log `NAME.log` of a run, or a report of tests `NAME.xml`, may be there as `NAME.log.gz`; while both are there, the one
/// that is not packed counts. The content of the last one that was read is kept in memory.
package final class PackedLogFiles: FileHost {
  /// Logs that are larger are not packed, since one is unpacked as a whole.
  package static let largest = 256 * 1024 * 1024

  private let files: any FileHost
  private let last = Mutex<(path: String, bytes: [UInt8])?>(nil)

  /// - Parameter files: What is really there.
  package init(_ files: any FileHost) { self.files = files }

  /// Whether a file is one of those that are packed, by its name.
  package static func isPackable(_ path: String) -> Bool {
    path.contains("/runs/") && (path.hasSuffix(".log") || path.hasSuffix(".xml"))
  }

  /// Where the packed form of a log is.
  package static func packedPath(of path: String) -> String { path + ".gz" }

  package func read(_ path: String) throws(FileError) -> [UInt8] {
    do throws(FileError) { return try files.read(path) } catch { return try unpacked(path, insteadOf: error) }
  }

  package func read(_ path: String, at offset: Int, count: Int) throws(FileError) -> [UInt8] {
    do throws(FileError) {
      return try files.read(path, at: offset, count: count)
    } catch {
      let bytes = try unpacked(path, insteadOf: error)
      let start = min(offset, bytes.count)
      return Array(bytes[start...].prefix(count))
    }
  }

  package func status(_ path: String) -> FileStatus? {
    if let status = files.status(path) { return status }
    guard Self.isPackable(path), var status = files.status(Self.packedPath(of: path)) else { return nil }
    let end = status.byteCount
    let trailer = try? files.read(Self.packedPath(of: path), at: max(0, end - 4), count: 4)
    guard let count = trailer.flatMap(Gzip.contentByteCount) else { return nil }
    status.byteCount = count
    return status
  }

  package func resolved(_ path: String) -> String? {
    files.resolved(path)
      ?? (Self.isPackable(path) ? files.resolved(Self.packedPath(of: path)).map { String($0.dropLast(3)) } : nil)
  }

  package func copy(
    _ source: String, to destination: String, leavingOut folders: LeftOutFolders
  ) throws(FileError) {
    do throws(FileError) {
      try files.copy(source, to: destination, leavingOut: folders)
    } catch {
      try files.write(try unpacked(source, insteadOf: error), to: destination)
    }
  }

  /// - Parameter error: Why the file itself cannot be read; thrown where there is no packed one either.
  private func unpacked(_ path: String, insteadOf error: FileError) throws(FileError) -> [UInt8] {
    let packed = Self.packedPath(of: path)
    guard Self.isPackable(path), files.exists(packed) else { throw error }
    if let known = last.withLock({ $0?.path == path ? $0?.bytes : nil }) { return known }
    let bytes = try files.read(packed)
    let content: [UInt8]
    do throws(ArtifactError) {
      content = try Gzip.unpacked(bytes, limit: Self.largest)
    } catch {
      throw FileError(operation: "unpack", path: packed, code: 0, reason: error.message)
    }
    last.withLock { $0 = (path, content) }
    return content
  }

  package func write(_ bytes: [UInt8], to path: String) throws(FileError) { try files.write(bytes, to: path) }

  package func openForAppending(_ path: String) throws(FileError) -> any AppendableFile {
    try files.openForAppending(path)
  }

  package func list(_ path: String) throws(FileError) -> [String] { try files.list(path) }

  package func createDirectory(_ path: String) throws(FileError) { try files.createDirectory(path) }

  package func remove(_ path: String) throws(FileError) { try files.remove(path) }

  package func lock(_ path: String) throws(FileError) -> (any FileLock)? { try files.lock(path) }
}
