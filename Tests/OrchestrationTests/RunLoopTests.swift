import EnvironmentModel
import Host
import Orchestration
import Planning
import RunModel
import TestKit
import Testing

@Suite struct RunLoopTests {
  @Test func `events are recorded before they are seen, numbered without gaps`() async throws {
    let run = Rehearsal { _ in .exits(0, output: "hello\n") }
    try await run.perform(["echo hello"])
    #expect(run.log.entries.map(\.number) == Array(1...run.log.entries.count))
    #expect(run.log.wasRecordedFirst)
    #expect(run.files.text("/runs/1/a.commands.log") == "hello\n")
    #expect(run.state.summary(of: run.owner).status == .pass)
  }

  @Test func `a journal that cannot be written stops the run, and what it lacks is seen at the end`() async throws {
    // It holds on until it is killed, so that the end cannot come before it is looked for.
    let run = Rehearsal { _ in .waits(ignoring: [.interrupt, .terminate]) }
    let done = Task { try await run.perform(["sleep", "never"]) }
    await run.processes.waitForChildren()
    let full = FileError(operation: "write", path: "/runs/1/journal.jsonl", code: 28, reason: "No space left on device")
    run.log.refuse(full)
    run.mailbox.post(.event(.stepNoted(StepID(run.owner, .runCommands), "a note")))
    await run.processes.children.first?.waitForSignals()
    #expect(run.log.wasRecordedFirst)
    #expect(run.log.entries.allSatisfy { if case .stepNoted = $0.event { false } else { true } })
    for signal in 1...2 {
      await run.processes.children.first?.waitForSignals(signal)
      await run.clock.waitForSleepers()
      run.clock.advance(by: .seconds(4))
    }
    await #expect(throws: full) { try await done.value }
    #expect(run.processes.commandLines == ["sleep"])
    #expect(run.log.entries.map(\.number) == Array(1...run.log.entries.count))
    #expect(run.log.entries.last?.event == .runFinished && run.state.summary(of: run.owner).status == .cancelled)
  }

  @Test(arguments: [-1, 1, -24 * 365 * 30])
  func `a clock that is put back or forward changes no order and no duration`(hours: Int) async throws {
    let run = Rehearsal { _ in .waits() }
    async let done: Void = run.perform(["sleep"])
    await run.processes.waitForChildren()
    run.clock.putForward(by: .seconds(hours * 3600))
    run.clock.advance(by: .seconds(2))
    run.processes.children.first?.end()
    try await done
    let times = run.log.entries.map(\.time)
    #expect(times == times.sorted() && times.allSatisfy { $0 - times[0] <= 2_000_000 })
    let summary = run.state.summary(of: run.owner)
    #expect(summary.status == .pass && summary.workedMicroseconds == 2_000_000)
  }

  @Test func `a failing command fails its environment with its code`() async throws {
    let run = Rehearsal { _ in .exits(3) }
    try await run.perform(["one", "two"])
    #expect(run.state.summary(of: run.owner).reason == "exit code 3 from 'one'")
    #expect(run.processes.commandLines == ["one"])
  }

  @Test func `a program that is not there is told, with what to do`() async throws {
    let run = Rehearsal { _ in .exits() }
    try await run.perform(["nowhere"], installed: [])
    #expect(run.state.summary(of: run.owner).reason.contains("there is no program 'nowhere'"))
    #expect(run.files.text("/runs/1/a.commands.log")?.contains("no program 'nowhere'") == true)
  }

  @Test func `a program outside the environment needs leave`() async throws {
    let run = Rehearsal { _ in .exits() }
    try await run.perform(["make"], programs: .restricted(folders: ["/env/bin"], patterns: ["other"]))
    #expect(run.state.summary(of: run.owner).reason.contains("add 'make' to allowlist_externals"))
    #expect(run.processes.requests.isEmpty)
  }

  @Test func `a stop asks, insists and forces, and says so`() async throws {
    let run = Rehearsal { _ in .waits(ignoring: [.interrupt, .terminate]) }
    async let done: Void = run.perform(["sleep"])
    await run.processes.waitForChildren()
    run.mailbox.post(.stop(reason: "test", isUrgent: false))
    let child = try #require(run.processes.children.first)
    for signal in 1...2 {
      await child.waitForSignals(signal)
      await run.clock.waitForSleepers()
      run.clock.advance(by: .seconds(4))
    }
    try await done
    #expect(child.signals == [.interrupt, .terminate, .kill])
    #expect(run.state.stopSignals.map(\.signal) == [2, 15, 9])
    #expect(run.state.summary(of: run.owner).status == .cancelled)
  }

  @Test func `cancelling an environment ends only its processes`() async throws {
    let run = Rehearsal { $0.arguments == ["sleep"] ? .waits() : .exits() }
    async let done: Void = run.perform(["sleep"])
    await run.processes.waitForChildren()
    run.mailbox.post(.cancel([EnvironmentName("a")], reason: "enough"))
    try await done
    #expect(run.state.summary(of: run.owner).status == .cancelled)
    #expect(run.state.stopReason == nil)
  }
}

/// A run of one environment with scripted processes.
private final class Rehearsal: Sendable {
  let files = MemoryFiles()
  let processes: ScriptedProcesses
  let clock = ManualClock()
  let mailbox = RunMailbox()
  let log = EventLog()
  let owner = StepOwner.environment(EnvironmentName("a"))

  init(_ script: @escaping @Sendable (ProcessRequest) -> ScriptedProcess) { processes = ScriptedProcesses(script) }

  var state: RunState {
    var state = RunState(id: RunID(1))
    for event in log.entries { state.apply(event) }
    return state
  }

  func perform(
    _ commands: [String], installed: [String]? = nil, programs: CommandAction.Programs = .any
  ) async throws {
    try files.createDirectory("/runs/1")
    for command in installed ?? commands {
      files.put("", at: "/bin/\(command.split(separator: " ")[0])", isExecutable: true)
    }
    let actions = commands.map { command in
      Action.run(
        CommandAction(
          phase: "commands", arguments: command.split(separator: " ").map { .text(String($0)) },
          workingDirectory: "/", environment: ["PATH": "/bin"], programs: programs))
    }
    let plan = Plan(
      environments: [EnvironmentName("a")], steps: [step(owner, .runCommands, recipe: Recipe(main: actions))])
    let host = Host(files: files, processes: processes, clock: clock, variables: [:])
    let executor = StepExecutor(host: host, runFolder: "/runs/1", channel: .pipe, artifacts: ArtifactBoard([:]))
    var loop = RunLoop(
      plan: plan, limits: ResourceLimits(jobs: 1), executor: executor, mailbox: mailbox, clock: clock, recorder: log,
      observers: [log])
    try await loop.run()
  }
}
