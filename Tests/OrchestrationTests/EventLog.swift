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
  }

  private let state = Mutex(State())

  var entries: [NumberedEvent] { state.withLock { $0.observed } }
  /// Whether every event was recorded before it was observed.
  var wasRecordedFirst: Bool { state.withLock { $0.wasRecordedFirst && $0.recorded == $0.observed } }

  func record(_ events: [NumberedEvent]) { state.withLock { $0.recorded += events } }

  func observe(_ events: [NumberedEvent]) {
    state.withLock { state in
      state.observed += events
      if !state.recorded.starts(with: state.observed) { state.wasRecordedFirst = false }
    }
  }
}
