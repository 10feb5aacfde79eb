import EnvironmentModel
package import RunModel
import Screen

// A run of the past, looked at by itself, while all that happens goes on in the state that waits behind it.
extension DashboardState {
  /// The run of the past that is looked at; `nil` for what there is now.
  package var viewedRun: RunID? { live.isEmpty ? nil : runs.last?.state.id }

  /// Shows what one run came to, and nothing else, until somebody leaves it.
  mutating func view(_ run: RunState, folder: String) {
    let now = live.first ?? self
    var past = DashboardState(
      project: now.project.only(run.environments), size: size, now: self.now, themes: themes, glyphSet: glyphSet,
      keymap: keymap)
    (past.themeIndex, past.choice, past.live) = (themeIndex, choice, [now])
    past.takeHabits(of: self)
    past.arrange()
    past.open(run, folder: folder, isOwn: false)
    if let selection, past.records[selection] != nil { past.select(selection) }
    let key = keymap.keys(for: .back, in: .matrix).first?.label ?? "Esc"
    past.notice = "this is run \(run.id) as it was; \(key) goes back"
    self = past
  }

  /// Shows what there is now again, with the environment selected that was, or another one that somebody went to.
  mutating func leavePast() {
    guard var now = live.first else { return }
    (now.themeIndex, now.glyphSet, now.choice) = (themeIndex, glyphSet, choice)
    now.take(time: self.now)
    (now.overlay, now.notice) = (overlay, notice)
    now.takeHabits(of: self)
    now.forgetPages()
    let wasThere = now.selection.map { records[$0] != nil } ?? true
    if wasThere, let name = selectedEnvironment, now.environmentNames.contains(name) {
      now.select(.environment(name))
    }
    self = now.resized(to: size)
  }

  /// Takes over how somebody likes to see things, and what counts for runs to come.
  private mutating func takeHabits(of other: DashboardState) {
    (exportFormats, takesMouse, tab, typed) = (other.exportFormats, other.takesMouse, other.tab, other.typed)
    (log.isWrapped, log.showsTimes) = (other.log.isWrapped, other.log.showsTimes)
    (followsBackground, arguments, watching) = (other.followsBackground, other.arguments, other.watching)
  }

  /// Leaves the past to do what can only be done now, to the environments that were chosen in it.
  mutating func performNow(_ command: DashboardCommand) -> [DashboardEffect] {
    let failed = project.environments.filter { [.fail, .error].contains(status(of: .environment($0))) }
    let wanted = command == .rerunFailed ? failed : targets
    leavePast()
    let names = wanted.filter(environmentNames.contains)
    if names.count == 1 { select(.environment(names[0])) }
    switch command {
    case .rerun, .rerunFailed: return run(names)
    case .plan: return beginPlan(of: names)
    case .cancel: return cancel(names)
    default: return perform(command)
    }
  }

  /// Hands on what is about runs to the state that waits behind the past.
  ///
  /// - Returns: `nil` for what is about the past that is shown, maybe too.
  mutating func passOn(_ message: DashboardMessage) -> [DashboardEffect]? {
    if live.isEmpty { return nil }
    switch message {
    case .runEvents, .runFailed, .signal, .projectRead, .planned, .filesChanged, .changesFound, .historyRead:
      live[0].notice = ""
      let effects = update(&live[0], with: message)
      if !live[0].notice.isEmpty { notice = live[0].notice }
      return effects
    case .watchBegan, .watchFailed:
      _ = update(&live[0], with: message)
      return nil
    case .runOpened:
      leavePast()
      return nil
    case .runRecorded(let run, _):
      let effects = update(&live[0], with: message)
      guard run.id == viewedRun else { return effects }
      // A run that was opened as it began may have had no environments yet.
      if run.environments != project.environments { take(live[0].project.only(run.environments)) }
      return nil
    case .environmentDetails, .tick:
      // Looked up for both; what the state behind wants besides it asks for when it is seen again.
      live[0].requestedPages = []
      live[0].groupsInQuestion = nil
      _ = update(&live[0], with: message)
      live[0].requestedPages = []
      live[0].groupsInQuestion = nil
      return nil
    case .pageRead(let subject, let lines):
      live[0].takeLookedUp(subject, lines)
      return nil
    case .key, .mouse, .resized, .notice, .logRead, .runViewed, .background: return nil
    }
  }
}

extension DashboardProject {
  /// The same project with no other environments.
  fileprivate func only(_ names: [EnvironmentName]) -> DashboardProject {
    if Set(names) == Set(environments) { return self }
    let known = Set(names)
    var project = self
    project.environments = names
    project.matrix = EnvironmentMatrix(names: names, patterns: [])
    project.defaultEnvironments = defaultEnvironments.filter(known.contains)
    return project
  }
}
