import EnvironmentModel
import Glibc
import Host
import ProjectConfiguration

/// Makes the folders that tox has in every project, so that nobody else gets into new ones.
enum ToxFolders {
  /// - Throws: That a folder cannot be made.
  static func prepare(_ session: ProjectSession) throws(FileError) {
    let work = session.project.workDirectory
    try make(work)
    let settings = session.configuration.coreSettings(only: ["temp_dir"]).settings
    guard case .path(let temporary) = settings.first?.setting.value, temporary.hasPrefix(work + "/") else { return }
    // A link there was put by somebody else; what it names is not touched.
    var status = stat()
    if lstat(temporary, &status) == 0, status.st_mode & S_IFMT == S_IFLNK { unlink(temporary) }
    try make(temporary)
    if session.project.hasPackage { try make("\(temporary)/package") }
  }

  private static func make(_ path: String) throws(FileError) {
    if let slash = path.lastIndex(of: "/"), slash > path.startIndex, access(String(path[..<slash]), F_OK) != 0 {
      try make(String(path[..<slash]))
    }
    guard mkdir(path, 0o700) != 0, errno != EEXIST else { return }
    throw FileError(operation: "create folder", path: path, code: errno, reason: String(cString: strerror(errno)))
  }
}
