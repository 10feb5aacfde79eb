import CProcess
import Glibc

/// An open folder and the names in it, as the bytes they are.
struct FolderStream: ~Copyable {
  struct Entry: Sendable {
    /// Ends in NUL; may not be UTF-8.
    var name: [CChar]
    var type: Type

    enum `Type`: Sendable {
      case folder, link, file
      case other
      /// The file system does not tell.
      case unknown
    }
  }

  private let stream: OpaquePointer

  init(opening path: String) throws(SystemError) {
    guard let stream = opendir(path) else { throw SystemError(code: errno) }
    self.stream = stream
  }

  /// Takes over a descriptor that is open for reading a folder.
  init(takingOver descriptor: Int32) throws(SystemError) {
    guard let stream = fdopendir(descriptor) else {
      let code = errno
      close(descriptor)
      throw SystemError(code: code)
    }
    self.stream = stream
  }

  deinit { closedir(stream) }

  /// For calls relative to the folder; open as long as the stream.
  var descriptor: Int32 { dirfd(stream) }

  /// The next name, `.` and `..` left out; `nil` at the end.
  func next() -> Entry? {
    var type: UInt8 = 0
    guard let name = cprocess_next_entry(UnsafeMutableRawPointer(stream), &type) else { return nil }
    let bytes = UnsafeBufferPointer(start: name, count: strlen(name) + 1)
    return Entry(name: Array(bytes), type: Self.type(type))
  }

  /// All names from the start of the folder.
  func entries() -> [Entry] {
    rewinddir(stream)
    var entries: [Entry] = []
    while let entry = next() { entries.append(entry) }
    return entries
  }

  private static func type(_ type: UInt8) -> Entry.`Type` {
    switch Int(type) {
    case Int(DT_DIR): .folder
    case Int(DT_LNK): .link
    case Int(DT_REG): .file
    case Int(DT_UNKNOWN): .unknown
    default: .other
    }
  }
}
