import EnvironmentModel
import RunModel

// What runs now, failures that are alike, and runs that begin by themselves.
extension DashboardState {
  /// What is running, the longest first.
  ///
  /// - Complexity: O(*running* × log *running*).
  var runningOwners: [StepOwner] {
    running.sorted { left, right in
      let (first, second) = (elapsed(of: left), elapsed(of: right))
      return first == second ? left.label < right.label : first > second
    }
  }

  private func elapsed(of owner: StepOwner) -> Int64 { records[owner]?.summary.elapsed(at: now) ?? 0 }

  /// Goes through the groups of failures.
  mutating func moveInGroups(_ command: DashboardCommand) {
    let steps = LineScroll(lineCount: groups.count, rowCount: 1)
    groupCursor = steps.firstLine(groupCursor, after: command) ?? groupCursor
  }

  /// Marks all environments of a group, and selects the first.
  mutating func openGroup() {
    guard groups.indices.contains(groupCursor), let target = groups[groupCursor].target else { return }
    mark(target)
    focus = .matrix
  }

  /// Marks what a line leads to, where that is several environments.
  mutating func mark(_ target: PageLine.Target) {
    guard case .environments(let names) = target else { return }
    marked = Set(names).intersection(environmentNames)
    notice = "\(marked.count) marked that failed alike; r runs them, u unmarks them"
    if let first = names.first(where: environmentNames.contains) { select(.environment(first)) }
  }

  /// Runs what has changed since it passed, as far as the default environments and the marked ones go.
  mutating func runChanged() -> [DashboardEffect] {
    let names = marked.isEmpty ? project.defaultEnvironments : targets
    guard !names.isEmpty else { return run(names) }
    guard !isRunning else {
      notice = "something is running; look for changes when it has ended"
      return []
    }
    notice = "looking what has changed"
    return [.startChangedRun(failedFirst(names))]
  }

  /// What has changed since it passed is known: it runs, or a sentence says why nothing does.
  mutating func runFound(_ names: [EnvironmentName], or reason: String) -> [DashboardEffect] {
    if !names.isEmpty { return run(names) }
    notice = reason
    return []
  }

  /// Those that failed last stand before the others.
  private func failedFirst(_ names: [EnvironmentName]) -> [EnvironmentName] {
    names.filter { status(of: .environment($0)).isBad } + names.filter { !status(of: .environment($0)).isBad }
  }

  mutating func toggleWatch() -> [DashboardEffect] {
    watching = watching == .off ? .beginning : .off
    notice = watching == .off ? "not watching any more" : "looking which files to watch"
    return [.watch(watching != .off)]
  }

  mutating func beginWatching(_ shortage: String?) {
    // Somebody may have thought better of it.
    guard watching == .beginning else { return }
    watching = .on
    notice = shortage ?? "watching: what depends on a file that changes runs again, what failed first"
  }

  /// Files have changed while they are watched: what depends on them runs, now or when the run under way has ended.
  mutating func takeChanges(_ files: [String], _ names: [EnvironmentName]) -> [DashboardEffect] {
    guard watching != .off else { return [] }
    let wanted = marked.isEmpty ? Set(project.defaultEnvironments) : marked
    let affected = names.filter(wanted.contains)
    let more = files.count > 1 ? " and \(files.count - 1) more files have changed" : " has changed"
    let news = (files.first ?? "a file") + more
    if affected.isEmpty {
      notice = "\(news), on which nothing depends that is watched"
      return []
    }
    let effects = run(failedFirst(affected))
    notice = "\(news); \(notice)"
    return effects
  }

  mutating func toggleMouse() -> [DashboardEffect] {
    takesMouse.toggle()
    notice =
      takesMouse
      ? "the mouse selects and scrolls here; with Shift it is the terminal's"
      : "the mouse is the terminal's; M takes it"
    return [.reportMouse(takesMouse)]
  }
}
