package import EnvironmentModel
package import Logs
package import RunModel
package import Screen

/// What a page tells that is shown over the panes.
package enum PageSubject: Hashable, Sendable {
  /// The newest runs.
  case runs
  /// An environment over time.
  case history(EnvironmentName)
  /// What two environments differ in, or with one what has changed since it passed last; up to a run where one is named.
  case difference(EnvironmentName, EnvironmentName?, upTo: RunID? = nil)
  /// Why the environments that are shown failed, those that failed alike together, and which of their tests; each
  /// with the run that is shown of it.
  case failures([EnvironmentName: RunID])
  /// The same in a line for each group, for a narrow place.
  case groups([EnvironmentName: RunID])
  /// What is installed in environments, each as of a run; of two what they differ in.
  case packages([EnvironmentName: RunID?])
  /// What kinds of environments and packages the machine can make.
  case doctor
  /// Where a text stands in the logs of environments, each of the run that is shown of it.
  case matches(LogMatcher, [EnvironmentName: RunID])

  var title: String {
    switch self {
    case .runs: "Runs"
    case .history(let name): "History of \(name)"
    case .difference(let name, let other?, let run): "\(name) and \(other)\(run.map { " up to run \($0)" } ?? "")"
    case .difference(let name, nil, let run): "What changed in \(name)\(run.map { " up to run \($0)" } ?? "")"
    case .failures, .groups: "Failures"
    case .packages: "Packages"
    case .doctor: "What this machine can make"
    case .matches(let matcher, _): "'\(matcher.text)' in all logs"
    }
  }
}

/// A line of a page, and what can be opened from it.
package struct PageLine: Hashable, Sendable {
  /// What a line leads to.
  package enum Target: Hashable, Sendable {
    case run(RunID)
    case environment(EnvironmentName)
    /// Several environments, to be marked together.
    case environments([EnvironmentName])
    /// A line of a file that is part of an environment's log.
    case place(EnvironmentName, path: String, line: Int)
  }

  package var runs: [TextRun]
  package var target: Target?

  package init(_ runs: [TextRun], target: Target? = nil) {
    self.runs = runs
    self.target = target
  }
}

/// A page with the place in it.
package struct PageView: Hashable, Sendable {
  package var subject: PageSubject
  /// `nil` while they are worked out.
  package private(set) var lines: [PageLine]?
  package private(set) var firstLine = 0
  /// How many columns at the left are out of sight.
  package private(set) var firstColumn = 0
  /// The line that keys are about; none where nothing can be opened.
  package private(set) var cursor: Int?

  init(_ subject: PageSubject) { self.subject = subject }

  /// Shows lines, at the first one from which something can be opened.
  mutating func take(_ lines: [PageLine]) {
    self.lines = lines
    (firstLine, firstColumn) = (0, 0)
    cursor = lines.firstIndex { $0.target != nil }
  }

  /// Goes left or right by so many columns.
  ///
  /// - Returns: Whether the command was to do so.
  mutating func slide(_ command: DashboardCommand?, width: Int) -> Bool {
    let step = max(8, width / 2)
    let longest = lines?.map(\.runs.width).max() ?? 0
    switch command {
    case .moveLeft: firstColumn = max(0, firstColumn - step)
    case .moveRight: if firstColumn + width < longest { firstColumn += step }
    default: return false
    }
    return true
  }

  /// What the line under the cursor leads to.
  var target: PageLine.Target? { cursor.flatMap { lines?[$0].target } }

  /// Goes up or down, by lines or by pages.
  ///
  /// - Parameter scroll: The room there is.
  /// - Returns: Whether the command was to move.
  mutating func move(_ command: DashboardCommand?, _ scroll: LineScroll) -> Bool {
    guard let cursor, let lines else {
      guard let target = scroll.firstLine(firstLine, after: command) else { return false }
      firstLine = target
      return true
    }
    // The cursor is scrolled as a pane of one line would be.
    let steps = LineScroll(lineCount: lines.count, rowCount: 1)
    let page = max(1, scroll.rowCount - 1)
    let target: Int
    switch command {
    case .pageUp: target = max(0, cursor - page)
    case .pageDown: target = min(lines.count - 1, cursor + page)
    default:
      guard let next = steps.firstLine(cursor, after: command) else { return false }
      target = next
    }
    self.cursor = target
    if target < firstLine { firstLine = target }
    if target >= firstLine + scroll.rowCount { firstLine = target - scroll.rowCount + 1 }
    return true
  }

  /// The lines as they are drawn.
  var shownLines: [[TextRun]] { lines?.map(\.runs) ?? [[TextRun("looking it up", .dim)]] }
}
