import Dashboard
import Orchestration
import RunModel

/// Hands a run's events to the dashboard.
final class InboxObserver: RunObserver {
  private let run: RunID
  private let inbox: DashboardInbox
  private(set) var state: RunState

  init(_ run: RunID, inbox: DashboardInbox) {
    self.run = run
    self.inbox = inbox
    state = RunState(id: run)
  }

  func observe(_ events: [NumberedEvent]) {
    for event in events { state.apply(event) }
    inbox.post(.runEvents(run, events))
  }
}
