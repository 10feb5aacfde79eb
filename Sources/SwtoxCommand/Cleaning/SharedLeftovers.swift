import Drivers
import Host

/// What all projects of a user have together, and what is left of projects that are gone.
struct SharedLeftovers {
  let host: Host
  /// How many days something has to be unused.
  let days: Int
  /// What engines of containers keep of all projects.
  let keepings: [EngineKeepings.Keeping]

  private var files: any FileHost { host.files }

  func removals() -> [Removal] { roots() + orphans() }

  /// Root folders that environments begin with, and what dnf keeps beside them.
  private func roots() -> [Removal] {
    let folder = RootCache.folder(host.variables)
    let names = (try? files.list(folder)) ?? []  // none was made yet
    return names.compactMap { name in
      let path = "\(folder)/\(name)"
      if name == "dnf" {
        return isOld(path)
          ? Removal(thing: .path(path), words: "packages of dnf", reason: "not used for \(days) days") : nil
      }
      if name.hasSuffix(".lock") { return nil }
      if name.hasSuffix(".new") { return half(path) }
      guard files.exists("\(path)/id"), isOld("\(path)/id"), !isMounted(path) else { return nil }
      return Removal(
        thing: .path(path), words: "root folder \(name)",
        reason: "no environment was made from it for \(days) days; those that were are made anew",
        lockFile: "\(path).lock")
    }
  }

  /// What a program that was killed left half made; `nil` while one is making it.
  private func half(_ path: String) -> Removal? {
    let lock = "\(path.dropLast(".new".count)).lock"
    // Whoever makes it holds the lock.
    guard files.exists(lock), (try? files.lock(lock)) != nil else { return nil }
    return Removal(
      thing: .path(path), words: "half a root folder", reason: "whoever made it was killed", lockFile: lock)
  }

  /// Whether a process has it under its own root, in whatever namespace.
  private func isMounted(_ path: String) -> Bool {
    let processes = ((try? files.list("/proc")) ?? []).filter { Int($0) != nil }
    return processes.contains { process in
      // Of one that has just ended, or of somebody else's, nothing is known.
      guard let bytes = try? files.read("/proc/\(process)/mountinfo") else { return false }
      return String(decoding: bytes, as: UTF8.self).contains("\(path)/")
    }
  }

  private func isOld(_ path: String) -> Bool {
    guard let changed = files.status(path)?.modificationNanoseconds else { return false }
    let age = host.clock.wallMicroseconds - changed / 1000
    return age >= Int64(days) * 86_400_000_000
  }

  /// What engines keep of environments whose folder is gone.
  private func orphans() -> [Removal] {
    keepings.filter { $0.isOrphan(files) }.map { keeping in
      let isImage = if case .image = keeping.thing { true } else { false }
      return Removal(
        thing: keeping.thing, words: "\(isImage ? "image" : "container") of '\(keeping.environmentFolder)'",
        reason: "the environment is gone", byteCount: keeping.byteCount)
    }
  }
}
