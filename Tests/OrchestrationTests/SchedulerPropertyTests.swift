import EnvironmentModel
import Planning
import RunModel
import TestKit
import Testing

@testable import Orchestration

@Suite struct SchedulerPropertyTests {
  /// Environments with builds before them and orders among them, as plans have them.
  private static func simulation(_ seed: Int, _ demand: (inout SeededGenerator) -> StepDemand) -> SchedulerSimulation {
    var numbers = SeededGenerator(seed: UInt64(seed))
    let jobs = Int.random(in: 2...8, using: &numbers)
    let count = Int.random(in: (8 * jobs)...(20 * jobs), using: &numbers)
    var durations: [StepID: Duration] = [:]
    let builds = (0..<Int.random(in: 1...4, using: &numbers)).map { step(.package("p\($0)"), .buildPackage) }
    var steps = builds
    for number in 0..<count {
      let owner = StepOwner.environment(EnvironmentName("e\(number)"))
      var create = step(owner, .createEnvironment)
      var install = step(
        owner, .installPackage, needs: [create.id, builds.randomElement(using: &numbers)?.id ?? create.id])
      create.demand.groups = ["setup"]
      install.demand.groups = ["setup"]
      var run = step(owner, .runCommands, needs: [install.id])
      run.demand = demand(&numbers)
      if number > 0, Int.random(in: 0..<10, using: &numbers) == 0 {
        let other = Int.random(in: 0..<number, using: &numbers)
        run.needs.append(StepID(.environment(EnvironmentName("e\(other)")), .runCommands))
      }
      steps += [create, install, run]
    }
    for step in steps {
      let range = step.id.kind == .runCommands ? 1...400 : 1...40
      durations[step.id] = .milliseconds(Int.random(in: range, using: &numbers))
    }
    return SchedulerSimulation(
      plan: Plan(environments: [], steps: steps), limits: ResourceLimits(jobs: jobs), durations: durations)
  }

  @Test func `with recorded durations a run is nearly as short as it can be`() {
    var ratios: [Double] = []
    var unrecorded: [Double] = []
    for seed in 0..<200 {
      var simulation = Self.simulation(seed) { _ in StepDemand() }
      let course = simulation.run()
      #expect(course.violations.isEmpty)
      let ratio = course.makespan / simulation.lowerBound
      #expect(ratio <= 1.1, "seed \(seed): \(ratio)")
      ratios.append(ratio)
      // As a run has it where nobody says how many are set up at once.
      simulation.limits.groups["setup"] = ResourceLimits.setups(
        of: simulation.plan, jobs: simulation.limits.jobs, processors: simulation.limits.jobs)
      let limited = simulation.run()
      #expect(limited.violations.isEmpty && limited.makespan / simulation.lowerBound <= 1.1, "seed \(seed)")
      simulation.limits.groups = [:]
      simulation.recorded = [:]
      unrecorded.append(simulation.run().makespan / simulation.lowerBound)
    }
    #expect(ratios.reduce(0, +) < unrecorded.reduce(0, +))
  }

  @Test func `pressure and lent jobs hold steps up, and never the run`() {
    for seed in 0..<200 {
      var simulation = Self.simulation(seed) { _ in StepDemand() }
      simulation.limits.steps = 3
      let jobs = simulation.limits.jobs
      simulation.disturbance = { scheduler, turn in
        var numbers = SeededGenerator(seed: UInt64(seed * 1_000 + turn))
        if Int.random(in: 0..<5, using: &numbers) == 0 { scheduler.isHeld.toggle() }
        scheduler.lentJobs = Int.random(in: 0...jobs, using: &numbers)
      }
      let course = simulation.run()
      #expect(course.violations == [], "seed \(seed)")
      #expect(course.starts.count == simulation.plan.steps.count)
    }
  }

  @Test func `the longest way counts through chains of depends, however they stand in the plan`() {
    // The chain stands last first, as environments that depend on later ones do; the others are each longer than a link.
    let chain = (0..<20).map { step(.environment(EnvironmentName("c\($0)")), .runCommands) }
    var steps = (0..<60).map { step(.environment(EnvironmentName("e\($0)")), .runCommands) }
    for (index, link) in chain.enumerated() {
      var link = link
      if index + 1 < chain.count { link.follows = [chain[index + 1].id] }
      steps.append(link)
    }
    var durations: [StepID: Duration] = [:]
    for step in steps { durations[step.id] = step.id.owner.label.hasPrefix("c") ? .seconds(1) : .seconds(2) }
    let simulation = SchedulerSimulation(
      plan: Plan(environments: [], steps: steps), limits: ResourceLimits(jobs: 8), durations: durations)
    let course = simulation.run()
    #expect(course.starts.first == chain.last?.id)
    #expect(course.makespan == .seconds(20) && course.violations.isEmpty)
  }

  @Test(arguments: [
    (1, 8, true, 1), (2, 8, true, 2), (4, 4, true, 3), (8, 8, true, 6), (16, 16, true, 12), (64, 8, true, 16),
    (10_000, 2, true, 4), (8, 8, false, 8), (10_000, 16, false, 32),
  ])
  func `setups leave room for tests, and are no more than the machine bears`(
    jobs: Int, processors: Int, hasTests: Bool, count: Int
  ) {
    let steps = [step(.environment(EnvironmentName("a")), hasTests ? .runCommands : .createEnvironment)]
    let plan = Plan(environments: [], steps: steps)
    #expect(ResourceLimits.setups(of: plan, jobs: jobs, processors: processors) == count)
  }

  @Test func `no limit is ever exceeded, and every run comes to its end`() {
    for seed in 0..<200 {
      var simulation = Self.simulation(seed) { numbers in
        var demand = StepDemand(
          weight: Int.random(in: 1...4, using: &numbers), memory: Int.random(in: 0...600, using: &numbers))
        if Int.random(in: 0..<4, using: &numbers) == 0 {
          demand.locks.insert(["db", "port"].randomElement(using: &numbers) ?? "")
        }
        if Bool.random(using: &numbers) {
          demand.groups.insert(["conda", "container"].randomElement(using: &numbers) ?? "")
        }
        if Int.random(in: 0..<8, using: &numbers) == 0 { demand.folder = "/src" }
        return demand
      }
      simulation.limits.memory = 1_000
      simulation.limits.groups = ["conda": 1, "container": 3, "setup": 2]
      simulation.limits.steps = 5
      if seed.isMultiple(of: 2) { simulation.recorded = [:] }
      let course = simulation.run()
      #expect(course.violations == [], "seed \(seed)")
      #expect(course.starts.count == simulation.plan.steps.count)
    }
  }

  @Test func `a step that needs more than there is runs alone`() {
    var heavy = step(.environment(EnvironmentName("heavy")), .runCommands)
    heavy.demand = StepDemand(weight: 100, memory: 5_000)
    let others = (0..<4).map { step(.environment(EnvironmentName("e\($0)")), .runCommands) }
    let steps = others + [heavy]
    let simulation = SchedulerSimulation(
      plan: Plan(environments: [], steps: steps), limits: ResourceLimits(jobs: 2, memory: 1_000),
      durations: Dictionary(uniqueKeysWithValues: steps.map { ($0.id, .seconds(1)) }))
    let course = simulation.run()
    #expect(course.violations.isEmpty && course.makespan == .seconds(3))
  }

  @Test func `small steps do not keep a large one waiting for ever`() {
    var heavy = step(.environment(EnvironmentName("heavy")), .runCommands)
    heavy.demand = StepDemand(weight: 4)
    let small = (0..<100).map { step(.environment(EnvironmentName("e\($0)")), .runCommands) }
    var durations: [StepID: Duration] = [heavy.id: .seconds(1)]
    for (number, step) in small.enumerated() { durations[step.id] = .milliseconds(1_000 + number) }
    let simulation = SchedulerSimulation(
      plan: Plan(environments: [], steps: [small[0], heavy] + small.dropFirst()), limits: ResourceLimits(jobs: 4),
      durations: durations, recorded: [:])
    let course = simulation.run()
    #expect(course.violations.isEmpty)
    #expect((course.starts.firstIndex(of: heavy.id) ?? 100) <= 12)
  }

  @Test func `what waits for a lock lets others go first, and then goes in its order`() {
    var steps = ["a", "b", "c", "d"].map { step(.environment(EnvironmentName($0)), .runCommands) }
    for index in 0...2 { steps[index].demand.locks = ["db"] }
    let simulation = SchedulerSimulation(
      plan: Plan(environments: [], steps: steps), limits: ResourceLimits(jobs: 4),
      durations: Dictionary(uniqueKeysWithValues: steps.map { ($0.id, .seconds(1)) }), recorded: [:])
    let course = simulation.run()
    #expect(course.starts.map(\.description) == ["a/commands", "d/commands", "b/commands", "c/commands"])
    #expect(course.makespan == .seconds(3) && course.violations.isEmpty)
  }

  @Test func `ten thousand steps of a limited group cost no more than others`() {
    let steps = (0..<10_000).map { number in
      var step = step(.environment(EnvironmentName("e\(number)")), .runCommands)
      step.demand.groups = ["container"]
      return step
    }
    let simulation = SchedulerSimulation(
      plan: Plan(environments: [], steps: steps), limits: ResourceLimits(jobs: 8, groups: ["container": 4]),
      durations: Dictionary(uniqueKeysWithValues: steps.map { ($0.id, .seconds(1)) }), recorded: [:])
    let course = simulation.run()
    #expect(course.violations.isEmpty && course.starts == steps.map(\.id) && course.makespan == .seconds(2_500))
  }
}
