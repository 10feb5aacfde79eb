import EnvironmentModel
import RunModel
import Testing

@Suite struct OwnerSummaryTests {
  private let create = StepID.of("a", .createEnvironment)
  private let commands = StepID.of("a", .runCommands)

  /// The summary after one step ended so, those before it having succeeded.
  private func summary(_ outcome: StepOutcome, of kind: StepKind, ignored: Bool = false) -> OwnerSummary {
    let id = StepID.of("a", kind)
    let step = PlannedStep(id: id, needs: [], reason: "", isFailureIgnored: ignored)
    var run = RunScenario(names: ["a"], steps: [step])
    run.happen(.stepStarted(id), .stepFinished(id, outcome))
    return run.summary("a")
  }

  @Test(
    arguments: [
      (.succeeded, .pass, ""), (.reused, .pass, ""), (.failed(exitCode: 2), .fail, "exit code 2"),
      (.timedOut, .fail, "timed out"), (.signalled(11), .fail, "ended by signal 11"),
      (.couldNotStart("cannot run 'x'"), .fail, "cannot run 'x'"), (.invalid("bad"), .error, "bad"),
      (.cancelled, .cancelled, "cancelled"),
      (.blocked(by: .build("wheel")), .error, "blocked by package:wheel (build)"),
      (.blocked(by: .of("b", .installDependencies)), .error, "blocked by b (install deps)"),
      (.skipped("no platform"), .skipped, "no platform"),
      (.unavailable("no python 3.9"), .unavailable, "no python 3.9"),
    ] as [(StepOutcome, MatrixStatus, String)])
  func `commands end as their outcome says`(outcome: StepOutcome, status: MatrixStatus, reason: String) {
    let summary = summary(outcome, of: .runCommands)
    #expect(summary.status == status)
    #expect(summary.reason == reason)
    #expect(summary.step == commands)
    #expect(summary.startTime == 2_000_000 && summary.endTime == 3_000_000)
  }

  @Test(
    arguments: [
      (.createEnvironment, .failed(exitCode: 1), "create: exit code 1"),
      (.installDependencies, .failed(exitCode: 1), "install deps: exit code 1"),
      (.installPackage, .signalled(9), "install package: ended by signal 9"),
      (.installDependencies, .timedOut, "install deps: timed out"),
      (.createEnvironment, .couldNotStart("no file"), "create: no file"),
      (.buildPackage, .timedOut, "build: timed out"),
    ] as [(StepKind, StepOutcome, String)])
  func `a step before the commands fails with an error of its own`(
    kind: StepKind, outcome: StepOutcome, reason: String
  ) {
    #expect(summary(outcome, of: kind).status == .error)
    #expect(summary(outcome, of: kind).reason == reason)
  }

  @Test(
    arguments: [
      (.failed(exitCode: 2), "ignored: exit code 2"), (.timedOut, "ignored: timed out"),
      (.signalled(6), "ignored: ended by signal 6"), (.couldNotStart("no 'x'"), "ignored: no 'x'"),
      (.blocked(by: .of("b", .runCommands)), "ignored: blocked by b (run)"),
    ] as [(StepOutcome, String)])
  func `a failure that is to be ignored passes and says so`(outcome: StepOutcome, reason: String) {
    let summary = summary(outcome, of: .runCommands, ignored: true)
    #expect(summary.status == .pass)
    #expect(summary.reason == reason)
    #expect(summary.step == commands)
  }

  @Test(
    arguments: [
      (.cancelled, .cancelled, "cancelled"), (.skipped("x"), .skipped, "x"),
      (.unavailable("x"), .unavailable, "x"), (.succeeded, .pass, ""),
    ] as [(StepOutcome, MatrixStatus, String)])
  func `what is no failure is not ignored`(outcome: StepOutcome, status: MatrixStatus, reason: String) {
    let summary = summary(outcome, of: .runCommands, ignored: true)
    #expect(summary.status == status && summary.reason == reason)
  }

  @Test func `an owner without steps is unknown`() {
    let summary = RunScenario("a").summary("other")
    #expect(summary.status == .unknown && summary.step == nil && summary.startTime == nil)
  }

  @Test func `an owner goes from queued through running to pass, and waits between its steps`() {
    var run = RunScenario("a")
    #expect(run.summary("a").status == .queued && run.summary("a").step == create)
    run.happen(.stepStarted(create))
    #expect(run.summary("a").status == .running && run.summary("a").step == create)
    run.happen(.stepFinished(create, .reused))
    #expect(run.summary("a").status == .queued && run.summary("a").step == commands)
    #expect(run.summary("a").endTime == nil && run.summary("a").startTime == 2_000_000)
    run.happen(.stepStarted(commands))
    #expect(run.summary("a").status == .running && run.summary("a").step == commands)
    run.happen(.stepFinished(commands, .succeeded))
    #expect(run.summary("a").status == .pass && run.summary("a").reason == "")
    #expect(run.summary("a").endTime == 5_000_000)
  }

  @Test func `the first step that ended badly decides`() {
    var run = RunScenario("a")
    run.happen(.stepStarted(create), .stepFinished(create, .failed(exitCode: 3)))
    run.happen(.stepFinished(commands, .blocked(by: create)))
    #expect(run.summary("a").status == .error)
    #expect(run.summary("a").reason == "create: exit code 3")
    #expect(run.summary("a").step == create)
    #expect(run.summary("a").endTime == 4_000_000)
  }

  @Test func `an interrupted run leaves its environments cancelled`() {
    var run = RunScenario("a", "b")
    run.happen(.stepStarted(create), .stepFinished(create, .succeeded), .stepStarted(commands))
    run.markInterrupted()
    #expect(run.summary("a").status == .cancelled && run.summary("a").step == commands)
    #expect(run.summary("a").reason == "interrupted: swtox ended before this did")
    #expect(run.summary("b").status == .cancelled && run.summary("b").step == .of("b", .createEnvironment))
  }

  @Test func `an environment that had passed stays so in an interrupted run`() {
    var run = RunScenario("a", "b")
    run.happen(.stepFinished(create, .reused), .stepFinished(commands, .succeeded))
    run.markInterrupted()
    #expect(run.summary("a").status == .pass)
  }

  @Test func `what was blocked stays so when its first steps are cancelled`() {
    var run = RunScenario(
      names: ["a"],
      steps: [PlannedStep(id: create, needs: [], reason: ""), PlannedStep(id: commands, needs: [create], reason: "")])
    run.happen(.stepFinished(commands, .blocked(by: .build("wheel"))))
    #expect(run.summary("a").isBlocked)
    run.happen(.stepFinished(create, .cancelled))
    #expect(run.summary("a").isBlocked)
    #expect(run.summary("a").reason == "blocked by package:wheel (build)")
  }
}
