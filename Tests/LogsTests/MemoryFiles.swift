import Host
import Synchronization

/// Files in memory, as far as logs need them.
final class MemoryFiles: FileHost {
  private let contents = Mutex<[String: [UInt8]]>([:])
  private let reads = Mutex<[Range<Int>]>([])

  init(_ contents: [String: [UInt8]] = [:]) { self.contents.withLock { $0 = contents } }

  subscript(path: String) -> [UInt8]? {
    get { contents.withLock { $0[path] } }
    set { contents.withLock { $0[path] = newValue } }
  }

  func append(_ bytes: [UInt8], to path: String) { contents.withLock { $0[path, default: []] += bytes } }

  /// The parts that were asked for since the last call.
  func takeReads() -> [Range<Int>] {
    reads.withLock { reads in
      defer { reads = [] }
      return reads
    }
  }

  func read(_ path: String) throws(FileError) -> [UInt8] {
    guard let bytes = self[path] else { throw missing("read", path) }
    return bytes
  }

  func read(_ path: String, at offset: Int, count: Int) throws(FileError) -> [UInt8] {
    reads.withLock { $0.append(offset..<offset + count) }
    let bytes = try read(path)
    return Array(bytes.dropFirst(offset).prefix(count))
  }

  func status(_ path: String) -> FileStatus? {
    self[path].map { FileStatus(kind: .file, byteCount: $0.count, modificationNanoseconds: 0, isExecutable: false) }
  }

  func write(_ bytes: [UInt8], to path: String) throws(FileError) { self[path] = bytes }
  func list(_ path: String) throws(FileError) -> [String] { throw missing("list", path) }
  func resolved(_ path: String) -> String? { path }
  func createDirectory(_ path: String) throws(FileError) { throw missing("create", path) }
  func remove(_ path: String) throws(FileError) { self[path] = nil }
  func copy(
    _ source: String, to destination: String, leavingOut folders: LeftOutFolders
  ) throws(FileError) { self[destination] = try read(source) }
  func lock(_ path: String) throws(FileError) -> (any FileLock)? { nil }
  func openForAppending(_ path: String) throws(FileError) -> any AppendableFile { throw missing("open", path) }

  private func missing(_ operation: String, _ path: String) -> FileError {
    FileError(operation: operation, path: path, code: 2, reason: "no such file or directory")
  }
}
