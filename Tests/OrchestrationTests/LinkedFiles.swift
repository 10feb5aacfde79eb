import Host
import TestKit

/// Files in memory with links to folders and programs among them.
final class LinkedFiles: FileHost {
  let files: MemoryFiles
  private let links: [String: String]

  /// - Parameter links: Absolute paths and what they lead to.
  init(_ files: MemoryFiles, links: [String: String]) {
    self.files = files
    self.links = links
  }

  /// The path with every link on the way followed; a circle of links ends somewhere on it.
  private func place(_ path: String) -> String {
    var parts = path.split(separator: "/").map(String.init)[...]
    var place = ""
    var count = 0
    while let part = parts.popFirst() {
      place += "/\(part)"
      guard let target = links[place], count < 40 else { continue }
      count += 1
      parts = target.split(separator: "/").map(String.init) + parts
      place = ""
    }
    return place.isEmpty ? "/" : place
  }

  func read(_ path: String) throws(FileError) -> [UInt8] { try files.read(place(path)) }
  func read(_ path: String, at offset: Int, count: Int) throws(FileError) -> [UInt8] {
    try files.read(place(path), at: offset, count: count)
  }
  func write(_ bytes: [UInt8], to path: String) throws(FileError) { try files.write(bytes, to: place(path)) }
  func openForAppending(_ path: String) throws(FileError) -> any AppendableFile {
    try files.openForAppending(place(path))
  }
  func list(_ path: String) throws(FileError) -> [String] {
    let folder = place(path)
    let linked = links.keys.filter { $0.split(separator: "/").dropLast() == folder.split(separator: "/") }
    return (try files.list(folder) + linked.compactMap { $0.split(separator: "/").last.map(String.init) }).sorted()
  }
  func status(_ path: String) -> FileStatus? { files.status(place(path)) }
  func resolved(_ path: String) -> String? { files.resolved(place(path)) }
  func createDirectory(_ path: String) throws(FileError) { try files.createDirectory(place(path)) }
  func remove(_ path: String) throws(FileError) { try files.remove(path) }
  func copy(
    _ source: String, to destination: String, leavingOut folders: LeftOutFolders
  ) throws(FileError) {
    try files.copy(place(source), to: place(destination), leavingOut: folders)
  }
  func lock(_ path: String) throws(FileError) -> (any FileLock)? { try files.lock(place(path)) }
}
