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
    (past.themeIndex, past.wantedZoom, past.live) = (themeIndex, wantedZoom, [now])
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
    (now.themeIndex, now.glyphSet, now.wantedZoom, now.now) = (themeIndex, glyphSet, wantedZoom, self.now)
    (now.overlay, now.notice) = (overlay, notice)
    let wasThere = now.selection.map { records[$0] != nil } ?? true
    if wasThere, let name = selectedEnvironment, now.environmentNames.contains(name) {
      now.select(.environment(name))
    }
    self = now.resized(to: size)
  }

  /// Hands on what is about runs to the state that waits behind the past.
  ///
  /// - Returns: `nil` for what is about the past that is shown, maybe too.
  mutating func passOn(_ message: DashboardMessage) -> [DashboardEffect]? {
    if live.isEmpty { return nil }
    switch message {
    case .runEvents, .runFailed, .signal, .projectRead, .planned:
      live[0].notice = ""
      let effects = update(&live[0], with: message)
      if !live[0].notice.isEmpty { notice = live[0].notice }
      return effects
    case .runOpened:
      leavePast()
      return nil
    case .runRecorded(let run, _):
      let effects = update(&live[0], with: message)
      return run.id == viewedRun ? nil : effects
    case .environmentDetails, .tick:
      _ = update(&live[0], with: message)
      return nil
    case .key, .mouse, .resized, .notice, .logRead, .pageRead, .runViewed: return nil
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
