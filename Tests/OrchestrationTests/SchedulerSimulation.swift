import EnvironmentModel
import Planning
import RunModel

@testable import Orchestration

/// A run in a time of its own: every step takes as long as it is said to.
struct SchedulerSimulation {
  var plan: Plan
  var limits: ResourceLimits
  var durations: [StepID: Duration]
  /// What the scheduler is told of them; all of it if not said.
  var recorded: [StepID: Duration]?
  /// What happens to the scheduler before each time it is asked, by how often it was.
  var disturbance: (@Sendable (inout Scheduler, Int) -> Void)?

  /// What became of a run.
  struct Course {
    var makespan = Duration.zero
    /// The steps in the order in which they started.
    var starts: [StepID] = []
    /// Sentences about what was too much at once.
    var violations: [String] = []
  }

  /// Runs to the end, with every step succeeding.
  func run() -> Course {
    var scheduler = Scheduler(plan: plan, limits: limits, durations: recorded ?? durations)
    let order = Dictionary(plan.steps.enumerated().map { ($1.id, $0) }) { first, _ in first }
    var course = Course()
    var running: [(end: Duration, step: Step)] = []
    var ended: Set<StepID> = []
    var turn = 0
    while true {
      disturbance?(&scheduler, turn)
      turn += 1
      let before = running.count
      let decisions = scheduler.next()
      check(scheduler, before, decisions, &course)
      for decision in decisions {
        switch decision {
        case .start(let step):
          course.starts.append(step.id)
          for need in step.needs where order[need] != nil && !ended.contains(need) {
            course.violations.append("\(step.id) started before \(need) had ended")
          }
          running.append((course.makespan + (durations[step.id] ?? .zero), step))
        case .settle(let id, _): ended.insert(id)
        }
      }
      check(running.map(\.step), &course)
      guard let next = running.indices.min(by: { running[$0].end < running[$1].end }) else { break }
      let (end, step) = running.remove(at: next)
      course.makespan = end
      ended.insert(step.id)
      scheduler.finish(step.id, .succeeded)
    }
    if !scheduler.isFinished { course.violations.append("the run stands still") }
    return course
  }

  /// What is held up or lent keeps others from starting, but never from going on one by one.
  private func check(
    _ scheduler: Scheduler, _ before: Int, _ decisions: [Scheduler.Decision], _ course: inout Course
  ) {
    let starts = decisions.count { if case .start = $0 { true } else { false } }
    if scheduler.isHeld, starts > (before == 0 ? 1 : 0) {
      course.violations.append("\(starts) started in spite of all")
    }
    let free = limits.jobs - before - scheduler.lentJobs
    if scheduler.lentJobs > 0, starts > max(free, before == 0 ? 1 : 0) {
      course.violations.append("lent jobs were used")
    }
  }

  private func check(_ running: [Step], _ course: inout Course) {
    if running.count == 1 { return }
    let demands = running.map(\.demand)
    func complain(_ text: String) { course.violations.append(text) }
    let jobs = demands.reduce(0) { $0 + $1.weight }
    if jobs > limits.jobs { complain("\(jobs) jobs at once") }
    let memory = demands.reduce(0) { $0 + $1.memory }
    if let most = limits.memory, memory > most { complain("\(memory) bytes at once") }
    if let most = limits.steps, running.count > most { complain("\(running.count) steps at once") }
    let locks = demands.flatMap(\.locks)
    if Set(locks).count < locks.count { complain("a lock held twice: \(locks)") }
    let folders = demands.compactMap(\.folder)
    if Set(folders).count < folders.count { complain("two steps in one folder: \(folders)") }
    let groups = Dictionary(demands.flatMap(\.groups).map { ($0, 1) }, uniquingKeysWith: +)
    for (name, count) in groups where count > limits.groups[name] ?? .max { complain("\(count) of group \(name)") }
  }

  /// What no order of these steps falls below: the longest way, and all work shared evenly.
  var lowerBound: Duration {
    var ways: [StepID: Duration] = [:]
    var longest = Duration.zero
    var work = Duration.zero
    for step in plan.steps {
      let own = durations[step.id] ?? .zero
      let way = ((step.needs + step.follows).compactMap { ways[$0] }.max() ?? .zero) + own
      ways[step.id] = way
      longest = max(longest, way)
      work += own * step.demand.weight
    }
    return max(longest, work / limits.jobs)
  }
}
