import CProcess
import Glibc
package import Host

/// The machine's file systems.
package struct LocalFiles: FileHost {
  package init() {}

  package func read(_ path: String) throws(FileError) -> [UInt8] {
    try attempt("read", path) { path throws(SystemError) in try FileContent.all(of: path) }
  }

  package func read(_ path: String, at offset: Int, count: Int) throws(FileError) -> [UInt8] {
    try attempt("read", path) { path throws(SystemError) in
      try FileContent.part(of: path, at: offset, count: count)
    }
  }

  /// Replaces the file a path leads to, links followed; it keeps its permissions.
  ///
  /// What is no regular file (a terminal, a pipe) is written to and not replaced.
  package func write(_ bytes: [UInt8], to path: String) throws(FileError) {
    let target = resolved(path) ?? path
    try attempt("write", path) { _ throws(SystemError) in
      try FileReplacement.write(to: target) { file throws(SystemError) in
        try bytes.withUnsafeBufferPointer { bytes throws(SystemError) in
          try FileContent.append(UnsafeRawBufferPointer(bytes), to: file)
        }
      }
    }
  }

  /// A named pipe that nobody reads is waited for, for five seconds.
  package func openForAppending(_ path: String) throws(FileError) -> any AppendableFile {
    let isSpecial = status(path)?.kind == .other
    let file = try attempt("open", path) { path throws(SystemError) in
      if isSpecial { return try Self.openPipe(path) }
      return try Descriptor(opening: path, flags: O_WRONLY | O_CREAT | O_APPEND, mode: 0o666)
    }
    return LocalAppendableFile(path: path, file: file)
  }

  /// Opens a pipe or device for writing; of a pipe the system waits for a reader without end, in which nothing else can
  /// be done.
  private static func openPipe(_ path: [CChar]) throws(SystemError) -> Descriptor {
    var attemptCount = 0
    while true {
      do {
        let file = try Descriptor(opening: path, flags: O_WRONLY | O_APPEND | O_NONBLOCK)
        let flags = try checked { fcntl(file.number, F_GETFL) }
        try checked { fcntl(file.number, F_SETFL, flags & ~O_NONBLOCK) }
        return file
      } catch {
        attemptCount += 1
        if error.code != ENXIO || attemptCount > 100 { throw error }
        usleep(50_000)
      }
    }
  }

  /// Names that are not UTF-8 are shown with replacement characters.
  package func list(_ path: String) throws(FileError) -> [String] {
    let names = try attempt("list", path) { _ throws(SystemError) in
      try FolderStream(opening: path).entries().map { entry in
        entry.name.dropLast().map { UInt8(bitPattern: $0) }
      }
    }
    return names.sorted { $0.lexicographicallyPrecedes($1) }.map { String(decoding: $0, as: UTF8.self) }
  }

  package func status(_ path: String) -> FileStatus? {
    var status = stat()
    guard !path.utf8.contains(0), stat(path, &status) == 0 else { return nil }
    let time = status.st_mtim
    return FileStatus(
      kind: Self.kind(status.st_mode), byteCount: Int(status.st_size),
      modificationNanoseconds: Int64(time.tv_sec) * 1_000_000_000 + Int64(time.tv_nsec),
      isExecutable: faccessat(AT_FDCWD, path, X_OK, AT_EACCESS) == 0)
  }

  package func resolved(_ path: String) -> String? {
    guard !path.utf8.contains(0), let resolved = realpath(path, nil) else { return nil }
    defer { free(resolved) }
    return String(cString: resolved)
  }

  package func createDirectory(_ path: String) throws(FileError) {
    try attempt("create folder", path) { _ throws(SystemError) in try createFolders(path) }
  }

  /// Removes what stands at the path, opening folders in the way whose permissions forbid it.
  ///
  /// A folder on which another file system is mounted is not entered: the removal then fails with `EXDEV`.
  package func remove(_ path: String) throws(FileError) {
    try attempt("remove", path) { _ throws(SystemError) in try TreeRemoval.remove(path) }
  }

  /// Copies a file or a whole tree with its permissions; the destination is the copy itself, not a folder to put it in.
  ///
  /// A file is replaced at once. A folder that exists receives the tree. Links in a tree are copied as links, sockets
  /// and devices are left out.
  package func copy(
    _ source: String, to destination: String, leavingOut folders: LeftOutFolders
  ) throws(FileError) {
    try attempt("copy", source) { _ throws(SystemError) in
      try TreeCopy(leavingOut: folders).copy(source, to: destination)
    }
  }

  package func lock(_ path: String) throws(FileError) -> (any FileLock)? {
    try attempt("lock", path) { path throws(SystemError) in try LocalFileLock.take(path) }
  }

  private func createFolders(_ path: String) throws(SystemError) {
    do {
      try createFolder(path)
    } catch SystemError(code: ENOENT) where FilePath(path).isEntry && FilePath(path).folder != "." {
      try createFolders(FilePath(path).folder)
      try createFolder(path)
    }
  }

  /// Fine when another thread or process is quicker.
  private func createFolder(_ path: String) throws(SystemError) {
    do {
      try checked { mkdir(path, 0o777) }
    } catch {
      if status(path)?.kind != .directory { throw error }
    }
  }

  private static func kind(_ mode: mode_t) -> FileStatus.Kind {
    switch mode & S_IFMT {
    case S_IFREG: .file
    case S_IFDIR: .directory
    default: .other
    }
  }

  /// Adds to a failed call what was tried with which path, and refuses paths that C would cut short.
  private func attempt<Result>(
    _ operation: String, _ path: String, _ body: ([CChar]) throws(SystemError) -> Result
  ) throws(FileError) -> Result {
    do throws(SystemError) {
      if path.utf8.contains(0) { throw SystemError(code: EINVAL) }
      return try body(Array(path.utf8CString))
    } catch {
      throw FileError(operation: operation, path: path, code: error.code, reason: error.reason)
    }
  }
}
