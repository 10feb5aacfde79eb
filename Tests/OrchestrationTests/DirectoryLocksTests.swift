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

  @Test func `who waits holds nothing`() async throws {
    let files = MemoryFiles()
    let first = try await take(["/w/b"], files)
    let (host, owner) = (host(files), owner)
    let second = Task {
      try await DirectoryLocks.take(["/w/a", "/w/b"], in: "/w/locks", for: owner, host, isWanted: { true }) { _, _ in }
    }
    await clock.waitForSleepers()
    let third = try await take(["/w/a"], files)
    #expect(third?.directories == ["/w/a"])
    third?.release()
    first?.release()
    clock.advance(by: .seconds(1))
    #expect(try await second.value?.directories == ["/w/a", "/w/b"])
  }

  @Test func `what is given up can be had, and the rest cannot`() async throws {
    let files = MemoryFiles()
    let first = try await take(["/w/a", "/w/b"], files)
    first?.release(["/w/a"])
    #expect(try await take(["/w/a"], files) != nil)
    #expect(first?.directories == ["/w/b"])
  }

  @Test func `what the run around has is not waited for, unless another one has it by now`() async throws {
    let files = MemoryFiles()
    let (host, owner) = (host(files), owner)
    let parent = try await take(["/w/a", "/w/b"], files)
    parent?.note(LockOwner(processID: 7, program: "swtox-tui", since: 0, run: 3))
    let written = HeldDirectories().adding(["/w/a", "/w/b"], of: 3)
    let around = HeldDirectories(bytes: written.bytes)
    #expect(around == written)
    let child = try await DirectoryLocks.take(
      ["/w/a", "/w/c"], around: around, in: "/w/locks", for: owner, host, isWanted: { false }
    ) { _, _ in Issue.record("it waits") }
    #expect(child?.directories == ["/w/c"])
    parent?.release(["/w/b"])
    let other = try await take(["/w/b"], files)
    other?.note(LockOwner(processID: 8, program: "swtox-tui", since: 0, run: 4))
    async let waiting = DirectoryLocks.take(
      ["/w/b"], around: around, in: "/w/locks", for: owner, host, isWanted: { false }
    ) { directory, _ in #expect(directory == "/w/b") }
    await clock.waitForSleepers()
    clock.advance(by: .seconds(1))
    #expect(try await waiting == nil)
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
