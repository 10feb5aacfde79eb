import EnvironmentModel

/// Which folders of a project are watched, and how its files are called.
///
/// Paths are compared byte by byte: what looks alike may be another file.
struct WatchedFolders: Hashable, Sendable {
  /// The absolute path of the project's folder.
  var root: String
  /// Where environments are kept, whose files change all the time.
  var workDirectory: String

  /// Whether what is made in a folder is news: it is neither hidden nor a cache nor within the work directory.
  func isWanted(_ folder: String) -> Bool {
    let inside = name(of: folder)
    return !isKept(folder) && !inside.utf8.starts(with: ".".utf8) && !inside.contains("/.")
      && inside.split(separator: "/").last != "__pycache__"
  }

  /// Whether a file or folder is the work directory or in it.
  func isKept(_ path: String) -> Bool {
    path.utf8.elementsEqual(workDirectory.utf8) || path.utf8.starts(with: (workDirectory + "/").utf8)
  }

  /// A path as seen from the project's folder; one outside as it is.
  func name(of path: String) -> String {
    guard path.utf8.starts(with: (root + "/").utf8) else { return path }
    return String(decoding: path.utf8.dropFirst(root.utf8.count + 1), as: UTF8.self)
  }
}

extension Project {
  /// What is watched of the project.
  var watchedFolders: WatchedFolders { WatchedFolders(root: root, workDirectory: workDirectory) }
}
