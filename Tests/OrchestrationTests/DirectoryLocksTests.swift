import Host
import Synchronization
import TestKit
import Testing

@testable import Orchestration

@Suite struct DirectoryLocksTests {
  private let clock = ManualClock()
  private let owner = LockOwner(processID: 7, program: "swtox-tui", since: 1_704_067_200_000_000)

  private func host(_ files: MemoryFiles) -> Host {
    Host(files: files, processes: ScriptedProcesses(), clock: clock, variables: [:])
  }

  private func take(_ directories: Set<String>, _ files: MemoryFiles) async throws -> DirectoryLocks? {
    try await DirectoryLocks.take(
      directories, in: "/w/locks", for: owner, host(files), isWanted: { false }, onWait: { _, _ in })
  }

  @Test func `directories whose paths differ have locks that differ`() async throws {
    let directories: Set = ["/w/e+1", "/w/e/1", "/w/e%2B1", "/" + String(repeating: "x", count: 300), "/w/ä"]
    let files = MemoryFiles()
    let locks = try await take(directories, files)
    #expect(locks != nil)
    #expect(try files.list("/w/locks").count == directories.count)
  }

  @Test func `what another one holds is had when that gives it up, and told meanwhile`() async throws {
    let files = MemoryFiles()
    let first = try await take(["/w/a", "/w/b"], files)
    let told = Mutex<[String]>([])
    let (host, owner) = (host(files), owner)
    first?.note(LockOwner(processID: 7, program: "swtox-tui", since: clock.wallMicroseconds, run: 3))
    clock.advance(by: .seconds(130))
    let now = clock.wallMicroseconds
    let second = Task {
      try await DirectoryLocks.take(["/w/b", "/w/c"], in: "/w/locks", for: owner, host, isWanted: { true }) {
        directory, owner in
        told.withLock { $0 += [directory, owner?.text(now: now) ?? "nobody"] }
      }
    }
    await clock.waitForSleepers()
    #expect(told.withLock { $0 } == ["/w/b", "process 7 (swtox-tui), run 3, for 2m10s"])
    first?.release()
    clock.advance(by: .seconds(1))
    #expect(try await second.value != nil)
  }

  @Test func `nobody waits who does not want to`() async throws {
    let files = MemoryFiles()
    let first = try await take(["/w/a"], files)
    async let second = take(["/w/a"], files)
    await clock.waitForSleepers()
    clock.advance(by: .seconds(1))
    #expect(try await second == nil)
    first?.release()
  }

  @Test(arguments: ["", "x", "pid=7", "pid=x program=a since=1", "program=a since=1"])
  func `a lock that says nothing of use has no owner`(line: String) {
    #expect(LockOwner(line: line) == nil)
  }

  @Test(arguments: [nil, 12])
  func `an owner is read as it was written`(run: Int?) {
    let owner = LockOwner(processID: 9, program: "tox", since: -5, run: run)
    #expect(LockOwner(line: owner.line) == owner)
    #expect(LockOwner(processID: 1, program: "a b", since: 0).program == "swtox")
  }
}
