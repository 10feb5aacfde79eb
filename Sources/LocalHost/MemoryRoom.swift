import Host

/// How much memory is left for this process: what the kernel thinks is available, and what control groups leave
/// (cgroup v2, `memory.max` and `memory.current`).
enum MemoryRoom {
  /// In bytes; `nil` where the kernel does not say.
  static func current(files: any FileHost) -> Int? {
    guard let meminfo = try? files.read("/proc/meminfo"), let available = available(in: meminfo) else { return nil }
    // Systems without control groups have no such file.
    guard let membership = try? files.read("/proc/self/cgroup"),
      let group = ProcessorQuota.groupPath(in: membership)
    else { return available }
    let left = ProcessorQuota.folders(of: group).compactMap { folder -> Int? in
      // The topmost group has no limit.
      guard let most = number(in: try? files.read("/sys/fs/cgroup\(folder)/memory.max")),
        let used = number(in: try? files.read("/sys/fs/cgroup\(folder)/memory.current"))
      else { return nil }
      return max(0, most - used)
    }
    return (left + [available]).min()
  }

  /// The bytes that the line `MemAvailable` tells, in kibibytes.
  static func available(in meminfo: [UInt8]) -> Int? {
    for line in String(decoding: meminfo, as: UTF8.self).split(separator: "\n") where line.hasPrefix("MemAvailable:") {
      return line.split(separator: " ").dropFirst().first.flatMap { Int($0) }.map { $0 * 1024 }
    }
    return nil
  }

  /// A file's number; `nil` for `max` and for no file.
  static func number(in content: [UInt8]?) -> Int? {
    content.flatMap { Int(String(decoding: $0.filter { $0 > 0x20 }, as: UTF8.self)) }
  }
}
