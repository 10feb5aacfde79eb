import EnvironmentModel
@testable import RunModel
import Testing

@Suite struct RunStateTests {
  private let create = StepID.of("a", .createEnvironment)
  private let commands = StepID.of("a", .runCommands)

  @Test func `before its first event a run is empty`() {
    let state = RunState(id: RunID(3))
    #expect(state.id == RunID(3) && state.environments == [] && state.stepOrder == [] && state.steps.isEmpty)
    #expect(state.startTime == nil && !state.isFinished && !state.isInterrupted)
  }

  @Test func `a run starts with its plan, every step queued`() {
    let state = RunScenario("b", "a").state
    #expect(state.environments == [EnvironmentName("b"), EnvironmentName("a")])
    #expect(state.stepOrder.map(\.description) == ["b/create", "b/commands", "a/create", "a/commands"])
    #expect(state.steps.values.allSatisfy { $0.phase == .queued && $0.startTime == nil && $0.commands == [] })
    #expect(state.startTime == 1_000_000)
    #expect(state.steps[commands]?.plan.needs == [create])
  }

  @Test func `a step runs from its start to its end`() {
    var run = RunScenario("a")
    run.happen(.stepStarted(create))
    #expect(run.state.steps[create]?.phase == .running)
    #expect(run.state.steps[create]?.startTime == 2_000_000)
    #expect(run.state.steps[create]?.endTime == nil)
    run.happen(.stepFinished(create, .failed(exitCode: 2)))
    #expect(run.state.steps[create]?.phase == .finished(.failed(exitCode: 2)))
    #expect(run.state.steps[create]?.endTime == 3_000_000)
    #expect(run.state.steps[commands]?.phase == .queued)
  }

  @Test func `a command runs from its start to its end`() {
    var run = RunScenario("a")
    run.happen(.stepStarted(create), .commandStarted(create, .sample(["venv"])))
    #expect(run.state.steps[create]?.commands == [CommandState(start: .sample(["venv"]), startTime: 3_000_000)])
    run.happen(.commandEnded(create, .sample(code: 1)))
    #expect(run.state.steps[create]?.commands.map(\.end) == [.sample(code: 1)])
  }

  @Test func `an end belongs to the command of its number`() {
    var run = RunScenario("a")
    run.happen(.commandStarted(create, .sample(["x"], index: 0)), .commandStarted(create, .sample(["y"], index: 1)))
    run.happen(.commandEnded(create, .sample(index: 0, code: 5)), .commandEnded(create, .sample(index: 9, code: 6)))
    #expect(run.state.steps[create]?.commands.map { $0.end?.exitCode } == [5, nil])
  }

  @Test func `the size of a log is the last one told`() {
    var run = RunScenario("a")
    run.happen(.outputGrew(create, byteCount: 10), .outputGrew(create, byteCount: 300))
    #expect(run.state.steps[create]?.logByteCount == 300)
    #expect(run.state.steps[commands]?.logByteCount == 0)
  }

  @Test func `notes are kept in order`() {
    var run = RunScenario("a")
    run.happen(.stepNoted(create, "first"), .stepNoted(create, "second"))
    #expect(run.state.steps[create]?.notes == ["first", "second"])
  }

  @Test func `the first reason to stop counts`() {
    var run = RunScenario("a")
    run.happen(.stopRequested(reason: "Ctrl-C"), .stopRequested(reason: "SIGTERM"))
    #expect(run.state.stopReason == "Ctrl-C")
    #expect(!run.state.isFinished)
  }

  @Test func `every signal sent is kept`() {
    var run = RunScenario("a")
    run.happen(.stopSignalled(create, signal: 2, processes: ["pip", "sh"]))
    run.happen(.stopSignalled(create, signal: 9, processes: []))
    #expect(run.state.stopSignals.map(\.signal) == [2, 9])
    #expect(run.state.stopSignals.map(\.processes) == [["pip", "sh"], []])
    #expect(run.state.stopSignals.map(\.step) == [create, create])
  }

  @Test func `a run is over with its last event`() {
    var run = RunScenario("a")
    #expect(!run.state.isFinished)
    run.happen(.runFinished)
    #expect(run.state.endTime == 2_000_000)
    #expect(run.state.isFinished && !run.state.isInterrupted)
  }

  @Test(
    arguments: [
      .stepStarted(.build("x")), .commandStarted(.build("x"), .sample(["a"])), .outputGrew(.build("x"), byteCount: 1),
      .commandEnded(.build("x"), .sample()), .stepNoted(.build("x"), "n"), .stepFinished(.build("x"), .succeeded),
    ] as [RunEvent])
  func `what happens to a step that is not planned changes nothing`(event: RunEvent) {
    var run = RunScenario("a")
    let before = run.state
    run.happen(event)
    #expect(run.state == before)
  }

  @Test func `a journal without an end interrupts what had none`() {
    var run = RunScenario("a", "b")
    run.happen(.stepStarted(create), .stepFinished(create, .succeeded), .stepStarted(commands))
    run.markInterrupted()
    let phases = run.state.stepOrder.compactMap { run.state.steps[$0]?.phase }
    #expect(phases == [.finished(.succeeded), .interrupted, .interrupted, .interrupted])
    #expect(run.state.isInterrupted && run.state.isFinished)
    #expect(run.state.endTime == nil)
  }

  @Test func `a run that ended is never interrupted`() {
    var run = RunScenario("a")
    run.happen(.runFinished)
    let before = run.state
    run.markInterrupted()
    #expect(run.state == before)
  }

  @Test func `packages stand in plan order`() {
    let steps = [StepID.build("wheel"), create, .build("sdist"), StepID(.package("other"), .createEnvironment)]
    let run = RunScenario(names: ["a"], steps: steps.map { PlannedStep(id: $0, needs: [], reason: "") })
    #expect(run.state.packages == [.package("wheel"), .package("sdist")])
  }

  @Test func `the steps of an owner stand in the order of work`() {
    let kinds: [StepKind] = [.runCommands, .installPackage, .createEnvironment, .installDependencies]
    let run = RunScenario("a", kinds: kinds)
    let order = run.state.steps(of: .environment(EnvironmentName("a"))).map(\.plan.id.kind)
    #expect(order == [.createEnvironment, .installDependencies, .installPackage, .runCommands])
  }
}
