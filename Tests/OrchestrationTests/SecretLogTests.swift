import EnvironmentModel
import Host
import RunModel
import TestKit
import Testing

@testable import Orchestration

@Suite struct SecretLogTests {
  @Test func `a secret in two parts is not in the log`() async throws {
    let run = StepRehearsal(secrets: ["hunter2"]) { _ in .exits(output: "a hun", "ter2 b\nhunt", "er2") }
    try await run.perform(StepRehearsal.command("one"))
    let log = "a *** b\n***"
    #expect(run.files.text("/runs/1/a.commands.log") == log)
    #expect(run.state.steps[StepRehearsal.stepID()]?.logByteCount == log.utf8.count)
  }

  @Test func `what only begins like a secret is in the log, and counts`() async throws {
    let run = StepRehearsal(secrets: ["hunter2"]) { _ in .exits(output: "\nhunter") }
    try await run.perform(StepRehearsal.command("one"))
    #expect(run.files.text("/runs/1/a.commands.log") == "\nhunter")
    #expect(run.state.steps[StepRehearsal.stepID()]?.logByteCount == 7)
  }

  @Test func `no event tells a secret`() async throws {
    let run = StepRehearsal(secrets: ["hunter2", "Exec format"]) { request in
      request.arguments[0] == "two" ? .missing(reason: "Exec format error") : .exits()
    }
    try await run.perform(StepRehearsal.command("one --token=hunter2"), StepRehearsal.command("two"))
    #expect(run.processes.commandLines == ["one --token=hunter2", "two"])
    #expect(run.state.steps[StepRehearsal.stepID()]?.commands.first?.start.arguments == ["one", "--token=***"])
    #expect(run.summary().reason == "cannot run '/bin/two': *** error")
    #expect(!"\(run.log.entries)".contains("hunter2"))
  }
}
