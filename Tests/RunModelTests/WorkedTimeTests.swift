import EnvironmentModel
import RunModel
import Testing

/// Each event of a scenario comes one second after the one before it; the start of the run is at second one.
@Suite struct WorkedTimeTests {
  private let create = StepID.of("a", .createEnvironment)
  private let commands = StepID.of("a", .runCommands)
  private let other = StepID.of("b", .createEnvironment)

  @Test func `before its first step an environment has no time`() {
    var run = RunScenario("a", "b")
    run.happen(.stepStarted(other))
    #expect(run.summary("a").workedMicroseconds == nil)
    #expect(run.summary("a").runningSince == nil)
  }

  @Test func `waiting between steps does not count`() {
    var run = RunScenario("a", "b")
    run.happen(.stepStarted(create), .stepFinished(create, .succeeded))
    run.happen(.stepStarted(other), .stepNoted(other, "long"), .stepFinished(other, .succeeded))
    #expect(run.summary("a").workedMicroseconds == 1_000_000)
    run.happen(.stepStarted(commands), .stepNoted(commands, "long"), .stepFinished(commands, .failed(exitCode: 1)))
    let summary = run.summary("a")
    #expect(summary.workedMicroseconds == 3_000_000)
    #expect(summary.startTime == 2_000_000 && summary.endTime == 9_000_000)
  }

  @Test func `the step under way counts from its own start`() {
    var run = RunScenario("a", "b")
    run.happen(.stepStarted(create))
    #expect(run.summary("a").workedMicroseconds == 0)
    #expect(run.summary("a").runningSince == 2_000_000)
    run.happen(.stepFinished(create, .succeeded))
    #expect(run.summary("a").runningSince == nil)
    run.happen(.stepStarted(other), .stepStarted(commands))
    #expect(run.summary("a").workedMicroseconds == 1_000_000)
    #expect(run.summary("a").runningSince == 5_000_000)
    run.happen(.stepFinished(commands, .succeeded))
    #expect(run.summary("a").workedMicroseconds == 2_000_000)
    #expect(run.summary("a").runningSince == nil)
  }

  @Test func `steps that ended without having started took no time`() {
    var run = RunScenario("a")
    run.happen(.stepFinished(create, .reused))
    #expect(run.summary("a").workedMicroseconds == nil)
    run.happen(.stepStarted(commands), .stepFinished(commands, .succeeded))
    #expect(run.summary("a").workedMicroseconds == 1_000_000)
  }

  @Test func `a clock that goes back takes no time away`() {
    var state = RunState(id: RunID(1))
    let events: [(Int64, RunEvent)] = [
      (9, .runStarted(environments: [EnvironmentName("a")], steps: [PlannedStep(id: create, needs: [], reason: "")])),
      (8, .stepStarted(create)), (3, .stepFinished(create, .succeeded)),
    ]
    for (index, (time, event)) in events.enumerated() {
      state.apply(NumberedEvent(number: index + 1, time: time, event: event))
    }
    #expect(state.summary(of: create.owner).workedMicroseconds == 0)
  }

  @Test func `an interrupted step runs no more and its time is not known`() {
    var run = RunScenario("a")
    run.happen(.stepStarted(create), .stepFinished(create, .succeeded), .stepStarted(commands))
    run.markInterrupted()
    #expect(run.summary("a").workedMicroseconds == 1_000_000)
    #expect(run.summary("a").runningSince == nil)
  }
}
