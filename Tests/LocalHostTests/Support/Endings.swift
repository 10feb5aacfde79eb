import Glibc

/// Ends of processes that are not our own children.
enum Endings {
  /// Returns when nobody of that number lives any more; yields to other tasks meanwhile.
  static func wait(for processID: Int32) async {
    while isLiving(processID) { await Task.yield() }
  }

  /// Whether the process is there and not a zombie that nobody waits for.
  static func isLiving(_ processID: Int32) -> Bool {
    guard let file = fopen("/proc/\(processID)/stat", "re") else { return false }
    defer { fclose(file) }
    var line = [CChar](repeating: 0, count: 512)
    guard fgets(&line, Int32(line.count), file) != nil else { return false }
    let text = line.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }
    return !String(decoding: text, as: UTF8.self).contains(") Z ")
  }
}
