import Host

/// Brings a copy of sources up to date: what has changed is copied, what is gone from the sources goes from the copy, and
/// what others made in the copy stays.
struct SourceRefresh {
  let files: any FileHost
  /// Folders whose content is no source.
  let leftOut: LeftOutFolders

  /// - Parameter record: The file in which it is written down what was copied.
  /// - Complexity: O(*n* log *n*) in the entries of the sources.
  func refresh(_ copy: String, from source: String, record: String) throws(FileError) {
    var entries: [String] = []
    try list(files.resolved(source) ?? source, "", into: &entries)
    let present = Set(entries)
    let recorded = (try? files.read(record)) ?? []  // nothing was copied yet
    for entry in recorded.split(separator: 0).map({ String(decoding: $0, as: UTF8.self) })
    where !present.contains(entry) {
      try files.remove("\(copy)/\(entry.last == "/" ? String(entry.dropLast()) : entry)")
    }
    try files.copy(source, to: copy, leavingOut: leftOut)
    try files.write(entries.flatMap { Array($0.utf8) + [0] }, to: record)
  }

  /// Paths from the folder, those of folders with a slash at their end; links are not followed.
  private func list(_ folder: String, _ prefix: String, into entries: inout [String]) throws(FileError) {
    for name in try files.list(folder) {
      let path = "\(folder)/\(name)"
      guard files.isDirectory(path), files.resolved(path) == path else {
        entries.append(prefix + name)
        continue
      }
      if leftOut.names.contains(name) || leftOut.marks.contains(where: { files.exists("\(path)/\($0)") }) { continue }
      entries.append("\(prefix)\(name)/")
      try list(path, "\(prefix)\(name)/", into: &entries)
    }
  }
}
