/// Everything a user can do in the dashboard; the keymap, the help and the key hints are made from this table.
package enum DashboardCommand: String, CaseIterable, Sendable {
  case moveUp = "up"
  case moveDown = "down"
  case moveLeft = "left"
  case moveRight = "right"
  case pageUp = "page-up"
  case pageDown = "page-down"
  case rowStart = "row-start"
  case rowEnd = "row-end"
  case first, last
  case nextFailure = "next-failure"
  case previousFailure = "previous-failure"
  case nextPane = "next-pane"
  case previousPane = "previous-pane"
  case open
  case back
  case mark
  case unmarkAll = "unmark-all"
  case rerun
  case rerunFailed = "rerun-failed"
  case runAll = "run-all"
  case plan
  case history
  case difference
  case failures
  case cancel
  case pause
  case stop
  case showLog = "log"
  case inspect
  case follow
  case search
  case nextMatch = "next-match"
  case previousMatch = "previous-match"
  case enlargeCells = "enlarge-cells"
  case shrinkCells = "shrink-cells"
  case glyphs
  case theme
  case repaint
  case help
  case quit

  /// The heading a command stands under in the help.
  package enum Group: String, CaseIterable, Sendable {
    case run = "Run"
    case move = "Move"
    case log = "Log"
    case view = "View"
    case program = "Program"
  }

  /// Whether it runs or stops something, which can only be done now and not in a run of the past.
  var isAboutNow: Bool {
    switch self {
    case .rerun, .rerunFailed, .runAll, .plan, .cancel, .pause, .stop: true
    default: false
    }
  }

  /// The word that stands for it in a file of key bindings.
  package var name: String { rawValue }

  /// The part of the help it belongs to.
  package var group: Group {
    switch self {
    case .moveUp, .moveDown, .moveLeft, .moveRight, .pageUp, .pageDown, .rowStart, .rowEnd, .first, .last,
      .nextFailure, .previousFailure, .nextPane, .previousPane:
      .move
    case .mark, .unmarkAll, .rerun, .rerunFailed, .runAll, .plan, .cancel, .pause, .stop: .run
    case .showLog, .follow, .search, .nextMatch, .previousMatch: .log
    case .open, .inspect, .history, .difference, .failures, .enlargeCells, .shrinkCells, .glyphs, .theme, .repaint:
      .view
    case .back, .help, .quit: .program
    }
  }

  /// What it does, as a sentence for the help.
  package var help: String {
    switch self {
    case .moveUp: "Go up, or scroll up in a log"
    case .moveDown: "Go down, or scroll down in a log"
    case .moveLeft: "Go left, or show the left of long lines"
    case .moveRight: "Go right, or show the right of long lines"
    case .pageUp: "Go up by a page"
    case .pageDown: "Go down by a page"
    case .rowStart: "Go to the first cell of the row, or the first line"
    case .rowEnd: "Go to the last cell of the row, or the last line"
    case .first: "Go to the first environment, or the first line"
    case .last: "Go to the last environment, or the last line"
    case .nextFailure: "Go to the next environment that failed"
    case .previousFailure: "Go to the previous environment that failed"
    case .nextPane: "Go to the next pane"
    case .previousPane: "Go to the previous pane"
    case .open: "Show the log on the whole screen"
    case .back: "Leave what is open, one level at a time"
    case .mark: "Mark or unmark the selected environment"
    case .unmarkAll: "Remove all marks"
    case .rerun: "Run the marked environments, or the selected one"
    case .rerunFailed: "Run what failed or was cancelled"
    case .runAll: "Run the default environments"
    case .plan: "Show what a run of these would do, and why"
    case .history, .difference, .failures: pageHelp
    case .cancel: "Cancel the marked environments, or the selected one"
    case .pause: "Start nothing new for now, or go on"
    case .stop: "Stop the run; twice in 2 s kills it; else quit"
    case .showLog: "Show the log of the selected environment"
    case .inspect: "Show settings with their origins, and commands"
    case .follow: "Stay at the end of the log while it grows"
    case .search: "Search in the log"
    case .nextMatch: "Go to the next match"
    case .previousMatch: "Go to the previous match"
    case .enlargeCells, .shrinkCells, .glyphs, .theme, .repaint: lookHelp
    case .help: "Show or leave this help"
    case .quit: "Leave swtox; asks while something runs"
    }
  }

  private var lookHelp: String {
    switch self {
    case .enlargeCells: "Show more in each cell of the matrix"
    case .shrinkCells: "Show more cells of the matrix"
    case .glyphs: "Show states as symbols, as letters or as ASCII"
    case .theme: "Use the next theme"
    default: "Paint the screen again"
    }
  }

  private var pageHelp: String {
    switch self {
    case .history: "Show the environment over time, or all runs"
    case .difference: "Show what changed, or what two marked differ in"
    default: "Show failures that are alike, and failed tests"
    }
  }

  /// One or two words for the line of key hints.
  package var hint: String {
    switch self {
    case .open: "log"
    case .nextPane: "pane"
    case .rerunFailed: "failed"
    case .runAll: "run all"
    case .nextFailure: "failure"
    case .nextMatch: "match"
    case .previousMatch: "previous"
    case .showLog: "log"
    case .glyphs: "symbols"
    case .unmarkAll: "unmark"
    case .difference: "changes"
    case .first: "start"
    case .last: "end"
    default: name
    }
  }
}
