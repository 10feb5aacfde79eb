/// Why a file operation failed.
package struct FileError: Error, Hashable, Sendable {
  /// What was tried, as a verb: "read", "write", "remove".
  package var operation: String
  package var path: String
  /// The `errno` value.
  package var code: Int32
  /// The system's words for the code.
  package var reason: String

  package init(operation: String, path: String, code: Int32, reason: String) {
    self.operation = operation
    self.path = path
    self.code = code
    self.reason = reason
  }

  package var message: String { "cannot \(operation) '\(path)': \(reason)" }
}

/// What stands at a path, links followed.
package struct FileStatus: Hashable, Sendable {
  /// What may be done with it; `other` stands for sockets, pipes and devices.
  package enum Kind: Hashable, Sendable { case file, directory, other }

  package var kind: Kind
  package var byteCount: Int
  /// Last change of the content, in nanoseconds since 1970.
  package var modificationNanoseconds: Int64
  /// Whether the calling user may execute it.
  package var isExecutable: Bool

  package init(kind: Kind, byteCount: Int, modificationNanoseconds: Int64, isExecutable: Bool) {
    self.kind = kind
    self.byteCount = byteCount
    self.modificationNanoseconds = modificationNanoseconds
    self.isExecutable = isExecutable
  }
}

/// A file that only grows.
package protocol AppendableFile: AnyObject, Sendable {
  /// Writes all bytes at the end before it returns; the bytes are the kernel's from then on.
  func append(_ bytes: UnsafeRawBufferPointer) throws(FileError)
  /// Returns when all that was appended is on the disk, which may take long.
  func synchronize() throws(FileError)
  /// Keeps room on the disk for so many bytes more, where the file system can; without it appends may find none.
  func reserve(byteCount: Int)
  /// Closes the file and gives up the room kept for it; further appends fail.
  func close()
}

/// Files and folders; every call may block, so none is made on the cooperative pool or the UI thread's hot path.
package protocol FileHost: Sendable {
  /// The whole content in memory; large files are better read in parts.
  func read(_ path: String) throws(FileError) -> [UInt8]
  /// At most `count` bytes from an offset; fewer at the end of the file.
  func read(_ path: String, at offset: Int, count: Int) throws(FileError) -> [UInt8]
  /// Replaces the file at once: a reader sees the old or the new content, never a part.
  func write(_ bytes: [UInt8], to path: String) throws(FileError)
  /// Opens for appending, creating the file and not its folder.
  func openForAppending(_ path: String) throws(FileError) -> any AppendableFile
  /// The names in a folder, sorted by bytes, without `.` and `..`.
  func list(_ path: String) throws(FileError) -> [String]
  /// `nil` when nothing is there or it cannot be looked at.
  func status(_ path: String) -> FileStatus?
  /// The absolute path with links resolved; `nil` when nothing is there.
  func resolved(_ path: String) -> String?
  /// Makes a folder and its parents; fine when it exists.
  func createDirectory(_ path: String) throws(FileError)
  /// Removes a file or a whole tree, never following links; fine when nothing is there.
  func remove(_ path: String) throws(FileError)
  /// Copies a file or a whole tree with its permissions to this very path, not into it; links within a tree stay links.
  ///
  /// - Parameter folders: Those within the tree that are left out.
  func copy(_ source: String, to destination: String, leavingOut folders: LeftOutFolders) throws(FileError)
  /// Takes a lock on a file that is made if missing and held until the value is let go.
  ///
  /// - Returns: `nil` when another process holds it.
  func lock(_ path: String) throws(FileError) -> (any FileLock)?
}

/// A lock that another process cannot take until this value is gone.
package protocol FileLock: AnyObject, Sendable {
  /// Writes into the lock's file who holds it, for others to read, until it is given up; a failure does no harm.
  func note(_ text: String)
  /// Gives the lock up while the value still lives; fine when it is given up already.
  func release()
}

extension FileHost {
  /// Whether anything stands at the path.
  package func exists(_ path: String) -> Bool { status(path) != nil }
  /// Copies a file or a whole tree with all that is in it.
  package func copy(_ source: String, to destination: String) throws(FileError) {
    try copy(source, to: destination, leavingOut: LeftOutFolders())
  }
  /// Whether a folder, or a link to one, stands at the path.
  package func isDirectory(_ path: String) -> Bool { status(path)?.kind == .directory }
  /// Whether a link to something that is there stands at an absolute path; folders above it may be links all the same.
  package func isLink(_ path: String) -> Bool {
    guard let real = resolved(path), let slash = path.lastIndex(of: "/") else { return false }
    guard let folder = resolved(slash == path.startIndex ? "/" : String(path[..<slash])) else { return false }
    return real != (folder == "/" ? "" : folder) + path[slash...]
  }
  /// Whether the path is a file that the calling user may run.
  package func isExecutableFile(_ path: String) -> Bool {
    status(path).map { $0.kind == .file && $0.isExecutable } ?? false
  }
}
