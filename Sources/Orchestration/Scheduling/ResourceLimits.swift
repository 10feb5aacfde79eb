package import Planning
import RunModel

/// How much may go on at once.
package struct ResourceLimits: Hashable, Sendable {
  /// How many jobs; at least one.
  package var jobs: Int
  /// How many bytes of memory steps may be expected to need together; `nil` for as many as they like.
  package var memory: Int?
  /// How many steps of a group, by its name; at least one each.
  package var groups: [String: Int]
  /// How many steps, whatever they count as; `nil` for as many as there are jobs.
  package var steps: Int?

  package init(jobs: Int, memory: Int? = nil, groups: [String: Int] = [:], steps: Int? = nil) {
    self.steps = steps.map { max(1, $0) }
    self.jobs = max(1, jobs)
    self.memory = memory
    self.groups = groups.mapValues { max(1, $0) }
  }

  /// How many environments are set up at once where nobody says so.
  ///
  /// Three quarters of the jobs, so that tests that are ready find one: who sets up waits for the network and the disk
  /// most of the time, and more at once are not faster. For the same reason no more than two for each processor, as with
  /// `--jobs all`. Where nothing is tested there is nobody to wait.
  package static func setups(of plan: Plan, jobs: Int, processors: Int) -> Int {
    let hasTests = plan.steps.contains { step in
      if case .perform = step.disposition { step.id.kind == .runCommands } else { false }
    }
    let share = hasTests ? jobs - jobs / 4 : jobs
    return max(1, min(share, max(4, 2 * processors)))
  }
}
