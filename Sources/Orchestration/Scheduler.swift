package import EnvironmentModel
package import Planning
package import RunModel

/// Decides which steps start when; knows nothing of time, processes or files.
///
/// At most `jobs` steps run at once, and of those that occupy a folder one at a time. Steps of environments under way go
/// before those of new ones, then the plan's order counts. What an unsuccessful step holds up is settled as blocked by it.
///
/// - Complexity: O(1) a step and edge, besides keeping ready steps in order, which costs O(log *ready*) comparisons.
package struct Scheduler: Sendable {
  /// What is to happen with a step now.
  package enum Decision: Hashable, Sendable {
    case start(Step)
    /// The step ends without having run.
    case settle(StepID, StepOutcome)
  }

  private enum Progress { case queued, running, ended }

  private let steps: [StepID: Step]
  private let position: [StepID: Int]
  /// The plan's steps by position.
  private let order: [StepID]
  private let dependents: [StepID: [StepID]]
  private let jobs: Int
  private var progress: [StepID: Progress] = [:]
  private var missing: [StepID: Int] = [:]
  /// Steps that wait for nothing and need no work, in the order they came to that.
  private var immediate: [StepID] = []
  /// Steps that only wait for their turn: those of environments under way, and the others.
  private var readyInBegun = PositionQueue()
  private var readyInNew = PositionQueue()
  private var turns = FolderTurns()
  private var decisions: [Decision] = []
  private var begun: Set<StepOwner> = []
  private var runningCount = 0
  private var unsettledCount: Int
  private var isStopping = false

  /// Queues all steps of a plan; fewer than one job at once counts as one.
  ///
  /// Needs that are not steps of the plan hold nothing up.
  package init(plan: Plan, jobs: Int) {
    let steps = Dictionary(plan.steps.map { ($0.id, $0) }) { first, _ in first }
    self.steps = steps
    position = Dictionary(plan.steps.enumerated().map { ($1.id, $0) }) { first, _ in first }
    order = plan.steps.map(\.id)
    self.jobs = max(1, jobs)
    unsettledCount = steps.count
    var dependents: [StepID: [StepID]] = [:]
    for step in plan.steps {
      let awaited = Set(step.needs + step.follows).filter { steps[$0] != nil }
      for need in awaited { dependents[need, default: []].append(step.id) }
      missing[step.id] = awaited.count
      progress[step.id] = .queued
    }
    self.dependents = dependents
    // From the end, where inserting is cheap; what needs no work is settled in the plan's order.
    for step in plan.steps.reversed() where missing[step.id] == 0 { makeReady(step.id) }
    immediate.reverse()
  }

  /// Whether every step has ended.
  package var isFinished: Bool { unsettledCount == 0 }

  /// What to do now; starts count as running from here on.
  package mutating func next() -> [Decision] {
    settleReady()
    while !isStopping, runningCount < jobs, let id = takeBest(), let step = steps[id] {
      progress[id] = .running
      begun.insert(id.owner)
      runningCount += 1
      decisions.append(.start(step))
    }
    defer { decisions = [] }
    return decisions
  }

  /// A started step has ended.
  package mutating func finish(_ id: StepID, _ outcome: StepOutcome) {
    guard progress[id] == .running else { return }
    runningCount -= 1
    for place in turns.release(steps[id]?.occupies) where progress[order[place]] == .queued { makeReady(order[place]) }
    end(id, outcome)
  }

  /// Nothing starts any more; what has not started is cancelled.
  package mutating func stop() {
    isStopping = true
    for id in queued { settle(id, .cancelled) }
  }

  /// What has not started of some environments is cancelled, and packages that only they would use stay.
  package mutating func cancel(_ environments: Set<EnvironmentName>) {
    for id in queued {
      if case .environment(let name) = id.owner, environments.contains(name) { settle(id, .cancelled) }
    }
  }

  private var queued: [StepID] {
    order.filter { progress[$0] == .queued }
  }

  /// Ends at once what needs no work; each may make others ready.
  private mutating func settleReady() {
    var index = 0
    while index < immediate.count {
      let id = immediate[index]
      if let outcome = steps[id].flatMap(Self.immediateOutcome) { settle(id, outcome) }
      index += 1
    }
    immediate = []
  }

  private mutating func makeReady(_ id: StepID) {
    guard let step = steps[id], let place = position[id] else { return }
    if Self.immediateOutcome(step) != nil {
      immediate.append(id)
    } else if begun.contains(id.owner) {
      readyInBegun.insert(place)
    } else {
      readyInNew.insert(place)
    }
  }

  private static func immediateOutcome(_ step: Step) -> StepOutcome? {
    switch step.disposition {
    case .perform: nil
    case .reuse: .reused
    case .skip(let reason): .skipped(reason)
    case .unavailable(let reason): .unavailable(reason)
    case .invalid(let reason): .invalid(reason)
    }
  }

  /// Takes the step whose turn it is; what was settled while it waited is passed over, and so is what must wait for the
  /// folder that it occupies.
  private mutating func takeBest() -> StepID? {
    while let place = readyInBegun.removeFirst() ?? readyInNew.removeFirst() {
      let id = order[place]
      if progress[id] == .queued, turns.take(steps[id]?.occupies, at: place) { return id }
    }
    return nil
  }

  private mutating func settle(_ id: StepID, _ outcome: StepOutcome) {
    guard progress[id] == .queued else { return }
    decisions.append(.settle(id, outcome))
    end(id, outcome)
  }

  private mutating func end(_ id: StepID, _ outcome: StepOutcome) {
    progress[id] = .ended
    unsettledCount -= 1
    for dependent in dependents[id] ?? [] where progress[dependent] == .queued {
      missing[dependent, default: 0] -= 1
      if !outcome.isSuccess, steps[dependent]?.needs.contains(id) == true {
        settle(dependent, Self.inherited(outcome, from: id, by: dependent))
      } else if missing[dependent] == 0 {
        makeReady(dependent)
      }
    }
  }

  /// An environment is cancelled and skipped as a whole, and with a package that only a stop can cancel; any other failure
  /// blocks.
  private static func inherited(_ outcome: StepOutcome, from id: StepID, by dependent: StepID) -> StepOutcome {
    switch outcome {
    case .cancelled: isOtherEnvironment(id, dependent) ? .blocked(by: id) : .cancelled
    case .skipped, .unavailable: id.owner == dependent.owner ? outcome : .blocked(by: id)
    case .blocked(let origin): .blocked(by: origin)
    default: .blocked(by: id)
    }
  }

  private static func isOtherEnvironment(_ id: StepID, _ dependent: StepID) -> Bool {
    if case .environment = id.owner { id.owner != dependent.owner } else { false }
  }
}
