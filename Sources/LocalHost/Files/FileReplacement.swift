import Glibc
import Synchronization

/// Files that appear whole or not at all: written under another name in the same folder, then renamed.
enum FileReplacement {
  private static let counter = Atomic<UInt64>(0)

  /// Writes a file by way of another; an old one keeps its permissions.
  ///
  /// - Parameter mode: The permissions when there was no file; `nil` for the usual ones.
  static func write(
    to path: String, mode: mode_t? = nil, _ fill: (Descriptor) throws(SystemError) -> Void
  ) throws(SystemError) {
    var old = stat()
    let hasOld = stat(path, &old) == 0
    if hasOld, old.st_mode & S_IFMT != S_IFREG {
      return try fill(Descriptor(opening: Array(path.utf8CString), flags: O_WRONLY | O_NOCTTY))
    }
    let folder = FilePath(path).folder
    let (file, temporary) = try create(in: folder == "/" ? "" : folder)
    do {
      try fill(file)
      if let mode = hasOld ? old.st_mode & 0o7777 : mode { try checked { fchmod(file.number, mode) } }
      try checked { rename(temporary, path) }
    } catch {
      unlink(temporary)
      throw error
    }
  }

  private static func create(in folder: String) throws(SystemError) -> (file: Descriptor, path: String) {
    while true {
      let number = counter.wrappingAdd(1, ordering: .relaxed).newValue
      let path = "\(folder)/.swtox-\(getpid())-\(number)"
      do {
        let file = try Descriptor(
          opening: Array(path.utf8CString), flags: O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW, mode: 0o666)
        return (file, path)
      } catch {
        // Left behind by an earlier process of the same number.
        if error.code != EEXIST { throw error }
      }
    }
  }
}
