import Host

/// Removes what is in a folder but some folders, which something else fills and keeps in order.
struct FolderClearing {
  let files: any FileHost
  /// The name of the folders that stay, wherever they stand.
  let kept: String

  /// Fine when nothing is there; a link is removed, and what it leads to stays.
  ///
  /// - Complexity: O(*n*) in the entries outside the folders that stay.
  func clear(_ folder: String) throws(FileError) {
    let parts = folder.split(separator: "/")
    let parent = "/" + parts.dropLast().joined(separator: "/")
    guard let place = files.resolved(parent), let name = parts.last else { return }
    let isKept = try clear(folder: place == "/" ? "/\(name)" : "\(place)/\(name)")
    if !isKept { try files.remove(folder) }
  }

  /// Returns whether something stayed; what stands there has no link on its way.
  private func clear(folder: String) throws(FileError) -> Bool {
    // A folder that cannot be looked into is removed as a whole, which may know more ways to do so.
    guard files.isDirectory(folder), files.resolved(folder) == folder, let names = try? files.list(folder) else {
      return false
    }
    var kept: Set<String> = []
    for name in names where files.isDirectory("\(folder)/\(name)") {
      let path = "\(folder)/\(name)"
      if files.resolved(path) != path { continue }
      if name == self.kept { kept.insert(name) } else if try clear(folder: path) { kept.insert(name) }
    }
    if kept.isEmpty { return false }
    for name in names where !kept.contains(name) { try files.remove("\(folder)/\(name)") }
    return true
  }
}
