import EnvironmentModel
import RunModel
import Screen

/// Changes the state by something that happened, and tells what is to be done about it.
package func update(_ state: inout DashboardState, with message: DashboardMessage) -> [DashboardEffect] {
  if let effects = state.passOn(message) { return effects }
  var effects = effects(of: message, on: &state)
  state.keepSelectionInView()
  if let name = state.missingDetail {
    state.requestedDetails.insert(name)
    effects.append(.inspect(name))
  }
  effects += state.missingPages().map { .look($0) }
  return effects
}

private func effects(of message: DashboardMessage, on state: inout DashboardState) -> [DashboardEffect] {
  switch message {
  case .key(let key): return state.press(key)
  case .mouse(let event): return state.take(event)
  case .resized(let size):
    guard state.size != size else { return [] }
    state.size = size
    if state.focus == .failures, !DashboardLayout.hasColumns(size: size) { state.focus = .matrix }
    state.arrange()
  case .runOpened(let run, let folder):
    (state.preparing, state.notice) = ([], "")
    state.open(run, folder: folder, isOwn: true)
  case .runFailed(let id, let reason):
    state.notice = reason
    state.keyboardOwner = nil
    // Of a run whose end is known already this is only the news.
    if let id, state.activeRun?.state.id != id { return [] }
    if id == nil { state.preparing = [] } else { state.breakOff() }
    return state.goOn()
  case .runRecorded(let run, let folder):
    state.open(run, folder: folder, isOwn: false)
    if !state.awaitsHistory { state.arrangeByStatus() }
  case .historyRead: state.endHistory()
  case .watchBegan(let shortage): state.beginWatching(shortage)
  case .watchFailed(let reason): (state.watching, state.notice) = (.off, reason)
  case .projectRead(let project): state.take(project)
  case .runEvents(let id, let events): return state.takeEvents(events, of: id)
  case .environmentDetails(let name, let detail): state.details[name] = detail
  case .planned(let names, let lines): state.takePlan(of: names, lines)
  case .pageRead(let subject, let lines): state.takePage(subject, lines)
  case .runViewed(let run, let folder): state.view(run, folder: folder)
  case .filesChanged(let files, let names): return state.takeChanges(files, names)
  case .changesFound(let names, let reason): return state.runFound(names, or: reason)
  case .background(let brightness): state.takeBackground(brightness)
  case .notice(let text): state.notice = text
  case .tick(let now): state.take(time: now)
  case .signal(let number): return state.takeSignal(number)
  case .logRead(let excerpt): state.takeLog(excerpt)
  }
  return []
}

extension DashboardState {
  /// All recorded runs are in: the matrix can be put in order.
  fileprivate mutating func endHistory() {
    awaitsHistory = false
    arrangeByStatus()
  }

  fileprivate mutating func takeEvents(_ events: [NumberedEvent], of id: RunID) -> [DashboardEffect] {
    let wasRunning = isRunning
    apply(events, to: id)
    // What the environment is has changed by the step.
    for case .stepFinished(let step, _) in events.lazy.map(\.event) {
      if case .environment(let name) = step.owner { requestedDetails.remove(name) }
    }
    let hasBegun = keyboardOwner.map { name in events.contains { $0.event.beginsCommand(of: name) } } ?? false
    let attaching = hasBegun ? keyboardOwner.map { [DashboardEffect.attach($0)] } ?? [] : []
    guard wasRunning, !isRunning, let ended = runs.last(where: { $0.state.id == id })?.state else { return attaching }
    notice = outcome(of: ended)
    keyboardOwner = nil
    requestedDetails = []
    forgetPages()
    arrangeByStatus()
    return attaching + goOn()
  }

  /// Gives the keyboard to the selected environment: to what runs of it, or to a run of it that begins.
  mutating func useKeyboard() -> [DashboardEffect] {
    guard let name = selectedEnvironment else {
      notice = "select an environment first"
      return []
    }
    if isRunning {
      if name == keyboardOwner { return [.attach(name)] }
      notice =
        "only a command that was begun with \(keymap.keysText(of: .keyboard)) takes the keyboard; wait for the run's end"
      return []
    }
    keyboardOwner = name
    _ = start([name])
    return [.startWithKeyboard(name)]
  }

  /// What comes when nothing runs any more: the end, or what was to run next.
  fileprivate mutating func goOn() -> [DashboardEffect] {
    if let exit { return [.quit(exit)] }
    if overlay == .quitQuestion { overlay = nil }
    if pending.isEmpty { return [] }
    let names = pending
    pending = []
    let news = notice
    let effects = start(names)
    notice = "\(news); \(notice)"
    return effects
  }

  /// Pauses or goes on (USR1 and USR2, as Linux numbers them), else ends in order; a second signal does not wait for the
  /// run.
  fileprivate mutating func takeSignal(_ number: Int32) -> [DashboardEffect] {
    if let isWanted = [10: true, 12: false][number] { return pause(isWanted) }
    pending = []
    guard isRunning else { return [.quit(.signal(number))] }
    guard exit == nil else { return [.killRun, .quit(.signal(number))] }
    exit = .signal(number)
    notice = "signal \(number): stopping the run, then leaving"
    return [.stopRunForSignal(number)]
  }

  /// The selected environment when the inspection is seen and was not asked for yet.
  fileprivate var missingDetail: EnvironmentName? {
    guard let name = selectedEnvironment, !requestedDetails.contains(name),
      !DashboardLayout(self).detail.isEmpty
    else { return nil }
    return name
  }
}

extension RunEvent {
  /// Whether a command of an environment's own begins.
  fileprivate func beginsCommand(of name: EnvironmentName) -> Bool {
    if case .commandStarted(let step, _) = self {
      step.owner == .environment(name) && step.kind == .runCommands
    } else {
      false
    }
  }
}
