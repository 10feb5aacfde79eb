import Glibc
import Host
import Testing

@Suite struct TreeStopTests {
  @Test(arguments: [ProcessRequest.Channel.pipe, Shell.terminal])
  func `a kill reaches a grandchild in a session of its own`(channel: ProcessRequest.Channel) async throws {
    let log = OutputLog()
    let script = "sh -c 'setsid sh -c \"echo far=\\$\\$; exec sleep 1000\" & wait' & echo near=$!; wait"
    let child = try Shell.start(Shell.request(script, channel: channel), onOutput: log.append)
    await log.wait(for: "far=")
    await log.wait(for: "near=")
    child.signalTree(.kill)
    #expect(await child.report().ending == .signalled(SIGKILL))
    await Endings.wait(for: try #require(log.number("near")))
    await Endings.wait(for: try #require(log.number("far")))
    #expect(child.livingProcesses() == [])
  }

  @Test func `an orphan seen by the first signal is reached by the next`() async throws {
    let log = OutputLog()
    let stubborn = "trap \"\" INT; echo far=$$; while :; do sleep 1000; done"
    let script = "setsid sh -c '\(stubborn)' & wait"
    let child = try Shell.start(Shell.request(script), onOutput: log.append)
    await log.wait(for: "far=")
    let far = try #require(log.number("far"))
    child.signalTree(.interrupt)
    #expect(await child.report().ending == .signalled(SIGINT))
    #expect(child.livingProcesses().map(\.processID).contains(far))
    child.signalTree(.kill)
    await Endings.wait(for: far)
  }

  @Test func `each process gets a signal once`() async throws {
    let log = OutputLog()
    let counting = "trap \"echo TERM\" TERM; echo ready; while :; do sleep 1000 & wait; done"
    let script = "trap 'echo TERM' TERM; (\(counting)) & setsid sh -c '\(counting)' & while :; do wait; done"
    let child = try Shell.start(Shell.request(script), onOutput: log.append)
    await log.wait(for: "ready\nready\n")
    child.signalTree(.terminate)
    await log.wait(for: "TERM\nTERM\nTERM\n")
    child.signalTree(.kill)
    _ = await child.report()
    #expect(log.text == "ready\nready\nTERM\nTERM\nTERM\n")
  }

  @Test func `the living processes are listed with the leader first`() async throws {
    let log = OutputLog()
    let child = try Shell.start(Shell.request("sleep 1000 & sleep 1001 & echo ready; wait"), onOutput: log.append)
    await log.wait(for: "ready")
    // A process that was just forked shows its parent's command line until it runs its own program.
    var commands: [String] = []
    while commands.dropFirst().sorted() != ["sleep 1000", "sleep 1001"] {
      commands = child.livingProcesses().map(\.command)
      await Task.yield()
    }
    #expect(commands[0].hasPrefix("sh -c sleep 1000 &"))
    #expect(child.livingProcesses().first?.processID == child.processID)
    child.signalTree(.terminate)
    #expect(await child.report().ending == .signalled(SIGTERM))
  }

  @Test func `signals after the end of everything reach nobody`() async throws {
    let child = try Shell.start(Shell.request("exit 0"))
    _ = await child.report()
    for signal in StopSignal.allCases { child.signalTree(signal) }
    #expect(child.livingProcesses() == [])
  }
}
