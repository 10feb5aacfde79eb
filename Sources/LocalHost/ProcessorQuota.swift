import Host

/// How much processor time a control group grants (cgroup v2, `cpu.max`).
enum ProcessorQuota {
  /// The cores granted to this process by its group and the groups above it, rounded up; `nil` without a limit.
  static func current(files: any FileHost) -> Int? {
    // Systems without control groups have no such file, and then nothing limits us.
    guard let membership = try? files.read("/proc/self/cgroup"), let group = groupPath(in: membership) else {
      return nil
    }
    return folders(of: group).compactMap { folder in
      // The topmost group has no quota file.
      (try? files.read("/sys/fs/cgroup\(folder)/cpu.max")).flatMap(coreCount(in:))
    }.min()
  }

  /// The group's path in the lines of `/proc/self/cgroup`: what follows `0::`.
  static func groupPath(in membership: [UInt8]) -> String? {
    for line in String(decoding: membership, as: UTF8.self).split(separator: "\n") where line.hasPrefix("0::/") {
      return String(line.dropFirst(3))
    }
    return nil
  }

  /// A group and those above it, the root as an empty string.
  static func folders(of group: String) -> [String] {
    let names = group.split(separator: "/")
    return (0...names.count).reversed().map { count in names.prefix(count).map { "/" + $0 }.joined() }
  }

  /// Reads `QUOTA PERIOD`, in microseconds; `nil` for `max` and for anything else.
  static func coreCount(in limit: [UInt8]) -> Int? {
    let words = String(decoding: limit, as: UTF8.self).split { $0 == " " || $0 == "\n" }.map { Int($0) }
    guard words.count == 2, let quota = words[0], let period = words[1], quota > 0, period > 0 else { return nil }
    return max(1, quota / period + (quota % period == 0 ? 0 : 1))
  }
}
