import EnvironmentModel
import Glibc
import Host
import Orchestration
import Planning
import RunModel

/// Tells what would go, and has it go.
struct Cleaning {
  let host: Host
  /// The folder of the locks of environments.
  let lockFolder: String?

  /// The removals with what they have on the disk.
  func measured(_ removals: [Removal]) async -> [Removal] {
    let paths = removals.compactMap { removal -> String? in
      if case .path(let path) = removal.thing { path } else { nil }
    }
    let counts = await DiskUse(host: host).byteCounts(of: paths)
    return removals.map { removal in
      guard case .path(let path) = removal.thing else { return removal }
      var removal = removal
      removal.byteCount = counts[path]
      return removal
    }
  }

  /// Tells of removals, and does them if wanted.
  ///
  /// - Returns: How many could not be done.
  func perform(_ removals: [Removal], isWanted: Bool) async -> Int {
    var (failedCount, byteCount) = (0, 0)
    for removal in ordered(removals) {
      var verb = "would remove"
      var note = removal.reason.isEmpty ? "" : ": \(removal.reason)"
      if isWanted {
        let fault = await remove(removal)
        verb = fault == nil ? "removed" : "cannot remove"
        if let fault { note = ": \(fault)" }
        if fault != nil { failedCount += 1 }
      }
      if verb != "cannot remove" { byteCount += removal.byteCount ?? 0 }
      let size = removal.byteCount.map { " (\(ByteText.short($0)))" } ?? ""
      StandardOutput.write("\(verb) \(removal.words), \(removal.place)\(size)\(note)\n")
    }
    if removals.isEmpty {
      StandardOutput.write("nothing to remove\n")
    } else if !isWanted {
      StandardOutput.write("that is \(ByteText.short(byteCount)); remove it with --yes\n")
    } else {
      StandardOutput.write("\(ByteText.short(byteCount)) freed\n")
    }
    return failedCount
  }

  /// Images that were made from others come before these: engines list the newest first.
  private func ordered(_ removals: [Removal]) -> [Removal] {
    let containers = removals.filter { if case .container = $0.thing { true } else { false } }
    let images = removals.filter { if case .image = $0.thing { true } else { false } }
    let others = removals.filter { if case .path = $0.thing { true } else { false } }
    return containers + images + others
  }

  /// Why something could not be removed; `nil` when it is gone.
  private func remove(_ removal: Removal) async -> String? {
    do throws(FileError) {
      let directories = Set([removal.lockedDirectory].compactMap { $0 })
      if let lockFile = removal.lockFile {
        guard let lock = try host.files.lock(lockFile) else { return "somebody is making it" }
        defer { lock.release() }
        return try await removeUnlocked(removal)
      }
      guard let lockFolder, !directories.isEmpty else { return try await removeUnlocked(removal) }
      let owner = LockOwner(
        processID: getpid(), program: SwtoxProgram.name, since: host.clock.wallMicroseconds)
      var holder = ""
      let locks = try await DirectoryLocks.take(
        directories, in: lockFolder, for: owner, host, isWanted: { false }
      ) { holder = $1?.text(now: host.clock.wallMicroseconds) ?? "another program" }
      guard let locks else { return "it is in use by \(holder)" }
      defer { locks.release() }
      return try await removeUnlocked(removal)
    } catch {
      return error.message
    }
  }

  private func removeUnlocked(_ removal: Removal) async throws(FileError) -> String? {
    switch removal.thing {
    case .path(let path):
      try host.files.remove(path)
      return nil
    case .image(let engine, let id): return await run(engine, ["image", "rm", "--force", id])
    case .container(let engine, let id): return await run(engine, ["rm", "--force", "--volumes", id])
    }
  }

  /// Why a program failed; `nil` when it did not.
  private func run(_ program: String, _ words: [String]) async -> String? {
    let request = ProcessRequest(
      executable: program, arguments: [program] + words, workingDirectory: "/", environment: host.variables)
    let (code, output) = await TextOfProgram(host: host).run(request)
    return code == 0 ? nil : output.split(separator: "\n").last.map(String.init) ?? "exit code \(code)"
  }
}
