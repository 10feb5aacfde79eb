import Host
import Synchronization
import TestKit
import Testing

@testable import Orchestration

@Suite struct DirectoryLocksTests {
  private let clock = ManualClock()

  private func host(_ files: MemoryFiles) -> Host {
    Host(files: files, processes: ScriptedProcesses(), clock: clock, variables: [:])
  }

  private func take(_ directories: Set<String>, _ files: MemoryFiles) async throws -> DirectoryLocks? {
    try await DirectoryLocks.take(directories, in: "/w/locks", host(files), isWanted: { false }, onWait: { _ in })
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
    let host = host(files)
    let second = Task {
      try await DirectoryLocks.take(["/w/b", "/w/c"], in: "/w/locks", host, isWanted: { true }) { directory in
        told.withLock { $0.append(directory) }
      }
    }
    await clock.waitForSleepers()
    #expect(told.withLock { $0 } == ["/w/b"])
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
}
