import Glibc
import Host
import Testing

@testable import LocalHost

@Suite struct WardenTests {
  /// Starts a daemon that has a session and, in the end, no parent of its own.
  private static let daemonizing = """
    sh -c 'setsid sh -c "trap \\"\\" HUP INT TERM; echo daemon=\\$\\$; exec sleep 1000" > /dev/stdout &'
    """

  private static func start(_ script: String, _ log: OutputLog) throws -> LocalChild {
    try #require(try Shell.start(Shell.request(script), onOutput: log.append) as? LocalChild)
  }

  @Test func `a daemon that got away before anybody looked is found and ended`() async throws {
    let log = OutputLog()
    let child = try Self.start("\(Self.daemonizing); exit 6", log)
    await log.wait(for: "daemon=")
    let daemon = try #require(log.number("daemon"))
    #expect(await child.report().ending == .exited(code: 6))
    #expect(child.livingProcesses().map(\.processID) == [daemon])
    child.signalTree(.kill)
    await Endings.wait(for: daemon)
  }

  @Test func `nothing is looked for when a command leaves nothing behind`() async throws {
    let child = try Self.start("sleep 0.01 & wait; exit 0", OutputLog())
    _ = await child.report()
    #expect(child.livingProcesses() == [])
    await Endings.wait(for: child.wardenID)
  }

  @Test func `what runs under a warden that is killed is killed too`() async throws {
    let log = OutputLog()
    let child = try Self.start("trap '' INT TERM; \(Self.daemonizing); while :; do sleep 1000; done", log)
    await log.wait(for: "daemon=")
    kill(child.wardenID, SIGKILL)
    #expect(await child.report().ending == .signalled(SIGKILL))
    #expect(child.livingProcesses() == [])
    await Endings.wait(for: child.processID)
    await Endings.wait(for: try #require(log.number("daemon")))
  }

  @Test func `a name with parentheses and line feeds hides nobody`() async throws {
    let folder = try TemporaryFolder()
    let log = OutputLog()
    let script = "cp \"$(command -v sleep)\" \"$1\" && { \"$1\" 1000 & echo up=$!; wait; }"
    let path = folder[") Z 1 1\n(("]
    let request = ProcessRequest(
      executable: "/bin/sh", arguments: ["sh", "-c", script, "sh", path], workingDirectory: "/",
      environment: ["PATH": "/usr/bin:/bin"])
    let child = try Shell.start(request, onOutput: log.append)
    await log.wait(for: "up=")
    let number = try #require(log.number("up"))
    while !child.livingProcesses().contains(where: { $0.processID == number && $0.command.hasSuffix("1000") }) {
      await Task.yield()
    }
    child.signalTree(.kill)
    await Endings.wait(for: number)
  }

  @Test func `ignored signals and long variables reach a command as they are`() async throws {
    let text = String(repeating: "v", count: 120_000)
    let variables = ["PATH": "/usr/bin:/bin", "A": text, "B": text, "C": text]
    let script = "echo $((${#A} + ${#B} + ${#C})); grep Sig[BI] /proc/self/status"
    let output = try await Shell.run(Shell.request(script, variables: variables)).output
    #expect(output == "360000\nSigBlk:\t0000000000000000\nSigIgn:\t0000000000000000\n")
  }
}
