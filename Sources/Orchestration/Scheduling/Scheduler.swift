package import EnvironmentModel
package import Planning
package import RunModel

/// Decides which steps start when; knows nothing of time, processes or files.
///
/// Steps start as far as the limits and their demands allow. Those behind which the longest way lies go first where
/// durations are known; else those of environments under way go before those of new ones, and then the plan's order
/// counts. Smaller steps may start before one for which there is no room yet, but not for long. What an unsuccessful step
/// holds up is settled as blocked by it.
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
  private let rank: [StepID: Int]
  /// The steps by rank.
  private let order: [StepID]
  /// The steps in the plan's order.
  private let planned: [StepID]
  private let dependents: [StepID: [StepID]]
  private let prefersBegun: Bool
  private var progress: [StepID: Progress] = [:]
  private var missing: [StepID: Int] = [:]
  /// Steps that wait for nothing and need no work, in the order they came to that.
  private var immediate: [StepID] = []
  /// Steps that only wait for their turn: those of environments under way, and the others.
  private var readyInBegun = PositionQueue()
  private var readyInNew = PositionQueue()
  /// Steps that wait for something that others use.
  private var parked: [ResourceUse.Obstacle: PositionQueue] = [:]
  private var use: ResourceUse
  /// How often others went before a step for which there was no room.
  private var passes: [Int: Int] = [:]
  /// How often that may be.
  private let patience: Int
  private var decisions: [Decision] = []
  private var begun: Set<StepOwner> = []
  private var unsettledCount: Int
  private var isStopping = false
  /// Whether nothing is to start for now.
  package var isPaused = false
  /// Whether nothing is to start beside something that runs.
  package var isHeld = false
  /// How many jobs programs within steps have taken for themselves.
  package var lentJobs: Int {
    get { use.lentJobs }
    set { use.lentJobs = newValue }
  }

  /// Queues all steps of a plan.
  ///
  /// Needs that are not steps of the plan hold nothing up.
  ///
  /// - Parameter durations: How long steps took when they last ran.
  package init(plan: Plan, limits: ResourceLimits, durations: [StepID: Duration] = [:]) {
    let steps = Dictionary(plan.steps.map { ($0.id, $0) }) { first, _ in first }
    self.steps = steps
    let ranking = StepRanking(plan, durations: durations)
    planned = plan.steps.map(\.id)
    order = ranking.order.map { plan.steps[$0].id }
    rank = Dictionary(plan.steps.enumerated().map { ($1.id, ranking.ranks[$0]) }) { first, _ in first }
    prefersBegun = !ranking.isByDuration
    use = ResourceUse(limits)
    patience = 2 * limits.jobs
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
  /// Whether there are steps that only wait for their turn.
  package var hasReady: Bool { !readyInBegun.isEmpty || !readyInNew.isEmpty }

  /// What to do now; starts count as running from here on.
  package mutating func next() -> [Decision] {
    settleReady()
    while mayStart, let id = takeBest(), let step = steps[id] {
      progress[id] = .running
      begun.insert(id.owner)
      use.take(step.demand)
      decisions.append(.start(step))
    }
    defer { decisions = [] }
    return decisions
  }

  private var mayStart: Bool { !isStopping && !isPaused && !(isHeld && use.runningCount > 0) && use.hasRoom }

  /// A started step has ended.
  package mutating func finish(_ id: StepID, _ outcome: StepOutcome) {
    guard progress[id] == .running, let demand = steps[id]?.demand else { return }
    use.give(demand)
    // Which of them may go on shows when they try.
    if demand.folder != nil { wakeAll(.folder) }
    wakeParked()
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
    planned.filter { progress[$0] == .queued }
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
    guard let step = steps[id], let place = rank[id] else { return }
    if Self.immediateOutcome(step) != nil {
      immediate.append(id)
    } else if prefersBegun, begun.contains(id.owner) {
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

  /// How many steps are looked at behind one for which there is no room.
  private static let outlook = 32

  /// Takes the step whose turn it is of those that may start; what was settled while it waited is passed over.
  private mutating func takeBest() -> StepID? {
    var passed: [Int] = []
    defer { for place in passed { makeReady(order[place]) } }
    repeat {
      while let place = readyInBegun.removeFirst() ?? readyInNew.removeFirst() {
        let id = order[place]
        guard progress[id] == .queued, let demand = steps[id]?.demand else { continue }
        switch use.obstacle(to: demand) {
        case nil:
          for other in passed { passes[other, default: 0] += 1 }
          return id
        case .capacity:
          passed.append(place)
          // From here on it waits for room that nobody else may take.
          if passes[place, default: 0] >= patience || passed.count > Self.outlook { return nil }
        case .some(let obstacle): parked[obstacle, default: PositionQueue()].insert(place)
        }
      }
    } while wakeParked()
    return nil
  }

  /// Makes a step ready for each thing that some wait for and nobody uses any more.
  ///
  /// - Returns: Whether there was one.
  @discardableResult
  private mutating func wakeParked() -> Bool {
    var isAny = false
    for obstacle in Array(parked.keys) where use.isGone(obstacle) {
      if let place = parked[obstacle]?.removeFirst() {
        makeReady(order[place])
        isAny = true
      } else {
        parked[obstacle] = nil
      }
    }
    return isAny
  }

  private mutating func wakeAll(_ obstacle: ResourceUse.Obstacle) {
    var queue = parked.removeValue(forKey: obstacle)
    while let place = queue?.removeFirst() { makeReady(order[place]) }
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
    case .skipped(let reason) where isOtherEnvironment(id, dependent): .skipped(skipReason(id.owner, reason))
    case .skipped, .unavailable: id.owner == dependent.owner ? outcome : .blocked(by: id)
    case .blocked(let origin): .blocked(by: origin)
    default: .blocked(by: id)
    }
  }

  /// The reason of the first that was skipped is enough for all behind it.
  private static func skipReason(_ owner: StepOwner, _ reason: String) -> String {
    reason.hasPrefix("needs ") ? reason : "needs \(owner.label), which is skipped: \(reason)"
  }

  private static func isOtherEnvironment(_ id: StepID, _ dependent: StepID) -> Bool {
    if case .environment = id.owner { id.owner != dependent.owner } else { false }
  }
}
