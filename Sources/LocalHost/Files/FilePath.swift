/// The parts of a path as system calls relative to a folder want them.
struct FilePath: Hashable, Sendable {
  /// The path of the folder that holds the name.
  var folder: String
  /// The last component; empty only for the root folder.
  var name: String

  /// Splits at the last slash; slashes at the end do not count.
  init(_ path: String) {
    var bytes = path.utf8[...]
    while bytes.count > 1, bytes.last == UInt8(ascii: "/") { bytes.removeLast() }
    guard let slash = bytes.lastIndex(of: UInt8(ascii: "/")) else {
      folder = "."
      name = String(Substring(bytes))
      return
    }
    folder = slash == bytes.startIndex ? "/" : String(Substring(bytes[..<slash]))
    name = String(Substring(bytes[bytes.index(after: slash)...]))
  }

  /// Whether the name stands for an entry of the folder, and not for a folder that is reached without one.
  var isEntry: Bool { !name.isEmpty && name != "." && name != ".." }
}
