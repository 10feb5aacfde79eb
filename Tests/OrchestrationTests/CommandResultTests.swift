import Host
import Planning
import RunModel
import Synchronization
import TestKit
import Testing

@testable import Orchestration

@Suite struct CommandResultTests {
  @Test(arguments: [0, 1, 3])
  func `a failing command is tried again as often as it may be`(retryCount: Int) async throws {
    let run = StepRehearsal { _ in .exits(3) }
    try await run.perform(StepRehearsal.command("one", retryCount: retryCount), StepRehearsal.command("two"))
    #expect(run.processes.commandLines == Array(repeating: "one", count: retryCount + 1))
    let tries = retryCount + 1
    #expect(run.notes() == (1..<tries).map { "attempt \($0) of \(tries) failed, trying again" })
    #expect(run.summary().reason == "exit code 3 from 'one'")
  }

  @Test(.timeLimit(.minutes(10)))
  func `a command whose time is over is ended, and one that ends in time is not`() async throws {
    let run = StepRehearsal { $0.arguments == ["one"] ? .exits() : .waits(ignoring: [.interrupt]) }
    async let performed: Void = run.perform(
      StepRehearsal.command("one", timeout: .seconds(60)), StepRehearsal.command("two", timeout: .seconds(60)))
    await run.processes.waitForChildren(2)
    await run.clock.waitForSleepers()
    run.clock.advance(by: .seconds(60))
    // It ignores being asked; three seconds later it is told.
    await run.clock.waitForSleepers()
    run.clock.advance(by: .seconds(3))
    try await performed
    #expect(run.notes() == ["its time is over after 60 s, ending it"])
    #expect(run.summary().reason == "timed out from 'two'")
    #expect(run.summary().status == .fail)
  }

  @Test(.timeLimit(.minutes(10)))
  func `a command whose time was over is named though others came after it`() async throws {
    let run = StepRehearsal { $0.arguments == ["one"] ? .waits() : .exits() }
    async let performed: Void = run.perform([
      "a": Recipe(
        main: [StepRehearsal.command("one", timeout: .seconds(60)), StepRehearsal.command("two")],
        stopsAtFailure: false)
    ])
    await run.processes.waitForChildren()
    await run.clock.waitForSleepers()
    run.clock.advance(by: .seconds(60))
    try await performed
    #expect(run.processes.commandLines == ["one", "two"])
    #expect(run.summary().reason == "timed out from 'one'")
  }

  @Test(.timeLimit(.minutes(10)))
  func `a command that is silent for too long is ended`() async throws {
    let run = StepRehearsal { _ in .waits() }
    async let performed: Void = run.perform(StepRehearsal.command("one", stallTimeout: .seconds(5)))
    await run.processes.waitForChildren()
    for _ in 1...10 {
      #expect(run.notes() == [])
      await run.clock.waitForSleepers()
      run.clock.advance(by: .milliseconds(500))
    }
    try await performed
    #expect(run.notes() == ["it was silent for 5 s, ending it"])
    #expect(run.summary().reason == "silent for too long from 'one'")
  }

  @Test(.timeLimit(.minutes(10)))
  func `new attempts wait, each twice as long as the one before`() async throws {
    let run = StepRehearsal { _ in .exits(1) }
    async let performed: Void = run.perform(
      StepRehearsal.command("one", retryCount: 2, retryDelay: .milliseconds(100)))
    for (delay, count) in [(100, 1), (200, 2)] {
      await run.clock.waitForSleepers()
      #expect(run.processes.requests.count == count)
      run.clock.advance(by: .milliseconds(delay - 1))
      await run.clock.waitForSleepers()
      #expect(run.processes.requests.count == count)
      run.clock.advance(by: .milliseconds(1))
    }
    try await performed
    #expect(run.processes.requests.count == 3)
  }

  @Test(arguments: [(1, 1), (2, 2), (3, 3), (nil, 4)])
  func `nothing starts any more after so many failures`(limit: Int?, count: Int) async throws {
    let run = StepRehearsal { _ in .exits(1) }
    let recipe = Recipe(main: [StepRehearsal.command("one")])
    try await run.perform(["a": recipe, "b": recipe, "c": recipe, "d": recipe], jobs: 1, failureLimit: limit)
    #expect(run.processes.requests.count == count)
    #expect(run.summary("a").status == .fail)
    #expect(run.summary("d").status == (count == 4 ? .fail : .cancelled))
    #expect(run.state.stopReason == nil)
    #expect((run.state.startsEndReason != nil) == (limit != nil))
  }

  @Test(arguments: [ProcessRequest.Channel.pipe, .terminal(rowCount: 24, columnCount: 80)])
  func `programs that see a terminal find no pager that would wait for keys`(channel: ProcessRequest.Channel)
    async throws
  {
    let run = StepRehearsal(channel: channel) { _ in .exits() }
    try await run.perform(StepRehearsal.command("one"))
    let pager = channel == .pipe ? nil : "cat"
    #expect(run.processes.requests.map { $0.environment["PAGER"] } == [pager])
    #expect(run.processes.requests.map { $0.environment["GIT_PAGER"] } == [pager])
  }

  @Test func `a command that succeeds is not tried again`() async throws {
    let failures = FailureCount(2)
    let run = StepRehearsal { request in
      request.arguments == ["one"] && failures.takeOne() ? ScriptedProcess(course: .ends(.signalled(11))) : .exits()
    }
    try await run.perform(StepRehearsal.command("one", retryCount: 5), StepRehearsal.command("two", retryCount: 5))
    #expect(run.processes.commandLines == ["one", "one", "one", "two"])
    #expect(run.summary().status == .flaky)
    #expect(run.notes().count == 2)
  }

  @Test func `a program that is not there is not tried again`() async throws {
    let run = StepRehearsal { _ in .exits() }
    try await run.perform(StepRehearsal.command("nowhere", retryCount: 3))
    #expect(run.processes.requests.isEmpty)
    #expect(run.notes() == [])
    #expect(run.summary().status == .fail)
    let log = run.files.text("/runs/1/a.commands.log") ?? ""
    #expect(log.split(separator: "\n").count == 1)
  }

  @Test func `a program that cannot be started is not tried again`() async throws {
    let run = StepRehearsal { _ in .missing(reason: "Exec format error") }
    try await run.perform(StepRehearsal.command("one", retryCount: 3))
    #expect(run.processes.requests.count == 1)
    #expect(run.notes() == [])
    #expect(run.summary().reason == "cannot run '/bin/one': Exec format error")
  }

  @Test(
    arguments: [
      (.exited(code: 3), "exit code 3 is ignored"), (.signalled(11), "the end by signal 11 is ignored"),
    ] as [(ProcessReport.Ending, String)])
  func `a failure that does not count is noted`(ending: ProcessReport.Ending, note: String) async throws {
    let run = StepRehearsal { $0.arguments == ["one"] ? ScriptedProcess(course: .ends(ending)) : .exits() }
    try await run.perform(StepRehearsal.command("one", ignoresFailure: true), StepRehearsal.command("two"))
    #expect(run.notes() == [note])
    #expect(run.processes.commandLines == ["one", "two"])
    #expect(run.summary().status == .pass && run.summary().reason == "")
  }

  @Test func `scripts of the set-up are told without their lines`() async throws {
    let run = StepRehearsal(installed: ["sh"]) { _ in .exits() }
    let script = CommandAction(
      phase: "create", arguments: ["/bin/sh", "-c", "one\ntwo", "sh", "word"], workingDirectory: "/", environment: [:])
    var own = script
    own.phase = "commands"
    try await run.perform(.run(script), .run(own))
    #expect(
      run.processes.requests.map(\.arguments) == [own, own].map { _ in ["/bin/sh", "-c", "one\ntwo", "sh", "word"] })
    let told = run.state.steps[StepRehearsal.stepID()]?.commands.map(\.start.arguments)
    #expect(told == [["/bin/sh", "-c", "…", "sh", "word"], ["/bin/sh", "-c", "one\ntwo", "sh", "word"]])
  }

  @Test func `a success leaves nothing to note`() async throws {
    let run = StepRehearsal { _ in .exits() }
    try await run.perform(StepRehearsal.command("one", ignoresFailure: true))
    #expect(run.notes() == [])
  }

  @Test func `a program that is not there is a failure, which may not count`() async throws {
    let run = StepRehearsal { _ in .exits() }
    try await run.perform(StepRehearsal.command("nowhere", ignoresFailure: true), StepRehearsal.command("two"))
    #expect(run.summary().status == .pass && run.processes.commandLines == ["two"])
    #expect(run.notes() == ["exit code 127 is ignored"])
    let other = StepRehearsal { _ in .exits() }
    try await other.perform(StepRehearsal.command("nowhere"), StepRehearsal.command("two"))
    #expect(other.summary().status == .fail && other.processes.requests.isEmpty)
  }

  @Test(
    arguments: [
      (.exited(code: 3), .pass, ""), (.signalled(11), .pass, ""),
      (.exited(code: 0), .fail, "exit code 0, where '!' asks for another, from 'one'"),
    ] as [(ProcessReport.Ending, MatrixStatus, String)])
  func `an inverted result is the other one`(
    ending: ProcessReport.Ending, status: MatrixStatus, reason: String
  ) async throws {
    let run = StepRehearsal { _ in ScriptedProcess(course: .ends(ending)) }
    try await run.perform(StepRehearsal.command("one", invertsResult: true))
    #expect(run.summary().status == status)
    #expect(run.summary().reason == reason)
  }

  @Test func `an inverted result does not make a missing program a success`() async throws {
    let run = StepRehearsal { _ in .exits() }
    try await run.perform(StepRehearsal.command("nowhere", invertsResult: true))
    #expect(run.summary().status == .fail)
  }
}

/// How many more failures there are to be.
private final class FailureCount: Sendable {
  private let left: Mutex<Int>

  init(_ count: Int) { left = Mutex(count) }

  func takeOne() -> Bool {
    left.withLock { left in
      left -= 1
      return left >= 0
    }
  }
}
