import EnvironmentModel
import Journal
import RunModel
import Testing

@Suite struct StepDurationsTests {
  private static func id(_ name: String) -> StepID { StepID(.environment(EnvironmentName(name)), .runCommands) }

  private static func state(_ outcomes: [(String, StepOutcome, Int64)]) -> RunState {
    var state = RunState(id: RunID(1))
    let steps = outcomes.map { PlannedStep(id: id($0.0), needs: [], reason: "") }
    state.apply(NumberedEvent(number: 1, time: 0, event: .runStarted(environments: [], steps: steps)))
    for (name, outcome, microseconds) in outcomes {
      state.apply(NumberedEvent(number: 2, time: 100, event: .stepStarted(id(name))))
      state.apply(NumberedEvent(number: 3, time: 100 + microseconds, event: .stepFinished(id(name), outcome)))
    }
    return state
  }

  @Test func `steps that came to their end are remembered, and others stay as they were`() {
    var durations = StepDurations()
    durations.take(Self.state([("a", .succeeded, 5), ("b", .failed(exitCode: 1), 1_500_000), ("c", .succeeded, 7)]))
    durations.take(Self.state([("a", .succeeded, 6), ("b", .cancelled, 1), ("c", .timedOut, 1), ("d", .reused, 1)]))
    #expect(
      durations.values == [
        Self.id("a"): .microseconds(6), Self.id("b"): .microseconds(1_500_000), Self.id("c"): .microseconds(7),
      ])
    #expect(StepDurations(bytes: durations.bytes) == durations)
    #expect(String(decoding: durations.bytes, as: UTF8.self).hasPrefix("6 a/commands\n1500000 b/commands\n"))
  }

  @Test(arguments: ["", "x", "5", "five a/commands", "5 nonsense", "\u{0}\u{ff}"])
  func `what is no line of it is passed over`(text: String) {
    #expect(StepDurations(bytes: Array("\(text)\n7 a/commands\n".utf8)).values == [Self.id("a"): .microseconds(7)])
  }
}
