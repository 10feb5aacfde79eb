package import Screen

/// Plays keys to a dashboard that no terminal shows, and gives the screen that comes of it.
///
/// What the dashboard asks for is done as always and waited for, so that the same history gives the same screen.
package final class DashboardRehearsal {
  private var state: DashboardState
  private let inbox: DashboardInbox
  private let logs: LogReader
  private let perform: (DashboardEffect) -> Void
  /// How many answers are still to come.
  private var outstanding = 0
  /// Whether a run of the past was asked for, which a notice may answer.
  private var isRunWanted = false

  /// - Parameter perform: Does what the state asks for but for quitting and what is of the terminal.
  package init(
    state: DashboardState, inbox: DashboardInbox, logs: LogReader, perform: @escaping (DashboardEffect) -> Void
  ) {
    self.state = state
    self.inbox = inbox
    self.logs = logs
    self.perform = perform
  }

  /// How the screen looks that the keys led to.
  package var styles: StyleSheet { state.theme.styles }

  /// Takes what was posted before, then presses keys one after another.
  package func play(_ keys: [Key]) async -> Canvas {
    let (arrivals, arrival) = AsyncStream.makeStream(of: Void.self, bufferingPolicy: .bufferingNewest(1))
    inbox.attach { arrival.yield() }
    defer { inbox.detach() }
    var answers = arrivals.makeAsyncIterator()
    for key in [nil] + keys.map(Optional.init) {
      if let key { take(.key(key)) }
      takePosted()
      while outstanding > 0 {
        await answers.next()
        takePosted()
      }
      readLog()
    }
    return view(of: state, size: state.size)
  }

  private func takePosted() {
    for message in inbox.takeAll() {
      take(message)
      var isAnswer = message.isAnswer
      if case .runViewed = message { isRunWanted = false }
      if case .notice = message, isRunWanted { (isAnswer, isRunWanted) = (true, false) }
      if isAnswer { outstanding = max(0, outstanding - 1) }
    }
  }

  private func take(_ message: DashboardMessage) {
    for effect in update(&state, with: message) {
      if effect.isAnswered { outstanding += 1 }
      if case .openRun = effect { isRunWanted = true }
      perform(effect)
    }
  }

  private func readLog() {
    while let request = state.logRequest {
      let excerpt = logs.read(request)
      take(.logRead(excerpt))
      let isDone = excerpt.failure != nil || (!excerpt.isPartial && excerpt.isSearchComplete)
      if isDone, state.logRequest == request { return }
    }
  }
}

extension DashboardEffect {
  /// Whether exactly one message comes of it.
  fileprivate var isAnswered: Bool {
    switch self {
    case .inspect, .plan, .look, .openRun: true
    default: false
    }
  }
}

extension DashboardMessage {
  /// Whether it is what came of such an effect.
  fileprivate var isAnswer: Bool {
    switch self {
    case .environmentDetails, .planned, .pageRead, .runViewed: true
    default: false
    }
  }
}
