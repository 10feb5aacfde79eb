package import Host
import Synchronization

/// A file system in memory: a tree from `/`, executable flags, and times that count changes.
///
/// The modification time of an entry is the number of the change that made it, in milliseconds; so two files differ in
/// time exactly when one was written after the other.
package final class MemoryFiles: FileHost {
  private let tree = Mutex(MemoryTree())
  private let synchronized = Mutex<[String: Int]>([:])
  private let lockedPaths = Mutex<Set<String>>([])

  /// A tree with these files, their folders made.
  package init(_ files: [String: String] = [:], executables: [String] = []) {
    for (path, text) in files.sorted(by: { $0.key < $1.key }) { put(text, at: path) }
    for path in executables { put("#!", at: path, isExecutable: true) }
  }

  /// Writes a file whatever stands there and makes its folders.
  package func put(_ text: String, at path: String, isExecutable: Bool = false) {
    let folder = path.split(separator: "/").dropLast().joined(separator: "/")
    tree.withLock { tree in
      do throws(FileError) {
        try tree.makeDirectory("/" + folder)
        try tree.setFile(Array(text.utf8), at: path, isExecutable: isExecutable)
      } catch {
        preconditionFailure("a test puts a file where it cannot be: \(error.message)")
      }
    }
  }

  /// Makes an operation on a path fail from now on, or work again.
  ///
  /// - Parameter operation: As in ``FileError``: `read`, `write`, `append to`, `create folder`, `remove`, `list`,
  ///   `copy`, `lock`.
  package func refuse(
    _ operation: String, at path: String, code: Int32 = 28, reason: String = "No space left on device"
  ) {
    let error = FileError(operation: operation, path: path, code: code, reason: reason)
    tree.withLock { $0.refusals[MemoryTree.normalized(path), default: [:]][operation] = error }
  }

  /// Lifts what ``refuse(_:at:code:reason:)`` imposed on a path.
  package func allowAll(at path: String) {
    tree.withLock { $0.refusals[MemoryTree.normalized(path)] = nil }
  }

  /// The text of a file; `nil` when there is none.
  package func text(_ path: String) -> String? {
    tree.withLock { tree in
      if case .file(let bytes, _)? = tree[path]?.node { String(decoding: bytes, as: UTF8.self) } else { nil }
    }
  }

  /// The paths of all files and empty folders, sorted; folders end with `/`.
  package var paths: [String] {
    tree.withLock { tree in
      tree.entries.compactMap { path, entry in
        switch entry.node {
        case .file: path
        case .directory(let names): names.isEmpty ? path + "/" : nil
        }
      }.sorted()
    }
  }

  package func read(_ path: String) throws(FileError) -> [UInt8] {
    try tree.withLock { (tree) throws(FileError) in try tree.bytes(path, "read") }
  }

  package func read(_ path: String, at offset: Int, count: Int) throws(FileError) -> [UInt8] {
    let bytes = try read(path)
    return Array(bytes.dropFirst(max(0, offset)).prefix(max(0, count)))
  }

  package func write(_ bytes: [UInt8], to path: String) throws(FileError) {
    try tree.withLock { (tree) throws(FileError) in try tree.setFile(bytes, at: path) }
  }

  package func openForAppending(_ path: String) throws(FileError) -> any AppendableFile {
    try tree.withLock { (tree) throws(FileError) in
      try tree.check(path, "open")
      if tree[path] == nil { try tree.setFile([], at: path, "open") }
      _ = try tree.bytes(path, "open")
    }
    return MemoryAppendableFile(files: self, path: MemoryTree.normalized(path))
  }

  fileprivate func append(_ bytes: UnsafeRawBufferPointer, to path: String) throws(FileError) {
    try tree.withLock { (tree) throws(FileError) in try tree.append(bytes, at: path) }
  }

  fileprivate func synchronize(_ path: String) throws(FileError) {
    try tree.withLock { (tree) throws(FileError) in try tree.check(path, "bring to the disk") }
    synchronized.withLock { $0[path, default: 0] += 1 }
  }

  /// How often what was appended to a file was brought to the disk.
  package func synchronizedCount(_ path: String) -> Int {
    synchronized.withLock { $0[MemoryTree.normalized(path)] ?? 0 }
  }

  package func list(_ path: String) throws(FileError) -> [String] {
    try tree.withLock { (tree) throws(FileError) in try tree.names(path) }
  }

  package func status(_ path: String) -> FileStatus? {
    tree.withLock { tree in
      tree[path].map { entry in
        switch entry.node {
        case .file(let bytes, let isExecutable):
          FileStatus(
            kind: .file, byteCount: bytes.count, modificationNanoseconds: entry.modification,
            isExecutable: isExecutable)
        case .directory:
          FileStatus(
            kind: .directory, byteCount: 0, modificationNanoseconds: entry.modification, isExecutable: true)
        }
      }
    }
  }

  package func resolved(_ path: String) -> String? {
    tree.withLock { $0[path] == nil ? nil : MemoryTree.normalized(path) }
  }

  package func createDirectory(_ path: String) throws(FileError) {
    try tree.withLock { (tree) throws(FileError) in try tree.makeDirectory(path) }
  }

  package func remove(_ path: String) throws(FileError) {
    try tree.withLock { (tree) throws(FileError) in try tree.remove(path) }
  }

  package func copy(
    _ source: String, to destination: String, leavingOut folders: LeftOutFolders
  ) throws(FileError) {
    try tree.withLock { (tree) throws(FileError) in
      try tree.copy(source, to: destination, leavingOut: folders)
    }
  }

  /// A lock that nobody else has; every holder counts as a process of its own.
  package func lock(_ path: String) throws(FileError) -> (any FileLock)? {
    try tree.withLock { (tree) throws(FileError) in
      try tree.check(path, "lock")
      if tree[path] == nil { try tree.setFile([], at: path, "lock") }
    }
    let place = MemoryTree.normalized(path)
    guard lockedPaths.withLock({ $0.insert(place).inserted }) else { return nil }
    return MemoryLock(files: self, path: place)
  }

  fileprivate func unlock(_ path: String) {
    lockedPaths.withLock { _ = $0.remove(path) }
  }
}

private final class MemoryAppendableFile: AppendableFile {
  private let files: MemoryFiles
  private let path: String
  private let isClosed = Mutex(false)

  init(files: MemoryFiles, path: String) {
    self.files = files
    self.path = path
  }

  func append(_ bytes: UnsafeRawBufferPointer) throws(FileError) {
    if isClosed.withLock({ $0 }) {
      throw FileError(operation: "append to", path: path, code: 9, reason: "Bad file descriptor")
    }
    try files.append(bytes, to: path)
  }

  func synchronize() throws(FileError) { try files.synchronize(path) }

  func reserve(byteCount: Int) {}

  func close() { isClosed.withLock { $0 = true } }
}

private final class MemoryLock: FileLock {
  private let files: MemoryFiles
  private let path: String
  private let isHeld = Mutex(true)

  init(files: MemoryFiles, path: String) {
    self.files = files
    self.path = path
  }

  deinit { release() }

  func note(_ text: String) {
    if isHeld.withLock({ $0 }) { files.put(text, at: path) }
  }

  func release() {
    let wasHeld = isHeld.withLock { isHeld in
      defer { isHeld = false }
      return isHeld
    }
    if wasHeld { files.unlock(path) }
  }
}
