import Host
import Orchestration
import RunModel
import Synchronization

/// Keeps events both as recorder and as observer, to compare the two.
final class EventLog: EventRecorder, RunObserver, Sendable {
  private struct State {
    var recorded: [NumberedEvent] = []
    var observed: [NumberedEvent] = []
    var wasRecordedFirst = true
    var failure: FileError?
  }

  private let state = Mutex(State())

  var entries: [NumberedEvent] { state.withLock { $0.observed } }
  /// Whether every event was recorded before it was observed.
  var wasRecordedFirst: Bool { state.withLock { $0.wasRecordedFirst && $0.recorded == $0.observed } }

  /// Lets every attempt to record fail from now on; `nil` lets them succeed again.
  func refuse(_ failure: FileError?) { state.withLock { $0.failure = failure } }

  func record(_ events: [NumberedEvent]) throws(FileError) {
    let failure = state.withLock { state in
      if state.failure == nil { state.recorded += events }
      return state.failure
    }
    if let failure { throw failure }
  }

  func observe(_ events: [NumberedEvent]) {
    state.withLock { state in
      state.observed += events
      if !state.recorded.starts(with: state.observed) { state.wasRecordedFirst = false }
    }
  }
}
