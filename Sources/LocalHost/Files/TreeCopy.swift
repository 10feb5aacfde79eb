import CProcess
import Glibc
import Host

/// Copies of files and whole trees.
struct TreeCopy {
  /// Names of files; folders within a tree that hold one are left out.
  private let marks: [[CChar]]
  /// Names of folders within a tree that are left out.
  private let names: [[CChar]]

  init(leavingOut folders: LeftOutFolders) {
    marks = folders.marks.sorted().map { Array($0.utf8CString) }
    names = folders.names.sorted().map { Array($0.utf8CString) }
  }

  /// The folder a copy goes to, so that a tree is not copied into itself without end.
  private struct Target: Hashable {
    var device: dev_t
    var number: ino_t
  }

  func copy(_ source: String, to destination: String) throws(SystemError) {
    let file = try Descriptor(opening: Array(source.utf8CString), flags: O_RDONLY | O_NONBLOCK)
    let status = try file.status()
    switch status.st_mode & S_IFMT {
    case S_IFREG:
      try FileReplacement.write(to: destination, mode: status.st_mode & 0o777) { copy throws(SystemError) in
        try checked { cprocess_copy_content(file.number, copy.number) }
      }
    case S_IFDIR:
      let folder = try makeFolder(Array(destination.utf8CString), in: AT_FDCWD)
      let target = try folder.status()
      try copyEntries(of: file, to: folder, target: Target(device: target.st_dev, number: target.st_ino))
      try checked { fchmod(folder.number, status.st_mode & 0o777) }
    default:
      throw SystemError(code: EINVAL)
    }
  }

  private func copyEntries(
    of source: Descriptor, to destination: Descriptor, target: Target
  ) throws(SystemError) {
    let stream = try FolderStream(takingOver: try checked { fcntl(source.number, F_DUPFD_CLOEXEC, 0) })
    for entry in stream.entries() {
      do throws(SystemError) {
        try copyEntry(entry.name, from: source, to: destination, target: target)
      } catch {
        // Others may work in the tree: what is gone by now need not be copied.
        if error.code != ENOENT { throw error }
      }
    }
  }

  private func copyEntry(
    _ name: [CChar], from source: Descriptor, to destination: Descriptor, target: Target
  ) throws(SystemError) {
    var status = stat()
    try checked { fstatat(source.number, name, &status, AT_SYMLINK_NOFOLLOW) }
    switch status.st_mode & S_IFMT {
    case S_IFREG: try copyFile(name, status.st_mode & 0o777, from: source, to: destination)
    case S_IFLNK: try copyLink(name, from: source, to: destination)
    case S_IFDIR where names.contains(name): break
    case S_IFDIR: try copyFolder(name, from: source, to: destination, target: target)
    default: break
    }
  }

  private func copyFolder(
    _ name: [CChar], from source: Descriptor, to destination: Descriptor, target: Target
  ) throws(SystemError) {
    let folder = try Descriptor(opening: name, in: source.number, flags: O_RDONLY | O_DIRECTORY | O_NOFOLLOW)
    let status = try folder.status()
    if marks.contains(where: { faccessat(folder.number, $0, F_OK, 0) == 0 }) { return }
    if Target(device: status.st_dev, number: status.st_ino) == target { throw SystemError(code: EINVAL) }
    let copy = try makeFolder(name, in: destination.number)
    try copyEntries(of: folder, to: copy, target: target)
    try checked { fchmod(copy.number, status.st_mode & 0o777) }
  }

  private func copyFile(
    _ name: [CChar], _ mode: mode_t, from source: Descriptor, to destination: Descriptor
  ) throws(SystemError) {
    let file = try Descriptor(opening: name, in: source.number, flags: O_RDONLY | O_NOFOLLOW)
    try makeRoom(for: name, in: destination)
    let copy = try Descriptor(opening: name, in: destination.number, flags: O_WRONLY | O_CREAT | O_EXCL, mode: 0o600)
    try checked { cprocess_copy_content(file.number, copy.number) }
    try checked { fchmod(copy.number, mode) }
  }

  private func copyLink(
    _ name: [CChar], from source: Descriptor, to destination: Descriptor
  ) throws(SystemError) {
    var text = [CChar](repeating: 0, count: Int(PATH_MAX))
    let count = try checked { readlinkat(source.number, name, &text, text.count - 1) }
    text[count] = 0
    try makeRoom(for: name, in: destination)
    try checked { symlinkat(text, destination.number, name) }
  }

  /// Takes away an older file of the name, which must not be written through when it is a link.
  private func makeRoom(for name: [CChar], in folder: Descriptor) throws(SystemError) {
    do {
      try checked { unlinkat(folder.number, name, 0) }
    } catch SystemError(code: ENOENT) {
      return
    }
  }

  /// A folder to copy into, with all permissions until it is filled.
  private func makeFolder(_ name: [CChar], in parent: Int32) throws(SystemError) -> Descriptor {
    do {
      try checked { mkdirat(parent, name, S_IRWXU) }
    } catch {
      if error.code != EEXIST { throw error }
    }
    // Within a tree an older link is no folder to copy into.
    let following = parent == AT_FDCWD ? 0 : O_NOFOLLOW
    return try Descriptor(opening: name, in: parent, flags: O_RDONLY | O_DIRECTORY | following)
  }
}
