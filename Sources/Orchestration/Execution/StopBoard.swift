import RunModel
import Synchronization

/// Tells running steps that they must come to an end.
package final class StopBoard: Sendable {
  private struct State {
    var isStopped = false
    var steps: Set<StepID> = []
  }

  private let state = Mutex(State())

  package init() {}

  func stop() { state.withLock { $0.isStopped = true } }
  func stop(_ step: StepID) { state.withLock { _ = $0.steps.insert(step) } }
  /// Whether a step must not start another command.
  func isStopped(_ step: StepID) -> Bool { state.withLock { $0.isStopped || $0.steps.contains(step) } }
}
