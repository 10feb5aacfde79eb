import Host
import Testing

@testable import LocalHost

@Suite struct OutputEndTests {
  @Test(arguments: ["exec >&- 2>&-; sleep 0.1; exit 3", "exit 3", "echo some; exit 3"])
  func `a child whose output has ended is reported without a wait`(script: String) async throws {
    let reader = EventReader()
    let child = try LocalProcesses(reader: reader).start(Shell.request(script)) { _ in }
    #expect(await child.report().ending == .exited(code: 3))
    #expect(reader.scheduledCount == 0)
  }
}
