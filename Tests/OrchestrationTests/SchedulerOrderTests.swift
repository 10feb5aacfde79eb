import EnvironmentModel
import Planning
import RunModel
import Testing

@testable import Orchestration

@Suite struct SchedulerOrderTests {
  private func name(_ text: String) -> StepOwner { .environment(EnvironmentName(text)) }

  private func started(_ decisions: [Scheduler.Decision]) -> [String] {
    decisions.compactMap { if case .start(let step) = $0 { step.id.description } else { nil } }
  }

  private func settled(_ decisions: [Scheduler.Decision]) -> [String] {
    decisions.compactMap { if case .settle(let id, let outcome) = $0 { "\(id) \(outcome)" } else { nil } }
  }

  private func commands(_ text: String) -> StepID { StepID(name(text), .runCommands) }
  private func create(_ text: String) -> StepID { StepID(name(text), .createEnvironment) }

  @Test(arguments: [1, 3, 64])
  func `of many ready steps the first of the plan starts first`(jobs: Int) {
    let steps = (0..<1_000).map { step(name("e\($0)"), .runCommands) }
    var scheduler = Scheduler(plan: Plan(environments: [], steps: steps), limits: ResourceLimits(jobs: jobs))
    var order: [String] = []
    var running: [StepID] = []
    while !scheduler.isFinished {
      for case .start(let step) in scheduler.next() {
        order.append(step.id.description)
        running.append(step.id)
      }
      guard !running.isEmpty else { break }
      scheduler.finish(running.remove(at: order.count * 7 % running.count), .succeeded)
    }
    #expect(order == steps.map(\.id.description))
  }

  @Test func `steps become ready in any order and start in the plan's`() {
    let gate = step(name("gate"), .runCommands)
    let others = ["c", "a", "b"].map { step(name($0), .runCommands, needs: [gate.id]) }
    var scheduler = Scheduler(
      plan: Plan(environments: [], steps: Array(others.prefix(2)) + [gate] + others[2...]),
      limits: ResourceLimits(jobs: 4))
    #expect(started(scheduler.next()) == ["gate/commands"])
    scheduler.finish(gate.id, .succeeded)
    #expect(started(scheduler.next()) == ["c/commands", "a/commands", "b/commands"])
  }

  @Test func `what was settled while it waited is passed over`() {
    var scheduler = Scheduler(plan: samplePlan(["a", "b", "c", "d"]), limits: ResourceLimits(jobs: 1))
    #expect(started(scheduler.next()) == ["a/create"])
    scheduler.cancel([EnvironmentName("b"), EnvironmentName("c")])
    #expect(
      settled(scheduler.next()) == [
        "b/create cancelled", "b/commands cancelled", "c/create cancelled", "c/commands cancelled",
      ])
    scheduler.finish(create("a"), .failed(exitCode: 1))
    let decisions = scheduler.next()
    #expect(settled(decisions) == ["a/commands blocked(by: a/create)"])
    #expect(started(decisions) == ["d/create"])
  }

  @Test func `steps of environments under way go before all new ones`() {
    var scheduler = Scheduler(plan: samplePlan(["a", "b", "c", "d"]), limits: ResourceLimits(jobs: 2))
    #expect(started(scheduler.next()) == ["a/create", "b/create"])
    scheduler.finish(create("b"), .succeeded)
    scheduler.finish(create("a"), .succeeded)
    #expect(started(scheduler.next()) == ["a/commands", "b/commands"])
    scheduler.finish(commands("b"), .succeeded)
    #expect(started(scheduler.next()) == ["c/create"])
    scheduler.finish(create("c"), .succeeded)
    #expect(started(scheduler.next()) == ["c/commands"])
  }

  @Test func `a step of an environment under way goes before new ones that stand before it in the plan`() {
    let creates = ["a", "b", "c"].map { step(name($0), .createEnvironment) }
    let runs = ["a", "b", "c"].map { step(name($0), .runCommands, needs: [create($0)]) }
    var scheduler = Scheduler(plan: Plan(environments: [], steps: creates + runs), limits: ResourceLimits(jobs: 1))
    var order: [String] = []
    while case .start(let step)? = scheduler.next().first {
      order.append(step.id.description)
      scheduler.finish(step.id, .succeeded)
    }
    #expect(order == ["a/create", "a/commands", "b/create", "b/commands", "c/create", "c/commands"])
  }

  @Test func `what ended at once begins no environment`() {
    var reused = step(name("b"), .createEnvironment)
    reused.disposition = .reuse
    let run = step(name("b"), .runCommands, needs: [reused.id])
    let first = step(name("a"), .runCommands)
    var scheduler = Scheduler(
      plan: Plan(environments: [], steps: [first, reused, run]), limits: ResourceLimits(jobs: 1))
    #expect(scheduler.next() == [.settle(reused.id, .reused), .start(first)])
  }

  /// Environments that run, wait for their turn, wait for a package, are reused in part, and are skipped.
  private var mixture: Plan {
    let build = step(.package("sdist"), .buildPackage)
    var reused = step(name("c"), .createEnvironment)
    reused.disposition = .reuse
    var skipped = step(name("d"), .createEnvironment)
    skipped.disposition = .skip("no platform")
    let steps = [
      build, step(name("a"), .createEnvironment), step(name("a"), .installPackage, needs: [create("a"), build.id]),
      step(name("b"), .createEnvironment), step(name("b"), .runCommands, needs: [create("b")]), reused,
      step(name("c"), .runCommands, needs: [reused.id]), skipped,
      step(name("d"), .runCommands, needs: [skipped.id]),
    ]
    return Plan(environments: [], steps: steps)
  }

  @Test func `a stop cancels what has not started, whatever it waits for`() {
    var scheduler = Scheduler(plan: mixture, limits: ResourceLimits(jobs: 2))
    let first = scheduler.next()
    #expect(
      settled(first) == ["c/create reused", "d/create skipped(\"no platform\")", "d/commands skipped(\"no platform\")"])
    #expect(started(first) == ["package:sdist/build", "a/create"])
    scheduler.stop()
    let decisions = scheduler.next()
    #expect(
      settled(decisions) == [
        "a/package cancelled", "b/create cancelled", "b/commands cancelled", "c/commands cancelled",
      ])
    #expect(started(decisions) == [])
    scheduler.finish(create("a"), .succeeded)
    #expect(!scheduler.isFinished)
    scheduler.finish(StepID(.package("sdist"), .buildPackage), .cancelled)
    #expect(scheduler.next() == [] && scheduler.isFinished)
  }

  @Test func `a stop before anything started leaves nothing`() {
    var scheduler = Scheduler(plan: mixture, limits: ResourceLimits(jobs: 2))
    scheduler.stop()
    let decisions = scheduler.next()
    #expect(decisions.count == mixture.steps.count && started(decisions) == [])
    #expect(scheduler.isFinished)
  }

  @Test
  func `a stop cancels an environment whose package had not begun to be built`() {
    let other = step(.package("other"), .buildPackage)
    let build = step(.package("sdist"), .buildPackage)
    var reused = step(name("a"), .createEnvironment)
    reused.disposition = .reuse
    let install = step(name("a"), .installPackage, needs: [reused.id, build.id])
    var scheduler = Scheduler(
      plan: Plan(environments: [], steps: [other, build, reused, install]), limits: ResourceLimits(jobs: 1))
    #expect(started(scheduler.next()) == ["package:other/build"])
    scheduler.stop()
    #expect(settled(scheduler.next()) == ["package:sdist/build cancelled", "a/package cancelled"])
  }

  @Test func `cancelling leaves packages and other environments as they are`() {
    var scheduler = Scheduler(plan: mixture, limits: ResourceLimits(jobs: 2))
    _ = scheduler.next()
    scheduler.cancel([EnvironmentName("a"), EnvironmentName("c"), EnvironmentName("d"), EnvironmentName("unknown")])
    #expect(settled(scheduler.next()) == ["a/package cancelled", "c/commands cancelled"])
    scheduler.finish(create("a"), .cancelled)
    #expect(started(scheduler.next()) == ["b/create"])
    scheduler.finish(StepID(.package("sdist"), .buildPackage), .succeeded)
    scheduler.finish(create("b"), .succeeded)
    #expect(started(scheduler.next()) == ["b/commands"])
    scheduler.finish(commands("b"), .succeeded)
    #expect(scheduler.isFinished)
  }

  @Test func `an end that is told twice, or of a step that never started, counts for nothing`() {
    var scheduler = Scheduler(plan: samplePlan(["a", "b"]), limits: ResourceLimits(jobs: 1))
    _ = scheduler.next()
    scheduler.finish(create("b"), .succeeded)
    scheduler.finish(create("a"), .succeeded)
    scheduler.finish(create("a"), .failed(exitCode: 1))
    #expect(started(scheduler.next()) == ["a/commands"])
    #expect(scheduler.next() == [])
  }

  @Test(arguments: [1, 16])
  func `five thousand environments come to their end`(jobs: Int) {
    var scheduler = Scheduler(plan: samplePlan((0..<5_000).map { "e\($0)" }), limits: ResourceLimits(jobs: jobs))
    var running: [StepID] = []
    var index = 0
    var count = 0
    while !scheduler.isFinished {
      for case .start(let step) in scheduler.next() { running.append(step.id) }
      guard index < running.count else { break }
      scheduler.finish(running[index], .succeeded)
      index += 1
      count += 1
    }
    #expect(scheduler.isFinished && count == 10_000)
  }

  @Test func `positions come out of their queue in ascending order`() {
    var queue = PositionQueue()
    let places = (0..<500).map { $0 * 263 % 500 }
    for place in places { queue.insert(place) }
    #expect((0..<250).compactMap { _ in queue.removeFirst() } == Array(0..<250))
    queue.insert(3)
    queue.insert(600)
    #expect(queue.removeFirst() == 3)
    #expect((0..<251).compactMap { _ in queue.removeFirst() } == Array(250..<500) + [600])
    #expect(queue.removeFirst() == nil)
  }
}
