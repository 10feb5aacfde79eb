import Host

/// The folders and files of ``MemoryFiles``, as a value.
struct MemoryTree: Sendable {
  enum Node: Sendable {
    case directory(names: Set<String>)
    case file([UInt8], isExecutable: Bool)
  }

  struct Entry: Sendable {
    var node: Node
    var modification: Int64
  }

  /// Every entry by its normalised path.
  private(set) var entries: [String: Entry] = ["/": Entry(node: .directory(names: []), modification: 0)]
  private var changeCount: Int64 = 0
  /// Paths whose operations fail, by path and then operation.
  var refusals: [String: [String: FileError]] = [:]

  subscript(path: String) -> Entry? { entries[Self.normalized(path)] }

  /// The path with empty, `.` and `..` components resolved.
  static func normalized(_ path: String) -> String {
    var parts: [Substring] = []
    for part in path.split(separator: "/") where part != "." {
      if part == ".." { parts = Array(parts.dropLast()) } else { parts.append(part) }
    }
    return "/" + parts.joined(separator: "/")
  }

  private static func parent(of path: String) -> (folder: String, name: String) {
    let parts = path.split(separator: "/")
    return ("/" + parts.dropLast().joined(separator: "/"), parts.last.map(String.init) ?? "")
  }

  func bytes(_ path: String, _ operation: String) throws(FileError) -> [UInt8] {
    try check(path, operation)
    switch self[path]?.node {
    case .file(let bytes, _)?: return bytes
    case .directory?: throw failure(operation, path, .isDirectory)
    case nil: throw failure(operation, path, .missing)
    }
  }

  func names(_ path: String) throws(FileError) -> [String] {
    try check(path, "list")
    switch self[path]?.node {
    case .directory(let names)?: return names.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
    case .file?: throw failure("list", path, .notDirectory)
    case nil: throw failure("list", path, .missing)
    }
  }

  /// Sets a file's content; a file that was executable stays so.
  mutating func setFile(
    _ bytes: [UInt8], at path: String, isExecutable: Bool? = nil, _ operation: String = "write"
  ) throws(FileError) {
    try check(path, operation)
    let place = Self.normalized(path)
    var wasExecutable = false
    switch entries[place]?.node {
    case .directory?: throw failure(operation, path, .isDirectory)
    case .file(_, let flag)?: wasExecutable = flag
    case nil: break
    }
    try put(.file(bytes, isExecutable: isExecutable ?? wasExecutable), at: place, operation)
  }

  mutating func makeDirectory(_ path: String) throws(FileError) {
    try check(path, "create folder")
    let place = Self.normalized(path)
    switch entries[place]?.node {
    case .directory?: return
    case .file?: throw failure("create folder", path, .exists)
    case nil: break
    }
    try makeDirectory(Self.parent(of: place).folder)
    try put(.directory(names: []), at: place, "create folder")
  }

  mutating func remove(_ path: String) throws(FileError) {
    try check(path, "remove")
    let place = Self.normalized(path)
    guard entries[place] != nil else { return }
    let prefix = place == "/" ? place : place + "/"
    for key in entries.keys where key == place || key.hasPrefix(prefix) { entries[key] = nil }
    let (folder, name) = Self.parent(of: place)
    updateNames(of: folder) { $0.remove(name) }
  }

  mutating func copy(
    _ source: String, to destination: String, leavingOut folders: LeftOutFolders
  ) throws(FileError) {
    try check(source, "copy")
    switch self[source]?.node {
    case .file(let bytes, let flag)?: try setFile(bytes, at: destination, isExecutable: flag, "copy")
    case .directory(let names)?:
      try makeDirectory(destination)
      for name in names.sorted() {
        if case .directory(let inner)? = self["\(source)/\(name)"]?.node,
          folders.names.contains(name) || !inner.isDisjoint(with: folders.marks)
        {
          continue
        }
        try copy("\(source)/\(name)", to: "\(destination)/\(name)", leavingOut: folders)
      }
    case nil: throw failure("copy", source, .missing)
    }
  }

  /// Appends in place, so that a file written piece by piece is not copied for each piece.
  mutating func append(_ bytes: UnsafeRawBufferPointer, at path: String) throws(FileError) {
    try check(path, "append to")
    guard var entry = entries[path], case .file(var content, let flag) = entry.node else {
      throw failure("append to", path, .missing)
    }
    entries[path] = nil
    entry.node = .directory(names: [])
    content.append(contentsOf: bytes)
    changeCount += 1
    entries[path] = Entry(node: .file(content, isExecutable: flag), modification: changeCount * 1_000_000)
  }

  func check(_ path: String, _ operation: String) throws(FileError) {
    if let error = refusals[Self.normalized(path)]?[operation] { throw error }
  }

  private mutating func put(_ node: Node, at place: String, _ operation: String) throws(FileError) {
    let (folder, name) = Self.parent(of: place)
    guard let parent = entries[folder] else { throw failure(operation, place, .missing) }
    guard case .directory = parent.node else { throw failure(operation, place, .notDirectory) }
    changeCount += 1
    entries[place] = Entry(node: node, modification: changeCount * 1_000_000)
    updateNames(of: folder) { $0.insert(name) }
  }

  private mutating func updateNames(of folder: String, _ change: (inout Set<String>) -> Void) {
    guard case .directory(var names)? = entries[folder]?.node else { return }
    change(&names)
    entries[folder]?.node = .directory(names: names)
  }

  private enum Fault: Int32 {
    case missing = 2
    case exists = 17
    case notDirectory = 20
    case isDirectory = 21

    var reason: String {
      switch self {
      case .missing: "No such file or directory"
      case .exists: "File exists"
      case .notDirectory: "Not a directory"
      case .isDirectory: "Is a directory"
      }
    }
  }

  private func failure(_ operation: String, _ path: String, _ fault: Fault) -> FileError {
    FileError(operation: operation, path: path, code: fault.rawValue, reason: fault.reason)
  }
}
