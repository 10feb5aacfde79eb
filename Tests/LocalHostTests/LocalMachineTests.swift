import Glibc
import Host
import Testing

@testable import LocalHost

@Suite struct LocalMachineTests {
  @Test func `the host tells this process's variables`() {
    let variables = LocalMachine.host().variables
    #expect(variables["PATH"] == getenv("PATH").map { String(cString: $0) })
  }

  @Test func `there is at least one core`() {
    #expect(LocalMachine.coreCount >= 1)
    #expect(LocalMachine.coreCount <= sysconf(Int32(_SC_NPROCESSORS_CONF)))
  }

  @Test func `the descriptor limit is raised once`() {
    let limit = LocalMachine.raiseDescriptorLimit()
    #expect(limit >= 1024)
    #expect(LocalMachine.raiseDescriptorLimit() == limit)
  }

  @Test func `the steady clock does not go back`() {
    let clock = LocalClock()
    let first = clock.monotonic
    #expect(clock.monotonic >= first)
    #expect(clock.wallMicroseconds > 1_700_000_000_000_000)
  }

  @Test func `sleep ends at once in a task that is cancelled`() async {
    await withTaskGroup(of: Bool.self) { group in
      group.addTask {
        do {
          try await LocalClock().sleep(for: .seconds(1000))
          return false
        } catch {
          return error is CancellationError
        }
      }
      group.cancelAll()
      #expect(await group.next() == true)
    }
  }
}

@Suite struct ProcessorQuotaTests {
  @Test(arguments: [
    ("max 100000\n", nil), ("200000 100000\n", 2), ("150000 100000\n", 2), ("10000 100000", 1), ("", nil),
    ("0 0", nil), ("100000", nil),
  ])
  func `a quota is rounded up to cores`(limit: String, count: Int?) {
    #expect(ProcessorQuota.coreCount(in: Array(limit.utf8)) == count)
  }

  @Test func `the quotas of all groups above are asked`() {
    #expect(ProcessorQuota.groupPath(in: Array("1:cpu:/old\n0::/user.slice/a:b\n".utf8)) == "/user.slice/a:b")
    #expect(ProcessorQuota.groupPath(in: Array("1:cpu:/old\n".utf8)) == nil)
    #expect(ProcessorQuota.folders(of: "/user.slice/run") == ["/user.slice/run", "/user.slice", ""])
    #expect(ProcessorQuota.folders(of: "/") == [""])
  }
}

@Suite struct MemoryRoomTests {
  @Test func `the kernel's estimate and the limits of groups are read`() {
    let meminfo = "MemTotal:       24683520 kB\nMemFree:  100 kB\nMemAvailable:   2048 kB\nBuffers: 1 kB\n"
    #expect(MemoryRoom.available(in: Array(meminfo.utf8)) == 2_097_152)
    #expect(MemoryRoom.available(in: Array("MemTotal: 1 kB\n".utf8)) == nil)
    #expect(MemoryRoom.number(in: Array("4096\n".utf8)) == 4096)
    #expect(MemoryRoom.number(in: Array("max\n".utf8)) == nil)
    #expect(MemoryRoom.number(in: nil) == nil)
  }
}
