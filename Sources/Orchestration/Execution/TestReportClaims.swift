import RunModel
import Synchronization

/// Which steps are at work whose commands write reports of tests, so that two that write the same file are told.
final class TestReportClaims: Sendable {
  private struct State {
    /// The steps at work by the files that their commands name.
    var writers: [String: Set<StepID>] = [:]
    /// What a step shared with another one while it was at work.
    var shared: [StepID: [String: StepID]] = [:]
  }

  private let state = Mutex(State())

  /// Notes that the commands of a step may write files from now on.
  func begin(_ files: [String], by step: StepID) {
    if files.isEmpty { return }
    state.withLock { state in
      for file in files {
        for other in state.writers[file, default: []] where other != step {
          state.shared[step, default: [:]][file] = other
          state.shared[other, default: [:]][file] = step
        }
        state.writers[file, default: []].insert(step)
      }
    }
  }

  /// Notes that they do no more.
  ///
  /// - Returns: The files that another step may have written at the same time, with that step.
  func end(_ files: [String], by step: StepID) -> [String: StepID] {
    if files.isEmpty { return [:] }
    return state.withLock { state in
      for file in files { state.writers[file]?.remove(step) }
      return state.shared.removeValue(forKey: step) ?? [:]
    }
  }
}
