import CProcess
import Glibc

/// Removal of whole trees, relative to open folders: a name that is swapped for a link meanwhile leads nowhere else.
enum TreeRemoval {
  /// How often a folder is emptied when something keeps putting files into it.
  private static let attemptCount = 3

  /// Removes a file or a tree; fine when nothing is there.
  static func remove(_ path: String) throws(SystemError) {
    let path = FilePath(path)
    guard path.isEntry else { throw SystemError(code: EINVAL) }
    let folder: Descriptor
    do throws(SystemError) {
      folder = Descriptor(try checked { cprocess_open_place(AT_FDCWD, path.folder, true) })
    } catch {
      if error.code == ENOENT || error.code == ENOTDIR { return }
      throw error
    }
    try remove(FolderStream.Entry(name: Array(path.name.utf8CString), type: .unknown), in: folder.number)
  }

  private static func remove(_ entry: FolderStream.Entry, in folder: Int32) throws(SystemError) {
    if entry.type != .folder {
      do {
        return try unlink(entry.name, in: folder, flags: 0)
      } catch {
        // EPERM is what POSIX has for folders; a file that may not be removed fails again below.
        guard error.code == EISDIR || error.code == EPERM else { throw error }
        if !isFolder(entry.name, in: folder) { throw error }
      }
    }
    try removeFolder(entry.name, in: folder)
  }

  private static func removeFolder(_ name: [CChar], in parent: Int32) throws(SystemError) {
    for attempt in 1...attemptCount {
      do {
        try empty(name, in: parent)
        return try unlink(name, in: parent, flags: AT_REMOVEDIR)
      } catch SystemError(code: ENOENT) {
        return
      } catch SystemError(code: ENOTEMPTY) where attempt < attemptCount {
        continue
      }
    }
  }

  private static func empty(_ name: [CChar], in parent: Int32) throws(SystemError) {
    let stream = try FolderStream(takingOver: try open(name, in: parent))
    grantAccess(to: stream.descriptor)
    for entry in stream.entries() { try remove(entry, in: stream.descriptor) }
  }

  private static func open(_ name: [CChar], in parent: Int32) throws(SystemError) -> Int32 {
    do {
      return try checked { cprocess_open_folder(parent, name) }
    } catch SystemError(code: EACCES) {
      // Only a descriptor can be changed without following a link, and this kind needs no permission to read.
      let folder = Descriptor(try checked { cprocess_open_place(parent, name, false) })
      try checked { chmod("/proc/self/fd/\(folder.number)", S_IRWXU) }
      return try checked { cprocess_open_folder(parent, name) }
    }
  }

  /// Entries can only be removed from a folder that may be written and searched; if that is denied, removing them says so.
  private static func grantAccess(to folder: Int32) {
    var status = stat()
    if fstat(folder, &status) == 0, status.st_mode & S_IRWXU != S_IRWXU { fchmod(folder, S_IRWXU) }
  }

  private static func isFolder(_ name: [CChar], in parent: Int32) -> Bool {
    var status = stat()
    return fstatat(parent, name, &status, AT_SYMLINK_NOFOLLOW) == 0 && status.st_mode & S_IFMT == S_IFDIR
  }

  private static func unlink(_ name: [CChar], in folder: Int32, flags: Int32) throws(SystemError) {
    do {
      try checked { unlinkat(folder, name, flags) }
    } catch SystemError(code: ENOENT) {
      return
    }
  }
}
