import EnvironmentModel
import Orchestration
import Planning
import RunModel
import Testing

@Suite struct SchedulerTests {
  @Test func `never more than the jobs run at once, and all end`() {
    var scheduler = Scheduler(plan: samplePlan(["a", "b", "c", "d"]), jobs: 2)
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
    var scheduler = Scheduler(plan: samplePlan(["a", "b"]), jobs: 1)
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
    var scheduler = Scheduler(plan: Plan(environments: [], steps: [build, install, run, other]), jobs: 4)
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
    var scheduler = Scheduler(plan: Plan(environments: [], steps: [first, second]), jobs: 4)
    #expect(scheduler.next() == [.start(first)])
    scheduler.finish(first.id, .failed(exitCode: 1))
    #expect(scheduler.next() == [.start(second)])
  }

  @Test func `what needs no work ends at once`() {
    var reuse = step(.environment(EnvironmentName("a")), .createEnvironment)
    reuse.disposition = .reuse
    let run = step(.environment(EnvironmentName("a")), .runCommands, needs: [reuse.id])
    var scheduler = Scheduler(plan: Plan(environments: [], steps: [reuse, run]), jobs: 1)
    #expect(scheduler.next() == [.settle(reuse.id, .reused), .start(run)])
  }

  @Test func `a stop cancels what has not started`() {
    var scheduler = Scheduler(plan: samplePlan(["a", "b"]), jobs: 1)
    let started = scheduler.next()
    #expect(started.count == 1)
    scheduler.stop()
    #expect(scheduler.next().count == 3)
    scheduler.finish(StepID(.environment(EnvironmentName("a")), .createEnvironment), .cancelled)
    #expect(scheduler.isFinished)
  }

  @Test func `cancelling one environment leaves the others`() {
    var scheduler = Scheduler(plan: samplePlan(["a", "b"]), jobs: 1)
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
