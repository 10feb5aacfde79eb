import Glibc
import Host
import LocalHost
import Testing

@Suite struct ChildEndTests {
  @Test(arguments: [0, 1, 77, 255] as [Int32])
  func `the exit code is reported`(code: Int32) async throws {
    #expect(try await Shell.run(Shell.request("exit \(code)")).report.ending == .exited(code: code))
  }

  @Test(arguments: [SIGTERM, SIGKILL, SIGSEGV, SIGPIPE])
  func `the signal that ended a child is reported`(signal: Int32) async throws {
    let report = try await Shell.run(Shell.request("kill -\(signal) $$")).report
    #expect(report.ending == .signalled(signal))
  }

  @Test func `signals that this process ignores have their usual effect in a child`() async throws {
    signal(SIGPIPE, SIG_IGN)
    let report = try await Shell.run(Shell.request("kill -PIPE $$; exit 3")).report
    #expect(report.ending == .signalled(SIGPIPE))
  }

  @Test func `time and memory of the child are reported`() async throws {
    let script = "i=0; while [ $i -lt 100000 ]; do i=$((i+1)); done"
    let report = try await Shell.run(Shell.request(script)).report
    #expect(report.cpuTime > .milliseconds(5))
    #expect(report.peakMemoryByteCount > 500_000)
    #expect(report.cpuTime >= report.systemTime ?? .seconds(1))
  }

  @Test func `what all processes of a command read and wrote is reported`() async throws {
    let script = "head -c 3000000 /dev/zero | (sh -c cat) > /dev/null; (: &); exit 0"
    let report = try await Shell.run(Shell.request(script)).report
    #expect(try #require(report.writtenByteCount) >= 6_000_000)
    #expect(try #require(report.readByteCount) >= 6_000_000)
    let other = try await Shell.run(Shell.request(":")).report
    #expect(try #require(other.writtenByteCount) == 0)
  }

  @Test func `several tasks get the report, before and after the end`() async throws {
    let child = try Shell.start(Shell.request("read line < /dev/null; exit 5"))
    let early = await withTaskGroup(of: ProcessReport.self) { group in
      for _ in 0..<4 { group.addTask { await child.report() } }
      return await group.reduce(into: []) { $0.append($1) }
    }
    let late = await child.report()
    #expect(early.count == 4)
    #expect(Set(early) == [late])
    #expect(late.ending == .exited(code: 5))
  }

  @Test(arguments: [ProcessRequest.Channel.pipe, Shell.terminal])
  func `a background process that keeps the output open does not hold up the report`(
    channel: ProcessRequest.Channel
  ) async throws {
    let log = OutputLog()
    let script = "trap '' HUP; sleep 1000 & echo background=$!; echo last words; exit 4"
    let child = try Shell.start(Shell.request(script, channel: channel), onOutput: log.append)
    let report = await child.report()
    #expect(report.ending == .exited(code: 4))
    #expect(log.text.hasSuffix("last words\n"))
    #expect(child.livingProcesses().map(\.command) == ["sleep 1000"])
    child.signalTree(.kill)
    await Endings.wait(for: try #require(log.number("background")))
  }

  @Test func `500 children at once all report their end`() async throws {
    LocalMachine.raiseDescriptorLimit()
    let codes = try await withThrowingTaskGroup(of: Int32.self) { group in
      for number in 0..<500 {
        let channel = number.isMultiple(of: 3) ? Shell.terminal : .pipe
        group.addTask {
          let script = "echo \(number); exit \(number % 100)"
          let (report, output) = try await Shell.run(Shell.request(script, channel: channel))
          guard case .exited(let code) = report.ending, output == "\(number)\n" else { return -1 }
          return code
        }
      }
      return try await group.reduce(into: []) { $0.append($1) }
    }
    #expect(codes.sorted() == (0..<500).map { Int32($0 % 100) }.sorted())
  }
}
