import Host

/// Removes what is in a folder but some folders, which something else fills and keeps in order.
struct FolderClearing {
  let files: any FileHost
  /// The name of the folders that stay, wherever they stand.
  let kept: String

  /// Fine when nothing is there.
  ///
  /// - Complexity: O(*n*) in the entries outside the folders that stay.
  func clear(_ folder: String) throws(FileError) {
    guard let place = files.resolved(folder) else { return }
    _ = try clear(resolved: place)
  }

  /// Returns whether something stayed.
  private func clear(resolved folder: String) throws(FileError) -> Bool {
    var isKept = false
    for name in try files.list(folder) {
      let path = "\(folder)/\(name)"
      // A link is where it leads to only by its name.
      let isFolder = files.isDirectory(path) && files.resolved(path) == path
      if isFolder, name == kept {
        isKept = true
      } else if isFolder, try clear(resolved: path) {
        isKept = true
      } else {
        try files.remove(path)
      }
    }
    return isKept
  }
}
