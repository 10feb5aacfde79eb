import RunModel
import Synchronization

/// Tells running steps that they must come to an end.
package final class StopBoard: Sendable {
  private struct State {
    var isStopped = false
    var isUrgent = false
    var steps: Set<StepID> = []
    var spared: Set<StepID> = []

    func isTold(_ step: StepID) -> Bool { isStopped || steps.contains(step) }
  }

  private let state = Mutex(State())

  package init() {}

  func stop(isUrgent: Bool) {
    state.withLock { state in
      state.isStopped = true
      if isUrgent { state.isUrgent = true }
    }
  }
  func stop(_ step: StepID) { state.withLock { _ = $0.steps.insert(step) } }
  /// Whether a step must not start another command; not while those run that a stop does not concern.
  func isStopped(_ step: StepID) -> Bool {
    state.withLock { $0.isTold(step) && ($0.isUrgent || !$0.spared.contains(step)) }
  }

  /// Whether a step was told to end, whatever still runs of it.
  func isTold(_ step: StepID) -> Bool { state.withLock { $0.isTold(step) } }

  /// Has the last commands of a step run in spite of a stop, unless it is urgent.
  ///
  /// - Returns: Whether they may run.
  func spare(_ step: StepID) -> Bool {
    state.withLock { state in
      if !state.isUrgent { state.spared.insert(step) }
      return !state.isUrgent
    }
  }

  /// Whether commands of a step run that a stop does not concern.
  func isSpared(_ step: StepID) -> Bool { state.withLock { !$0.isUrgent && $0.spared.contains(step) } }
}
