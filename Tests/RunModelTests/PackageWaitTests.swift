import EnvironmentModel
import RunModel
import Testing

@Suite struct PackageWaitTests {
  private static let build = StepID.build("wheel")
  private static let create = StepID.of("a", .createEnvironment)
  private static let install = StepID.of("a", .installPackage)

  private func scenario() -> RunScenario {
    RunScenario(
      names: ["a"],
      steps: [
        PlannedStep(id: Self.build, needs: [], reason: "sources changed"),
        PlannedStep(id: Self.create, needs: [], reason: ""),
        PlannedStep(id: Self.install, needs: [Self.create, Self.build], reason: ""),
      ])
  }

  @Test func `an environment that needs itself first is queued, not waiting`() {
    #expect(scenario().summary("a").status == .queued)
  }

  @Test func `an environment ready for a package that is not waits`() {
    var run = scenario()
    run.happen(.stepStarted(Self.create), .stepFinished(Self.create, .succeeded))
    #expect(run.summary("a").status == .waiting)
    #expect(run.summary("a").step == Self.install)
    run.happen(.stepStarted(Self.build))
    #expect(run.summary("a").status == .waiting)
    #expect(run.state.summary(of: .package("wheel")).status == .running)
  }

  @Test(arguments: [.succeeded, .reused] as [StepOutcome])
  func `it waits no more once the package is there`(outcome: StepOutcome) {
    var run = scenario()
    run.happen(.stepStarted(Self.create), .stepFinished(Self.create, .reused), .stepFinished(Self.build, outcome))
    #expect(run.summary("a").status == .queued)
    #expect(run.state.summary(of: .package("wheel")).status == .pass)
  }

  @Test func `an environment whose first step needs the package waits from the start`() {
    let steps = [
      PlannedStep(id: Self.build, needs: [], reason: ""),
      PlannedStep(id: Self.install, needs: [Self.build], reason: ""),
    ]
    #expect(RunScenario(names: ["a"], steps: steps).summary("a").status == .waiting)
  }

  @Test func `a failed build blocks and is told as the blocker`() {
    var run = scenario()
    run.happen(.stepStarted(Self.build), .stepFinished(Self.build, .failed(exitCode: 1)))
    run.happen(.stepStarted(Self.create), .stepFinished(Self.create, .succeeded))
    run.happen(.stepFinished(Self.install, .blocked(by: Self.build)))
    #expect(run.summary("a").status == .error)
    #expect(run.summary("a").reason == "blocked by package:wheel (build)")
    #expect(run.state.summary(of: .package("wheel")).status == .error)
    #expect(run.state.summary(of: .package("wheel")).reason == "build: exit code 1")
  }

  @Test func `waiting for another environment is being queued`() {
    let first = StepID.of("b", .runCommands)
    let steps = [
      PlannedStep(id: first, needs: [], reason: ""), PlannedStep(id: Self.create, needs: [first], reason: ""),
    ]
    var run = RunScenario(names: ["b", "a"], steps: steps)
    run.happen(.stepStarted(first))
    #expect(run.summary("a").status == .queued)
  }
}
