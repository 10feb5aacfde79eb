import EnvironmentModel
import Host
import Planning
import RunModel
import TestKit
import Testing

@testable import Orchestration

@Suite struct StoppingTests {
  private static let names: Set<EnvironmentName> = [EnvironmentName("a")]

  /// A command that ends well when it is interrupted.
  private static let polite = ScriptedProcess(course: .waits, responses: [.interrupt: .ends(.exited(code: 0))])

  @Test func `a child that is told after the cancelling is ended all the same`() async throws {
    let mailbox = Late<RunMailbox>()
    let run = StepRehearsal { _ in
      mailbox.known?.post(.cancel(Self.names, reason: "enough"))
      return .waits()
    }
    mailbox.set(run.mailbox)
    try await run.perform(StepRehearsal.command("one"), StepRehearsal.command("two"))
    #expect(run.processes.children.map(\.signals) == [[.interrupt]])
    #expect(run.processes.commandLines == ["one"])
    #expect(run.summary().status == .cancelled)
    #expect(run.notes() == ["enough"])
  }

  @Test func `a child of a later command that is told after the cancelling is ended all the same`() async throws {
    let mailbox = Late<RunMailbox>()
    let run = StepRehearsal { request in
      if request.arguments == ["two"] { mailbox.known?.post(.cancel(Self.names, reason: "enough")) }
      return request.arguments == ["two"] ? .waits() : .exits()
    }
    mailbox.set(run.mailbox)
    try await run.perform(StepRehearsal.command("one"), StepRehearsal.command("two"))
    #expect(run.processes.children.map(\.signals) == [[], [.interrupt]])
    #expect(run.summary().status == .cancelled)
  }

  @Test func `a step that is stopped between its commands starts no other`() async throws {
    let board = Late<StopBoard>()
    let run = StepRehearsal { _ in
      board.known?.stop(StepRehearsal.stepID())
      return .exits()
    }
    board.set(run.executor.stopBoard)
    let recipe = Recipe(
      main: [StepRehearsal.command("one"), .write(path: "/marker", text: "x"), StepRehearsal.command("two")],
      cleanup: [StepRehearsal.command("two")])
    let outcome = await run.executor.execute(recipe, of: StepRehearsal.stepID(), reportingTo: run.mailbox)
    #expect(outcome == .cancelled)
    #expect(run.processes.commandLines == ["one"])
    #expect(run.files.text("/marker") == nil)
  }

  @Test func `a command that ends well when cancelled is followed by none`() async throws {
    let run = StepRehearsal { _ in Self.polite }
    async let done: Void = run.perform(
      StepRehearsal.command("one"), StepRehearsal.command("two"), cleanup: [StepRehearsal.command("two")])
    await run.processes.waitForChildren()
    run.mailbox.post(.cancel(Self.names, reason: "enough"))
    try await done
    #expect(run.processes.commandLines == ["one"])
    #expect(run.summary().status == .cancelled)
  }

  @Test func `a cancelled command is neither tried again nor ignored`() async throws {
    let run = StepRehearsal { _ in .waits() }
    async let done: Void = run.perform(StepRehearsal.command("one", ignoresFailure: true, retryCount: 3))
    await run.processes.waitForChildren()
    run.mailbox.post(.cancel(Self.names, reason: "enough"))
    try await done
    #expect(run.processes.commandLines == ["one"])
    #expect(run.notes() == ["enough"])
    #expect(run.summary().status == .cancelled)
  }

  @Test
  func `a cancelled command whose result is inverted is no success`() async throws {
    let run = StepRehearsal { _ in .waits() }
    async let done: Void = run.perform(StepRehearsal.command("one", invertsResult: true))
    await run.processes.waitForChildren()
    run.mailbox.post(.cancel(Self.names, reason: "enough"))
    try await done
    #expect(run.summary().status == .cancelled)
  }

  @Test func `cancelling one environment leaves the other to its end`() async throws {
    let run = StepRehearsal { _ in .waits() }
    async let done: Void = run.perform([
      "a": Recipe(main: [StepRehearsal.command("one")]), "b": Recipe(main: [StepRehearsal.command("two")]),
    ])
    await run.processes.waitForChildren(2)
    run.mailbox.post(.cancel(Self.names, reason: "enough"))
    let first = try #require(run.processes.children.first { $0.request.arguments == ["one"] })
    let second = try #require(run.processes.children.first { $0.request.arguments == ["two"] })
    await first.waitForSignals()
    second.end()
    try await done
    #expect(run.summary("a").status == .cancelled)
    #expect(run.summary("b").status == .pass && second.signals == [])
    #expect(run.state.stopReason == nil)
  }

  @Test func `a second stop that is urgent kills at once`() async throws {
    let run = StepRehearsal { _ in .waits(ignoring: [.interrupt, .terminate]) }
    async let done: Void = run.perform(StepRehearsal.command("one"))
    await run.processes.waitForChildren()
    run.mailbox.post(.stop(reason: "first", isUrgent: false))
    let child = try #require(run.processes.children.first)
    await child.waitForSignals()
    await run.clock.waitForSleepers()
    run.mailbox.post(.stop(reason: "second", isUrgent: true))
    await child.waitForSignals(2)
    // The first stop looks once more whether anything lives.
    run.clock.advance(by: .milliseconds(20))
    try await done
    #expect(child.signals == [.interrupt, .kill])
    #expect(run.state.stopSignals.map(\.signal) == [2, 9])
    #expect(run.state.stopReason == "first")
    #expect(run.summary().status == .cancelled)
  }

  @Test func `a second stop that is not urgent leaves the first its time`() async throws {
    let run = StepRehearsal { _ in .waits(ignoring: [.interrupt]) }
    async let done: Void = run.perform(StepRehearsal.command("one"))
    await run.processes.waitForChildren()
    run.mailbox.post(.stop(reason: "first", isUrgent: false))
    let child = try #require(run.processes.children.first)
    await child.waitForSignals()
    await run.clock.waitForSleepers()
    run.mailbox.post(.stop(reason: "second", isUrgent: false))
    run.clock.advance(by: .seconds(3))
    try await done
    #expect(child.signals == [.interrupt, .terminate])
    #expect(run.state.stopSignals.map(\.signal) == [2, 15])
  }

  @Test func `a command has the time that it is given before, between and after signals`() async throws {
    let patience = StopPatience(
      beforeInterrupt: .seconds(1), afterInterrupt: .milliseconds(300), afterTerminate: .milliseconds(200))
    let run = StepRehearsal { _ in .waits(ignoring: [.interrupt, .terminate]) }
    async let done: Void = run.perform(StepRehearsal.command("one", patience: patience))
    await run.processes.waitForChildren()
    run.mailbox.post(.stop(reason: "first", isUrgent: false))
    let child = try #require(run.processes.children.first)
    await run.clock.waitForSleepers()
    #expect(child.signals == [])
    run.clock.advance(by: .seconds(1))
    await child.waitForSignals()
    await run.clock.waitForSleepers()
    run.clock.advance(by: .milliseconds(300))
    await child.waitForSignals(2)
    await run.clock.waitForSleepers()
    run.clock.advance(by: .milliseconds(200))
    try await done
    #expect(child.signals == [.interrupt, .terminate, .kill])
  }

  @Test func `what a command leaves behind is ended before the next one starts`() async throws {
    let run = StepRehearsal {
      $0.arguments == ["one"] ? ScriptedProcess(survivors: ["daemon -x", "worker"]) : .exits()
    }
    async let done: Void = run.perform(StepRehearsal.command("one"), StepRehearsal.command("two"))
    await run.processes.waitForChildren()
    let child = try #require(run.processes.children.first)
    await child.waitForSignals()
    await run.clock.waitForSleepers()
    #expect(run.processes.commandLines == ["one"])
    run.clock.advance(by: .seconds(2))
    try await done
    #expect(child.signals == [.terminate, .kill])
    #expect(run.notes() == ["the command left processes behind, ending them: daemon -x, worker"])
    #expect(run.state.stopSignals.map(\.signal) == [15, 9])
    #expect(run.state.stopSignals.map(\.processes) == [["daemon -x", "worker"], ["daemon -x", "worker"]])
    #expect(run.processes.commandLines == ["one", "two"])
    #expect(run.summary().status == .pass)
  }
}
