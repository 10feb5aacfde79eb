import CProcess
import Glibc
import Host
import Synchronization

/// A file open for appending; appends of several threads come one after the other, each in one piece.
final class LocalAppendableFile: AppendableFile {
  private let path: String
  private let file: Mutex<Descriptor?>

  init(path: String, file: Descriptor) {
    self.path = path
    self.file = Mutex(file)
  }

  func append(_ bytes: UnsafeRawBufferPointer) throws(FileError) {
    do {
      try file.withLock { file throws(SystemError) in
        guard let file else { throw SystemError(code: EBADF) }
        try FileContent.append(bytes, to: file)
      }
    } catch {
      throw FileError(operation: "append to", path: path, code: error.code, reason: error.reason)
    }
  }

  /// Files of a kind that knows no disk are fine as they are.
  func synchronize() throws(FileError) {
    do {
      try file.withLock { file throws(SystemError) in
        guard let file else { throw SystemError(code: EBADF) }
        try checked { fdatasync(file.number) }
      }
    } catch {
      if error.code == EINVAL { return }
      throw FileError(operation: "bring to the disk", path: path, code: error.code, reason: error.reason)
    }
  }

  func reserve(byteCount: Int) {
    file.withLock { file in
      // Some file systems cannot, and a full one will not; either shows when something is appended.
      guard let file, let size = try? file.status().st_size else { return }
      _ = cprocess_reserve_room(file.number, Int64(size), Int64(byteCount))
    }
  }

  func close() {
    file.withLock { file in
      // Cut to the size that it has, it loses the room beyond its end.
      if let file, let status = try? file.status(), status.st_mode & S_IFMT == S_IFREG {
        _ = ftruncate(file.number, status.st_size)
      }
      file = nil
    }
  }
}
