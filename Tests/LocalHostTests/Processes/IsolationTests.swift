import Glibc
import Host
import Testing

@testable import LocalHost

@Suite(.enabled(if: Namespaces.canBeMade, "the kernel gives no namespaces of processes here"))
struct IsolationTests {
  private static func request(_ script: String, _ channel: ProcessRequest.Channel = .pipe) -> ProcessRequest {
    var request = Shell.request(script, channel: channel)
    request.isolatesProcesses = true
    return request
  }

  @Test(arguments: [ProcessRequest.Channel.pipe, Shell.terminal])
  func `a command sees its own processes alone, and the files and users that are there`(
    channel: ProcessRequest.Channel
  ) async throws {
    let script = """
      echo $$; set -- /proc/[0-9]*; echo $#; readlink /proc/self/cwd; id -u; echo $PPID
      """
    let output = try await Shell.run(Self.request(script, channel)).output
    // The first process and the shell.
    #expect(output == "2\n2\n/\n\(getuid())\n1\n")
  }

  @Test(arguments: [0, 7]) func `the exit code is the command's own`(code: Int32) async throws {
    #expect(try await Shell.run(Self.request("exit \(code)")).report.ending == .exited(code: code))
  }

  @Test func `so is the signal that ended it`() async throws {
    #expect(try await Shell.run(Self.request("kill -TERM $$; sleep 1000")).report.ending == .signalled(SIGTERM))
  }

  @Test func `what it leaves behind ends with it`() async throws {
    let script = "setsid sh -c 'trap \"\" HUP INT TERM; : > /dev/null; sleep 1000' & sleep 0.02; exit 3"
    let child = try Shell.start(Self.request(script))
    #expect(await child.report().ending == .exited(code: 3))
    #expect(child.isTreeGone && child.livingProcesses() == [])
  }

  @Test func `signals reach each of its processes, whose numbers are those outside`() async throws {
    let log = OutputLog()
    let script =
      "trap 'echo got; exit 5' INT; setsid sh -c 'trap \"echo far\" INT; echo up; while :; do sleep 0.01; done' & while :; do wait; done"
    let child = try Shell.start(Self.request(script), onOutput: log.append)
    await log.wait(for: "up")
    let living = child.livingProcesses()
    #expect(living.first?.processID == child.processID)
    #expect(
      living.contains { $0.command.hasPrefix("sh -c trap") } && !living.contains { $0.command.contains("xctest") })
    child.signalTree(.interrupt)
    #expect(await child.report().ending == .exited(code: 5))
    #expect(log.text.contains("got\n"))
  }

  @Test func `a program that is not there is told as ever`() throws {
    var request = Self.request(":")
    request.executable = "/nowhere/sh"
    let error = #expect(throws: ProcessStartError.self) { try Shell.start(request) }
    #expect(error?.code == ENOENT && error?.reason == "no such file or directory")
  }

  @Test func `what it used is told`() async throws {
    let report = try await Shell.run(Self.request("head -c 2000000 /dev/zero > /dev/null")).report
    #expect(try #require(report.writtenByteCount) >= 2_000_000)
  }
}
