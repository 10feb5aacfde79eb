import Host
import Testing

@testable import LocalHost

@Suite struct OutputEndTests {
  @Test(arguments: ["exec >&- 2>&-; sleep 0.1; exit 3", "exit 3", "echo some; exit 3"])
  func `a child whose output has ended is reported without a wait`(script: String) async throws {
    // Another child that is being started in this moment holds a copy of the output until it runs its program.
    var isWaitedFor = true
    for _ in 0..<5 where isWaitedFor {
      let reader = EventReader()
      let child = try LocalProcesses(reader: reader).start(Shell.request(script)) { _ in }
      #expect(await child.report().ending == .exited(code: 3))
      isWaitedFor = reader.scheduledCount > 0
    }
    #expect(!isWaitedFor)
  }

  /// As programs do that look whether their last output went well.
  @Test(arguments: [ProcessRequest.Channel.pipe, Shell.terminal])
  func `a command that closes its output goes on to its own end`(channel: ProcessRequest.Channel) async throws {
    let ended = try await Shell.run(Shell.request("echo out; exec >&- 2>&-; sleep 0.3; exit 7", channel: channel))
    #expect(ended.output == "out\n" && ended.report.ending == .exited(code: 7))
  }
}
