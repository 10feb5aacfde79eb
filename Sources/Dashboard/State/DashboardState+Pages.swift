import EnvironmentModel
import RunModel
import Screen

// Pages over the panes: history, differences, failures.
extension DashboardState {
  /// Shows a page, whose lines come later.
  mutating func open(_ subject: PageSubject) -> [DashboardEffect] {
    overlay = .page(PageView(subject))
    return [.look(subject)]
  }

  /// Shows the page that a command means.
  mutating func openPage(_ command: DashboardCommand) -> [DashboardEffect] {
    switch command {
    case .difference: openDifference()
    case .failures: openFailures()
    default: openHistory()
    }
  }

  private mutating func openHistory() -> [DashboardEffect] {
    open(selectedEnvironment.map { .history($0) } ?? .runs)
  }

  /// Two marked environments beside each other, or the selected one beside what it was.
  private mutating func openDifference() -> [DashboardEffect] {
    let names = targets
    guard let first = names.first else {
      notice = "select an environment, or mark two"
      return []
    }
    if names.count > 2 { notice = "\(names.count) environments are marked: these are the first two" }
    return open(.difference(first, names.count > 1 ? names[1] : nil))
  }

  private mutating func openFailures() -> [DashboardEffect] {
    let shown = project.environments.compactMap { name in records[.environment(name)].map { (name, $0.run) } }
    return open(.failures(Dictionary(shown) { first, _ in first }))
  }

  /// Moves in a page, opens what its line leads to, goes to another page, or leaves it.
  mutating func turn(_ key: Key, _ page: PageView) -> [DashboardEffect] {
    let command = keymap.command(for: key, in: .matrix)
    var page = page
    if page.move(command, TextPane.scroll(page.shownLines.count, size)) {
      overlay = .page(page)
      return []
    }
    switch command {
    case .repaint: return [.repaint]
    case .open: return follow(page)
    case .history:
      if case .history = page.subject { return open(.runs) }
      return openHistory()
    case .difference?, .failures?: return openPage(command ?? .history)
    default: overlay = nil
    }
    return []
  }

  private mutating func follow(_ page: PageView) -> [DashboardEffect] {
    switch page.target {
    case .run(let run):
      overlay = nil
      return [.openRun(run)]
    case .environment(let name):
      overlay = nil
      select(.environment(name))
      show(.log)
    case nil: notice = "nothing is behind this line"
    }
    return []
  }

  /// Shows a page that was asked for, if it still is.
  mutating func takePage(_ subject: PageSubject, _ lines: [PageLine]) {
    guard case .page(var page) = overlay, page.subject == subject else { return }
    page.take(lines)
    overlay = .page(page)
  }

  // MARK: A run of the past

  /// Shows what one run came to, and nothing else, until somebody leaves it.
  mutating func view(_ run: RunState, folder: String) {
    if !runs.contains(where: { $0.state.id == run.id }) {
      let index = runs.firstIndex { $0.state.id > run.id } ?? runs.endIndex
      runs.insert(Run(state: run, folder: folder, isOwn: false), at: index)
    }
    viewedRun = run.id
    (focus, lowerPane, isZoomed) = (.matrix, .log, false)
    rebuildRecords()
    if let selection, records[selection] == nil, let name = run.environments.first { select(.environment(name)) }
    notice = "this is run \(run.id) as it was; \(keymap.keys(for: .back, in: .matrix).first?.label ?? "Esc") goes back"
  }

  /// Shows the newest of every environment again.
  mutating func leaveViewedRun() {
    viewedRun = nil
    rebuildRecords()
  }

  /// Folds the runs that count anew.
  private mutating func rebuildRecords() {
    records = [:]
    packages = []
    statusCounts = Array(repeating: 0, count: MatrixStatus.allCases.count)
    statusCounts[MatrixStatus.unknown.index] = project.environments.count
    totals = MatrixTotals(arrangement) { _ in .unknown }
    log = LogPaneState()
    for index in runs.indices {
      runs[index].settledCount = 0
      refreshRecords(of: index)
    }
  }
}
