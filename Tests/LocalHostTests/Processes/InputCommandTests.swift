import Host
import LocalHost
import Testing

@Suite struct InputCommandTests {
  @Test func `a program reads all it is given`() throws {
    let bytes = [UInt8](repeating: 0x61, count: 300_000)
    let command = InputCommand(Shell.request("test \"$(wc -c)\" -eq 300000"))
    #expect(try command.run(reading: bytes, within: .seconds(20)) == 0)
  }

  @Test func `it runs in the folder that is asked for`() throws {
    let folder = try TemporaryFolder()
    let command = InputCommand(Shell.request("test \"$(pwd -P)\" = '\(folder.path)'", directory: folder.path))
    #expect(try command.run(reading: [], within: .seconds(20)) == 0)
  }

  @Test func `it has no terminal, and its output goes nowhere`() throws {
    let command = InputCommand(Shell.request("echo lost; echo lost >&2; ! (: > /dev/tty) 2>/dev/null"))
    #expect(try command.run(reading: [], within: .seconds(20)) == 0)
  }

  @Test func `one that takes too long is ended`() throws {
    #expect(try InputCommand(Shell.request("exec sleep 1000")).run(reading: [], within: .milliseconds(50)) == nil)
  }

  @Test func `what it leaves behind lives on`() throws {
    let folder = try TemporaryFolder()
    let script = "(read -r line; echo \"$line\" > \(folder.path)/kept) < \(folder.path)/go & :"
    #expect(
      try InputCommand(Shell.request("mkfifo \(folder.path)/go; \(script)")).run(reading: [], within: .seconds(20)) == 0
    )
    #expect(
      try InputCommand(Shell.request("echo word > \(folder.path)/go")).run(reading: [], within: .seconds(20)) == 0)
    #expect(
      try InputCommand(Shell.request("until grep -q word \(folder.path)/kept; do sleep 0.01; done"))
        .run(reading: [], within: .seconds(20)) == 0)
  }

  @Test func `a program that is not there is told`() {
    let request = ProcessRequest(executable: "/no/such", arguments: ["x"], workingDirectory: "/", environment: [:])
    #expect(throws: ProcessStartError.self) { try InputCommand(request).run(reading: [], within: .seconds(1)) }
  }
}
