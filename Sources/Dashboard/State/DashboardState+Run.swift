package import EnvironmentModel
import RunModel
import Screen

extension DashboardState {
  /// How soon a second Ctrl-C has to come to kill the run.
  private static var killWindow: Int64 { 2_000_000 }

  mutating func run(_ names: [EnvironmentName]) -> [DashboardEffect] {
    guard !names.isEmpty else {
      notice =
        project.environments.isEmpty
        ? "there are no environments: env_list is empty"
        : selectedEnvironment == nil ? "select or mark an environment first" : "nothing to run"
      return []
    }
    guard isRunning else { return start(names) }
    let known = Set(pending)
    let added = names.filter { !known.contains($0) && !isAboutToRun($0) }
    pending += added
    let run = activeRun.map { "run \($0.state.id)" } ?? "the run that begins"
    notice =
      added.isEmpty ? "\(counted(names)) will run already" : "\(counted(pending)) will run when \(run) has ended"
    return []
  }

  /// Runs the default environments, as the configuration has them by then.
  mutating func runAll() -> [DashboardEffect] {
    let names = project.defaultEnvironments
    guard !isRunning, !names.isEmpty else { return run(names) }
    _ = start(names)
    return [.startDefaultRun(names)]
  }

  /// Begins a run; nothing is under way.
  package mutating func start(_ names: [EnvironmentName]) -> [DashboardEffect] {
    preparing = names
    stopTime = nil
    requestedDetails = []
    notice = "starting \(counted(names))"
    return [.startRun(names)]
  }

  /// Whether the run under way has the environment still before it.
  private func isAboutToRun(_ name: EnvironmentName) -> Bool {
    if preparing.contains(name) { return true }
    guard let run = activeRun, records[.environment(name)]?.run == run.state.id else { return false }
    return [.queued, .waiting].contains(status(of: .environment(name)))
  }

  private func counted(_ names: [EnvironmentName]) -> String {
    names.count == 1 ? names[0].text : "\(names.count) environments"
  }

  mutating func cancel(_ targets: [EnvironmentName]) -> [DashboardEffect] {
    let waiting = pending.filter(targets.contains)
    pending.removeAll { targets.contains($0) }
    let names = targets.filter { preparing.contains($0) || isUnderWay($0) }
    guard isRunning, !names.isEmpty else {
      notice = waiting.isEmpty ? "nothing of this is running" : "\(counted(waiting)) will not run after this run"
      return []
    }
    notice = "cancelling \(counted(names))"
    return [.cancel(names)]
  }

  private func isUnderWay(_ name: EnvironmentName) -> Bool {
    guard let run = activeRun, records[.environment(name)]?.run == run.state.id else { return false }
    return !status(of: .environment(name)).isSettled
  }

  /// Whether somebody wants nothing new to start in the run under way.
  var isPaused: Bool { activeRun?.state.pauses[.user] != nil }

  /// Does what the key for it means now.
  mutating func togglePause() -> [DashboardEffect] { pause(!isPaused) }

  /// Lets nothing new start in the run under way, or lets it go on.
  mutating func pause(_ isWanted: Bool) -> [DashboardEffect] {
    guard activeRun != nil else {
      notice = isRunning ? "the run has not begun yet" : "nothing is running"
      return []
    }
    notice = isWanted ? "what runs goes on to its end, and nothing new starts until it is resumed" : "going on"
    return [.pauseRun(isWanted)]
  }

  /// What Ctrl-C means: stop the run, kill it at the second press, quit when nothing runs.
  ///
  /// - Parameter reason: Who wants it, for the record of the run.
  mutating func stop(reason: String = "as asked in the dashboard") -> [DashboardEffect] {
    pending = []
    let isSecond = stopTime.map { now - $0 < Self.killWindow } ?? false
    guard isRunning else {
      // The run ended between two presses: the second was meant for the run too.
      if isSecond { return [] }
      return [.quit(exit ?? .user)]
    }
    if isSecond {
      stopTime = nil
      notice = "killing what still runs"
      return [.killRun]
    }
    stopTime = now
    notice = "stopping the run; Ctrl-C again within 2 s kills it"
    return [.stopRun(reason: reason)]
  }

  mutating func quit() -> [DashboardEffect] {
    if isZoomed {
      isZoomed = false
      focus = .matrix
      return []
    }
    if !live.isEmpty {
      leavePast()
      return []
    }
    guard isRunning else { return [.quit(.user)] }
    overlay = .quitQuestion
    return []
  }

  mutating func stopThenQuit() -> [DashboardEffect] {
    pending = []
    guard isRunning else { return [.quit(.user)] }
    exit = .user
    stopTime = now
    notice = "stopping the run, then leaving; Ctrl-C again within 2 s kills it"
    return [.stopRun(reason: "on leaving the dashboard")]
  }
}
