import EnvironmentModel
import Orchestration
import Planning
import RunModel
import Testing

@Suite struct SchedulerTests {
  @Test func `never more than the jobs run at once, and all end`() {
    var scheduler = Scheduler(plan: samplePlan(["a", "b", "c", "d"]), limits: ResourceLimits(jobs: 2))
    var running: [StepID] = []
    var most = 0
    while !scheduler.isFinished {
      for case .start(let step) in scheduler.next() { running.append(step.id) }
      most = max(most, running.count)
      if running.isEmpty { break }
      scheduler.finish(running.removeFirst(), .succeeded)
    }
    #expect(most == 2)
    #expect(scheduler.isFinished)
  }

  @Test func `an environment under way goes before a new one`() {
    var scheduler = Scheduler(plan: samplePlan(["a", "b"]), limits: ResourceLimits(jobs: 1))
    var order: [String] = []
    while !scheduler.isFinished {
      for case .start(let step) in scheduler.next() {
        order.append(step.id.description)
        scheduler.finish(step.id, .succeeded)
      }
    }
    #expect(order == ["a/create", "a/commands", "b/create", "b/commands"])
  }

  @Test func `a failed build blocks those that need it and nobody else`() {
    let build = step(.package("sdist"), .buildPackage)
    let install = step(.environment(EnvironmentName("a")), .installPackage, needs: [build.id])
    let run = step(.environment(EnvironmentName("a")), .runCommands, needs: [install.id])
    let other = step(.environment(EnvironmentName("b")), .runCommands)
    var scheduler = Scheduler(
      plan: Plan(environments: [], steps: [build, install, run, other]), limits: ResourceLimits(jobs: 4))
    _ = scheduler.next()
    scheduler.finish(build.id, .failed(exitCode: 1))
    #expect(
      scheduler.next() == [.settle(install.id, .blocked(by: build.id)), .settle(run.id, .blocked(by: build.id))])
    scheduler.finish(other.id, .succeeded)
    #expect(scheduler.isFinished)
  }

  @Test func `a failure before does not hold up what only follows`() {
    let first = step(.environment(EnvironmentName("a")), .runCommands)
    var second = step(.environment(EnvironmentName("b")), .runCommands)
    second.follows = [first.id]
    var scheduler = Scheduler(plan: Plan(environments: [], steps: [first, second]), limits: ResourceLimits(jobs: 4))
    #expect(scheduler.next() == [.start(first)])
    scheduler.finish(first.id, .failed(exitCode: 1))
    #expect(scheduler.next() == [.start(second)])
  }

  @Test(arguments: [
    ("/p", "/p", true), ("/p", "/p/libs", true), ("/p/libs", "/p", true), ("/p/lib", "/p/libs", false),
  ])
  func `one step at a time works in a folder`(one: String, other: String, waits: Bool) {
    var first = step(.package("a"), .buildPackage)
    first.demand.folder = one
    var second = step(.package("b"), .buildPackage)
    second.demand.folder = other
    let free = step(.environment(EnvironmentName("c")), .runCommands)
    var scheduler = Scheduler(
      plan: Plan(environments: [], steps: [first, second, free]), limits: ResourceLimits(jobs: 4))
    let starting: [Scheduler.Decision] = (waits ? [first, free] : [first, second, free]).map { .start($0) }
    #expect(scheduler.next() == starting)
    scheduler.finish(first.id, .failed(exitCode: 1))
    #expect(scheduler.next() == (waits ? [.start(second)] : []))
    scheduler.finish(free.id, .succeeded)
    scheduler.finish(second.id, .succeeded)
    #expect(scheduler.isFinished)
  }

  @Test func `a step that waits for a folder can be cancelled`() {
    var steps = ["a", "b", "c"].map { step(.environment(EnvironmentName($0)), .runCommands) }
    for index in steps.indices { steps[index].demand.folder = "/p" }
    var scheduler = Scheduler(plan: Plan(environments: [], steps: steps), limits: ResourceLimits(jobs: 4))
    #expect(scheduler.next() == [.start(steps[0])])
    scheduler.cancel([EnvironmentName("b")])
    scheduler.finish(steps[0].id, .succeeded)
    #expect(scheduler.next() == [.settle(steps[1].id, .cancelled), .start(steps[2])])
    scheduler.finish(steps[2].id, .succeeded)
    #expect(scheduler.isFinished)
  }

  @Test func `what needs no work ends at once`() {
    var reuse = step(.environment(EnvironmentName("a")), .createEnvironment)
    reuse.disposition = .reuse
    let run = step(.environment(EnvironmentName("a")), .runCommands, needs: [reuse.id])
    var scheduler = Scheduler(plan: Plan(environments: [], steps: [reuse, run]), limits: ResourceLimits(jobs: 1))
    #expect(scheduler.next() == [.settle(reuse.id, .reused), .start(run)])
  }

  @Test(
    arguments: [
      (StepOutcome.failed(exitCode: 1), "blocked(by: a/commands)"), (.unavailable("none"), "blocked(by: a/commands)"),
      (.skipped("not here"), "skipped(\"needs a, which is skipped: not here\")"),
      (.cancelled, "blocked(by: a/commands)"),
    ])
  func `what has to pass and does not holds up all behind it`(outcome: StepOutcome, settled: String) {
    let first = step(.environment(EnvironmentName("a")), .runCommands)
    let second = step(.environment(EnvironmentName("b")), .createEnvironment, needs: [first.id])
    let third = step(.environment(EnvironmentName("b")), .runCommands, needs: [second.id])
    let fourth = step(.environment(EnvironmentName("c")), .runCommands, needs: [third.id])
    var scheduler = Scheduler(
      plan: Plan(environments: [], steps: [first, second, third, fourth]), limits: ResourceLimits(jobs: 4))
    #expect(scheduler.next() == [.start(first)])
    scheduler.finish(first.id, outcome)
    let texts = scheduler.next().map { if case .settle(let id, let end) = $0 { "\(id) \(end)" } else { "\($0)" } }
    #expect(texts == ["b/create \(settled)", "b/commands \(settled)", "c/commands \(settled)"])
    #expect(scheduler.isFinished)
  }

  @Test func `a stop cancels what has not started`() {
    var scheduler = Scheduler(plan: samplePlan(["a", "b"]), limits: ResourceLimits(jobs: 1))
    let started = scheduler.next()
    #expect(started.count == 1)
    scheduler.stop()
    #expect(scheduler.next().count == 3)
    scheduler.finish(StepID(.environment(EnvironmentName("a")), .createEnvironment), .cancelled)
    #expect(scheduler.isFinished)
  }

  @Test func `cancelling one environment leaves the others`() {
    var scheduler = Scheduler(plan: samplePlan(["a", "b"]), limits: ResourceLimits(jobs: 1))
    _ = scheduler.next()
    scheduler.cancel([EnvironmentName("b")])
    let settled = scheduler.next()
    #expect(settled.count == 2)
    #expect(!scheduler.isFinished)
  }
}

func step(_ owner: StepOwner, _ kind: StepKind, needs: [StepID] = [], recipe: Recipe = Recipe(main: [])) -> Step {
  Step(id: StepID(owner, kind), needs: needs, disposition: .perform(recipe), reason: "test")
}

/// Each environment is created and then runs.
func samplePlan(_ names: [String]) -> Plan {
  let environments = names.map { EnvironmentName($0) }
  let steps = environments.flatMap { name -> [Step] in
    let create = step(.environment(name), .createEnvironment)
    return [create, step(.environment(name), .runCommands, needs: [create.id])]
  }
  return Plan(environments: environments, steps: steps)
}
