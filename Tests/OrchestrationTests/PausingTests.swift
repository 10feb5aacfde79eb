import EnvironmentModel
import Planning
import RunModel
import TestKit
import Testing

@testable import Orchestration

@Suite(.timeLimit(.minutes(10))) struct PausingTests {
  private func recipes(_ names: String...) -> [String: Recipe] {
    names.reduce(into: [:]) { $0[$1] = Recipe(main: [StepRehearsal.command("one \($1)")]) }
  }

  private func pauses(_ run: StepRehearsal) -> [String] {
    run.log.entries.compactMap { entry in
      switch entry.event {
      case .startsPaused(let cause, let reason): "\(cause) pauses: \(reason)"
      case .startsResumed(let cause, let reason): "\(cause) resumes: \(reason)"
      default: nil
      }
    }
  }

  @Test func `nothing new starts in a paused run until it is resumed`() async throws {
    let run = StepRehearsal { _ in .waits() }
    async let performed: Void = run.perform(recipes("a", "b", "c"), jobs: 2)
    await run.processes.waitForChildren(2)
    for _ in 1...2 { run.mailbox.post(.pause(true, reason: "enough")) }
    run.processes.children[0].end()
    await run.wait { $0.steps.values.contains { $0.phase == .finished(.succeeded) } && $0.pauses[.user] == "enough" }
    #expect(run.processes.requests.count == 2)
    run.mailbox.post(.pause(false, reason: "go on"))
    await run.processes.waitForChildren(3)
    for child in run.processes.children { child.end() }
    try await performed
    #expect(pauses(run) == ["user pauses: enough", "user resumes: go on"])
    #expect(run.state.pauses.isEmpty)
  }

  @Test func `a paused run can be stopped`() async throws {
    let run = StepRehearsal { _ in .waits() }
    run.mailbox.post(.pause(true, reason: "enough"))
    async let performed: Void = run.perform(recipes("a"))
    await run.wait { $0.pauses[.user] != nil }
    run.mailbox.post(.stop(reason: "over", isUrgent: false))
    try await performed
    #expect(run.processes.requests.isEmpty && run.summary().status == .cancelled)
  }

  @Test func `under pressure one step at a time starts`() async throws {
    let run = StepRehearsal { _ in .waits() }
    let path = "/proc/pressure/memory"
    run.files.put("some avg10=50.00 avg60=0.00\n", at: path)
    async let performed: Void = run.perform(recipes("a", "b", "c"), pressure: .standard)
    await run.processes.waitForChildren()
    await run.clock.waitForSleepers()
    run.processes.children[0].end()
    await run.processes.waitForChildren(2)
    #expect(run.processes.requests.count == 2)
    run.files.put("some avg10=1.00 avg60=0.00\n", at: path)
    run.clock.advance(by: .seconds(1))
    await run.processes.waitForChildren(3)
    for child in run.processes.children { child.end() }
    try await performed
    #expect(
      pauses(run) == [
        "pressure pauses: memory pressure 50 %, the threshold is 20 %",
        "pressure resumes: the pressure on the machine has gone down",
      ])
  }

  @Test func `pressure that holds up nothing is not told`() async throws {
    let run = StepRehearsal { _ in .waits() }
    run.files.put("some avg10=1.00\n", at: "/proc/pressure/memory")
    async let performed: Void = run.perform(recipes("a"), pressure: .standard)
    await run.processes.waitForChildren()
    for text in ["some avg10=50.00\n", "some avg10=0.00\n"] {
      run.files.put(text, at: "/proc/pressure/memory")
      await run.clock.waitForSleepers()
      run.clock.advance(by: .seconds(1))
    }
    run.processes.children[0].end()
    try await performed
    #expect(pauses(run) == [])
  }

  @Test func `steps wait for jobs that programs have lent, and lost ones are told`() async throws {
    let run = StepRehearsal { _ in .waits() }
    let pipe = MemoryTokens()
    async let performed: Void = run.perform(recipes("a", "b", "c"), jobs: 2, tokens: pipe)
    await run.processes.waitForChildren(2)
    #expect(pipe.count == 0)
    run.processes.children[0].end()
    await run.processes.waitForChildren(3)
    run.processes.children[1].end()
    await run.wait { $0.steps.values.count { $0.phase == .finished(.succeeded) } == 2 }
    // The job of the step that has ended goes to a program of the last one, which never gives it back.
    while pipe.take(1) == 0 { await Task.yield() }
    run.processes.children[2].end()
    try await performed
    let notes = ["a", "b", "c"].flatMap { run.notes($0) }
    #expect(notes == ["a job is there again that its programs had taken and not given back"])
    #expect(pipe.count == 2)
  }
}
