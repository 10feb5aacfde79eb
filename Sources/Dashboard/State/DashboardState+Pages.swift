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
    case .doctor: open(.doctor)
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
    let effects = open(.difference(first, names.count > 1 ? names[1] : nil, upTo: viewedRun))
    if names.count > 2 { notice = "of \(names.count) that are marked the first two" }
    return effects
  }

  private mutating func openFailures() -> [DashboardEffect] {
    let shown = project.environments.compactMap { name in records[.environment(name)].map { (name, $0.run) } }
    return open(.failures(Dictionary(shown) { first, _ in first }))
  }

  /// Moves in a page, opens what its line leads to, goes to another page, or leaves it.
  mutating func turn(_ key: Key, _ page: PageView) -> [DashboardEffect] {
    let command = keymap.command(for: key, in: .matrix)
    var page = page
    if page.slide(command, width: max(1, size.columnCount - 3))
      || page.move(command, TextPane.scroll(page.shownLines.count, size))
    {
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
    case .help:
      pageBehindHelp = page
      overlay = .help(firstLine: 0)
    case .back, .quit: overlay = nil
    default: notice = "\(key.label) does nothing here; Esc leaves"
    }
    return []
  }

  private mutating func follow(_ page: PageView) -> [DashboardEffect] {
    switch page.target {
    case .run(let run):
      overlay = nil
      guard run != (live.first ?? self).activeRun?.state.id else {
        leavePast()
        notice = "run \(run) is the one under way"
        return []
      }
      return [.openRun(run)]
    case .environment(let name):
      overlay = nil
      select(.environment(name))
      release()
      show(.log)
    case .environments:
      overlay = nil
      if let target = page.target { mark(target) }
      (focus, isZoomed) = (.matrix, false)
    case .place(let name, let path, let line):
      overlay = nil
      select(.environment(name))
      release()
      show(.log)
      (log.keep, log.hide, log.stream) = (nil, nil, nil)
      if case .matches(let matcher, _) = page.subject { log.query = matcher }
      log.seek = .place(path: path, line: line)
    case nil: notice = "nothing is behind this line"
    }
    return []
  }

  /// Shows a page that was asked for, if it still is.
  mutating func takePage(_ subject: PageSubject, _ lines: [PageLine]) {
    takeLookedUp(subject, lines)
    if pageBehindHelp?.subject == subject { pageBehindHelp?.take(lines) }
    guard case .page(var page) = overlay, page.subject == subject else { return }
    page.take(lines)
    overlay = .page(page)
  }
}
