import Glibc

/// The machine's processes as `/proc` shows them at one moment.
enum ProcessTable {
  /// Every process that can be seen; empty without a `/proc`.
  ///
  /// - Complexity: Three system calls for each process of the machine.
  static func read() -> [ProcessStatus] {
    // Without a process table only the child's own group can be reached.
    guard let stream = try? FolderStream(opening: "/proc") else { return [] }
    var statuses: [ProcessStatus] = []
    while let entry = stream.next() {
      guard entry.name.first.map({ isDigit($0) }) ?? false else { continue }
      if let status = status(of: entry.name, in: stream.descriptor) { statuses.append(status) }
    }
    return statuses
  }

  /// One process; `nil` when it is gone.
  static func status(of processID: Int32) -> ProcessStatus? {
    status(of: Array("/proc/\(processID)".utf8CString), in: AT_FDCWD)
  }

  /// What a process was called with, in at most 200 bytes; `nil` when it is gone.
  static func command(of processID: Int32) -> String? {
    let path = "/proc/\(processID)/"
    let arguments = contents(of: Array((path + "cmdline").utf8CString), in: AT_FDCWD)
    if let arguments, let text = CommandText.text(ofArguments: arguments) { return text }
    return contents(of: Array((path + "comm").utf8CString), in: AT_FDCWD).flatMap(CommandText.text(ofName:))
  }

  private static func status(of folder: [CChar], in parent: Int32) -> ProcessStatus? {
    let path = folder.dropLast() + Array("/stat".utf8CString)
    return contents(of: Array(path), in: parent).flatMap { ProcessStatus(parsing: $0.span) }
  }

  /// The first KiB of a file; `nil` for a process that has just ended or may not be looked at.
  private static func contents(of path: [CChar], in parent: Int32) -> [UInt8]? {
    guard let file = try? Descriptor(opening: path, in: parent, flags: O_RDONLY) else { return nil }
    var count = 0
    let bytes = [UInt8](unsafeUninitializedCapacity: 1024) { buffer, initializedCount in
      count = Glibc.read(file.number, buffer.baseAddress, buffer.count)
      initializedCount = max(0, count)
    }
    return count < 0 ? nil : bytes
  }

  private static func isDigit(_ character: CChar) -> Bool { character >= 48 && character <= 57 }
}
