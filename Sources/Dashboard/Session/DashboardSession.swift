package import EnvironmentModel
package import Screen

/// The loop that owns the terminal: takes what happens, changes the state, has effects done and shows the screen.
///
/// It sleeps while nothing changes. While a run is going on it wakes once a second for the times shown.
package final class DashboardSession {
  package private(set) var state: DashboardState
  private let terminal: any Terminal
  private let inbox: DashboardInbox
  private let logs: LogReader
  private let now: () -> Int64
  private let perform: (DashboardEffect) -> Void
  private let attach: (EnvironmentName, any LentTerminal) -> Void

  /// Whether times move while nothing else changes; without, a screen reader has nothing to read again and again.
  package var isAnimated = true
  private var exit: DashboardExit?
  /// Whether the terminal is at the other end of a network, so that news come less often.
  package var isRemote = false { didSet { budget = FrameBudget(isRemote: isRemote) } }
  private var budget = FrameBudget()
  private var isChanged = true
  /// Whether what changed is the answer to a key or the mouse.
  private var isAnswer = true
  private var lastRequest: LogRequest?
  private var isLogUnfinished = false

  /// - Parameters:
  ///   - now: Microseconds since 1970.
  ///   - perform: Does what the state asks for but for what concerns the terminal; called on the terminal's thread.
  ///   - attach: Gives the terminal to the command of an environment and returns when it is the dashboard's again; called
  ///     on the terminal's thread.
  package init(
    state: DashboardState, terminal: any Terminal, inbox: DashboardInbox, logs: LogReader,
    now: @escaping () -> Int64, perform: @escaping (DashboardEffect) -> Void,
    attach: @escaping (EnvironmentName, any LentTerminal) -> Void = { _, _ in }
  ) {
    self.state = state
    self.terminal = terminal
    self.inbox = inbox
    self.logs = logs
    self.now = now
    self.perform = perform
    self.attach = attach
  }

  /// Runs until the user or a signal ends it; the terminal is closed by whoever opened it.
  package func run() -> DashboardExit {
    inbox.attach(terminal.waker)
    defer { inbox.detach() }
    take(.resized(terminal.size))
    while exit == nil {
      takePosted()
      if isLogUnfinished { readLog() }
      paintIfDue()
      if exit == nil { takeEvents(terminal.wait(timeout: timeout)) }
    }
    return exit ?? .user
  }

  private func takePosted() {
    for message in inbox.takeAll() {
      take(message)
      isChanged = true
    }
  }

  private func takeEvents(_ events: [TerminalEvent]) {
    let second = state.now / 1_000_000
    take(.tick(now()))
    if state.isRunning, isAnimated, state.now / 1_000_000 != second { isChanged = true }
    let lastResize = events.lastIndex { if case .resized = $0 { true } else { false } }
    for (index, event) in events.enumerated() {
      if case .resized = event, index != lastResize { continue }
      handle(event)
    }
  }

  private func handle(_ event: TerminalEvent) {
    switch event {
    case .key(let key): answer(.key(key))
    case .mouse(let mouse): answer(.mouse(mouse))
    case .resized(let size):
      take(.resized(size))
      isChanged = true
    case .background(let brightness):
      let index = state.themeIndex
      take(.background(brightness: brightness))
      if state.themeIndex != index { isChanged = true }
    case .woken: break
    case .signal(let number): answer(.signal(number))
    case .closed: exit = exit ?? .terminalClosed
    }
  }

  private func answer(_ message: DashboardMessage) {
    take(message)
    isChanged = true
    isAnswer = true
  }

  private func take(_ message: DashboardMessage) {
    for effect in update(&state, with: message) {
      switch effect {
      case .quit(let reason): exit = exit ?? reason
      case .repaint: terminal.invalidate()
      case .copy(let text):
        terminal.copy(text)
        perform(effect)
      case .reportMouse(let isOn): terminal.reportMouse(isOn)
      case .page, .edit: terminal.suspended { perform(effect) }
      case .attach(let name): terminal.lent { attach(name, $0) }
      default: perform(effect)
      }
    }
  }

  /// Reads what the log pane shows when it was not read yet; a seek may take a second look at another place.
  private func readLog() {
    for _ in 0..<3 {
      guard let request = state.logRequest else {
        isLogUnfinished = false
        lastRequest = nil
        return
      }
      guard request != lastRequest || isLogUnfinished || state.log.excerpt == nil else { return }
      let excerpt = logs.read(request)
      isLogUnfinished = excerpt.failure == nil && (excerpt.isPartial || !excerpt.isSearchComplete)
      if excerpt != state.log.excerpt { isChanged = true }
      lastRequest = request
      take(.logRead(excerpt))
      if isLogUnfinished { return }
    }
  }

  private func paintIfDue() {
    let time = now()
    guard isChanged, budget.delay(at: time, isAnswer: isAnswer) == 0 else { return }
    readLog()
    terminal.deliversPaste = state.prompt != nil
    terminal.present(view(of: state, size: state.size), styles: state.theme.styles)
    budget.countFrame(at: time)
    isChanged = false
    isAnswer = false
  }

  /// How long nothing has to be done; `nil` while nothing changes by itself.
  private var timeout: Duration? {
    if isLogUnfinished { return .zero }
    let time = now()
    if isChanged { return .microseconds(max(1, budget.delay(at: time, isAnswer: isAnswer))) }
    return state.isRunning && isAnimated ? .microseconds(1_000_000 - time % 1_000_000) : nil
  }
}
