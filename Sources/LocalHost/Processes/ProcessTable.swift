import CProcess
import Glibc
import Host

/// The machine's processes as `/proc` shows them at one moment.
enum ProcessTable {
  /// The living descendants of a process, a certain one first and the others in the order of their start.
  ///
  /// - Parameter hidden: The number of one that is left out; 0 for none.
  /// - Complexity: Some system calls for each descendant.
  static func livingDescendants(of rootID: Int32, first: Int32, without hidden: Int32) -> [ProcessDescription] {
    var list = cprocess_list()
    cprocess_find_descendants(rootID, &list)
    defer { cprocess_free_list(&list) }
    let members = UnsafeBufferPointer(start: list.all, count: list.count).filter {
      $0.is_living && $0.identifier != hidden
    }
    .sorted { sortKey($0, first) < sortKey($1, first) }
    return members.compactMap { member in
      command(of: member.identifier).map { ProcessDescription(processID: member.identifier, command: $0) }
    }
  }

  private static func sortKey(_ process: cprocess_process, _ first: Int32) -> (Int, UInt64, Int32) {
    (process.identifier == first ? 0 : 1, process.start_tick, process.identifier)
  }

  /// What a process was called with, in at most 200 bytes; `nil` when it is gone.
  private static func command(of processID: Int32) -> String? {
    let path = "/proc/\(processID)/"
    if let text = contents(of: path + "cmdline").flatMap(CommandText.text(ofArguments:)) { return text }
    return contents(of: path + "comm").flatMap(CommandText.text(ofName:))
  }

  /// The first KiB of a file; `nil` for a process that has just ended or may not be looked at.
  private static func contents(of path: String) -> [UInt8]? {
    guard let file = try? Descriptor(opening: Array(path.utf8CString), flags: O_RDONLY) else { return nil }
    var count = 0
    let bytes = [UInt8](unsafeUninitializedCapacity: 1024) { buffer, initializedCount in
      count = Glibc.read(file.number, buffer.baseAddress, buffer.count)
      initializedCount = max(0, count)
    }
    return count < 0 ? nil : bytes
  }
}
