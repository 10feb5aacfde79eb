/// Everything a user can do in the dashboard with one key; ``CommandEntry`` says what is known of each.
package enum DashboardCommand: String, CaseIterable, Sendable {
  // Moving.
  case moveUp = "up"
  case moveDown = "down"
  case moveLeft = "left"
  case moveRight = "right"
  case pageUp = "page-up"
  case pageDown = "page-down"
  case rowStart = "row-start"
  case rowEnd = "row-end"
  case first, last
  case previousGroup = "previous-group"
  case nextGroup = "next-group"
  case nextFailure = "next-failure"
  case previousFailure = "previous-failure"
  case nextPane = "next-pane"
  case previousPane = "previous-pane"
  // Running.
  case mark, range
  case invertMarks = "invert-marks"
  case unmarkAll = "unmark-all"
  case rerun
  case rerunFailed = "rerun-failed"
  case rerunChanged = "rerun-changed"
  case runAll = "run-all"
  case plan, watch, keyboard, cancel, pause, stop
  // The matrix.
  case axes, fold
  case unfoldAll = "unfold-all"
  case filter, sort
  case enlargeCells = "enlarge-cells"
  case shrinkCells = "shrink-cells"
  // What is shown of an environment.
  case open
  case showLog = "log"
  case showFacts = "facts"
  case showSettings = "settings"
  case showPackages = "packages"
  case showCommands = "commands"
  case showHistory = "history-tab"
  case showDifference = "difference-tab"
  case nextTab = "next-tab"
  case previousTab = "previous-tab"
  case inspect, history, difference, failures, doctor
  // The log.
  case follow, pin, wrap, times, stream, search
  case nextMatch = "next-match"
  case previousMatch = "previous-match"
  case keepLines = "keep-lines"
  case hideLines = "hide-lines"
  case nextError = "next-error"
  case previousError = "previous-error"
  case searchEverywhere = "search-everywhere"
  case copy
  case copyPath = "copy-path"
  case save, pager, editor
  // The program.
  case glyphs, theme, mouse, repaint, palette, back, help, quit

  /// Whether it runs or stops something, which can only be done now and not in a run of the past.
  var isAboutNow: Bool {
    switch self {
    case .rerun, .rerunFailed, .rerunChanged, .runAll, .plan, .watch, .keyboard, .cancel, .pause, .stop: true
    default: false
    }
  }

  /// The word that stands for it in a file of key bindings and in the palette.
  package var name: String { rawValue }
  /// What is known of it.
  package var entry: CommandEntry { CommandEntry.byCommand[self] ?? CommandEntry(self, .program, [], "") }
  /// The part of the help it belongs to.
  package var group: CommandEntry.Group { entry.group }
  /// What it does, as a sentence for the help.
  package var help: String { entry.help }
  /// One or two words for the line of key hints.
  package var hint: String { entry.hint }
}
