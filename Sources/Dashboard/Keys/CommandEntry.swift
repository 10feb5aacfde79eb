package import Screen

/// What is known of a command: its default keys, its place in the help and what is said of it.
///
/// The keymap, the help, the hints, the palette, the manual and `swtox-tui keys` are made from these entries alone.
package struct CommandEntry: Sendable {
  /// The heading a command stands under in the help.
  package enum Group: String, CaseIterable, Sendable {
    case run = "Run"
    case move = "Move"
    case matrix = "Matrix"
    case panes = "Panes"
    case log = "Log"
    case program = "Program"
  }

  package let command: DashboardCommand
  package let group: Group
  /// The keys that mean it wherever nothing else is meant by them.
  package let keys: [Key]
  /// The keys that mean it in one part of the screen.
  package let focusedKeys: [(focus: DashboardFocus, keys: [Key])]
  /// What it does, as a sentence.
  package let help: String
  /// One or two words for the line of key hints.
  package let hint: String

  init(
    _ command: DashboardCommand, _ group: Group, _ keys: [Key], _ help: String, hint: String? = nil,
    in focused: [(DashboardFocus, [Key])] = []
  ) {
    self.command = command
    self.group = group
    self.keys = keys
    self.help = help
    self.hint = hint ?? command.rawValue
    focusedKeys = focused.map { (focus: $0.0, keys: $0.1) }
  }

  /// All commands in the order in which help and hints name them.
  package static let all = moving + running + matrix + panes + log + program

  static let byCommand = Dictionary(all.map { ($0.command, $0) }) { first, _ in first }
}

extension CommandEntry {
  private static let moving = [
    CommandEntry(.moveUp, .move, [.up, .character("k")], "Go up, or scroll up in a log"),
    CommandEntry(.moveDown, .move, [.down, .character("j")], "Go down, or scroll down in a log"),
    CommandEntry(.moveLeft, .move, [.left, .character("h")], "Go left, or show the left of long lines"),
    CommandEntry(.moveRight, .move, [.right, .character("l")], "Go right, or show the right of long lines"),
    CommandEntry(.pageUp, .move, [.pageUp, .control("u"), .control("b")], "Go up by a page"),
    CommandEntry(
      .pageDown, .move, [.pageDown, .control("d")], "Go down by a page", in: [(.log, [.character(" ")])]),
    CommandEntry(.rowStart, .move, [.home], "Go to the first cell of the row, or the first line"),
    CommandEntry(.rowEnd, .move, [.end], "Go to the last cell of the row, or the last line"),
    CommandEntry(.first, .move, [.character("g")], "Go to the first environment, or the first line", hint: "start"),
    CommandEntry(.last, .move, [.character("G")], "Go to the last environment, or the last line", hint: "end"),
    CommandEntry(.previousGroup, .move, [.character("{")], "Go to the group, or a slice to the value, before"),
    CommandEntry(.nextGroup, .move, [.character("}")], "Go to the next group, or a slice to its next value"),
    CommandEntry(
      .nextFailure, .move, [.character("n")], "Go to the next environment that failed", hint: "failure"),
    CommandEntry(.previousFailure, .move, [.character("N")], "Go to the previous environment that failed"),
    CommandEntry(.nextPane, .move, [.tab], "Go to the next pane", hint: "pane"),
    CommandEntry(.previousPane, .move, [.backTab], "Go to the previous pane"),
  ]

  private static let running = [
    CommandEntry(.mark, .run, [.character(" ")], "Mark or unmark the selected cell, or the range"),
    CommandEntry(
      .range, .run, [], "Begin a range of cells, or mark the one chosen", in: [(.matrix, [.character("v")])]),
    CommandEntry(.invertMarks, .run, [.character("*")], "Mark what is not marked, and the other way round"),
    CommandEntry(.unmarkAll, .run, [.character("u")], "Remove all marks", hint: "unmark"),
    CommandEntry(.rerun, .run, [.character("r")], "Run the marked environments, or the selected one"),
    CommandEntry(
      .rerunFailed, .run, [.character("R")], "Run what failed or was cancelled", hint: "failed",
      in: [(.matrix, [.character("f")])]),
    CommandEntry(.rerunChanged, .run, [.character("C")], "Run what has changed since it passed last"),
    CommandEntry(.runAll, .run, [.character("a")], "Run the default environments", hint: "run all"),
    CommandEntry(.plan, .run, [.character("p")], "Show what a run of these would do, and why"),
    CommandEntry(
      .watch, .run, [], "Run again what depends on a file that changes", in: [(.matrix, [.character("w")])]),
    CommandEntry(
      .keyboard, .run, [.character("I")], "Keyboard to its commands, as for pdb; Ctrl-] back"),
    CommandEntry(
      .cancel, .run, [.character("K"), .function(9)], "Cancel the marked environments, or the selected one"),
    CommandEntry(.pause, .run, [.character("P")], "Start nothing new for now, or go on"),
    CommandEntry(.stop, .run, [.control("c")], "Stop the run; twice in 2 s kills it; else quit"),
  ]

  private static let matrix = [
    CommandEntry(.axes, .matrix, [.character("x")], "Choose what rows and columns stand for"),
    CommandEntry(.fold, .matrix, [.character("z")], "Fold the innermost axis: its values share cells"),
    CommandEntry(.unfoldAll, .matrix, [.character("Z")], "Unfold all axes, in cells as large as there is room"),
    CommandEntry(
      .filter, .matrix, [.function(4), .character("\\")], "Show only environments like status:fail py:>=3.11"),
    CommandEntry(
      .sort, .matrix, [.character("s"), .function(6)], "Order rows by the worst, by time, or as configured"),
    CommandEntry(.enlargeCells, .matrix, [.character("+")], "Show more of each environment, at last a list"),
    CommandEntry(
      .shrinkCells, .matrix, [], "Show more environments, at last an overview of all",
      in: [(.matrix, [.character("-")])]),
  ]

  private static let panes = [
    CommandEntry(.open, .panes, [.enter], "Show the log on the whole screen", hint: "log"),
    CommandEntry(.showLog, .panes, [.character("1"), .character("L")], "Show the log of the selected environment"),
    CommandEntry(.showFacts, .panes, [.character("2")], "Show what the environment is and what it came to"),
    CommandEntry(.showSettings, .panes, [.character("3")], "Show its settings and where they are from"),
    CommandEntry(.showPackages, .panes, [.character("4")], "Show what is installed in it"),
    CommandEntry(.showCommands, .panes, [.character("5")], "Show its commands, their times and memory"),
    CommandEntry(.showHistory, .panes, [.character("6")], "Show what it came to in earlier runs"),
    CommandEntry(.showDifference, .panes, [.character("7")], "Show what has changed since it passed last"),
    CommandEntry(.nextTab, .panes, [.character("]")], "Go to the next of these tabs", hint: "tab"),
    CommandEntry(.previousTab, .panes, [.character("[")], "Go to the previous of these tabs"),
    CommandEntry(.inspect, .panes, [.character("i")], "Show these tabs, or the matrix and the log again"),
    CommandEntry(.history, .panes, [.character("H")], "Show the environment over time, or all runs"),
    CommandEntry(
      .difference, .panes, [.character("d")], "Show what changed, or what two marked differ in", hint: "changes"),
    CommandEntry(.failures, .panes, [.character("F")], "Show failures that are alike, and failed tests"),
    CommandEntry(.doctor, .panes, [.character("D")], "Show which kinds this machine can make, by what"),
  ]

  private static let log = [
    CommandEntry(
      .follow, .log, [], "Stay at the end of the log while it grows", in: [(.log, [.character("f")])]),
    CommandEntry(.pin, .log, [], "Keep this log while the selection moves", in: [(.log, [.character("p")])]),
    CommandEntry(.wrap, .log, [], "Break long lines, or cut them", in: [(.log, [.character("w")])]),
    CommandEntry(.times, .log, [.character("t")], "Show when lines were written"),
    CommandEntry(
      .stream, .log, [], "Show standard error or output alone, or both", in: [(.log, [.character("s")])]),
    CommandEntry(.search, .log, [.character("/")], "Search in the log, with Ctrl-R for an expression"),
    CommandEntry(
      .nextMatch, .log, [], "Go to the next match", hint: "match", in: [(.log, [.character("n")])]),
    CommandEntry(
      .previousMatch, .log, [], "Go to the previous match", hint: "previous", in: [(.log, [.character("N")])]),
    CommandEntry(.keepLines, .log, [.character("&")], "Show only lines with a text"),
    CommandEntry(.hideLines, .log, [], "Hide lines with a text", in: [(.log, [.character("-")])]),
    CommandEntry(.nextError, .log, [], "Go to the next line that tells of an error", in: [(.log, [.character("e")])]),
    CommandEntry(
      .previousError, .log, [], "Go to the previous line that tells of an error", in: [(.log, [.character("E")])]),
    CommandEntry(.searchEverywhere, .log, [.control("g")], "Search in the logs of all environments", hint: "grep"),
    CommandEntry(.copy, .log, [.character("y")], "Copy the lines that are seen"),
    CommandEntry(.copyPath, .log, [.character("Y")], "Copy the path of the log's file"),
    CommandEntry(.save, .log, [.character("S")], "Save the log as text"),
    CommandEntry(.pager, .log, [.character("o")], "Open the log in $PAGER"),
    CommandEntry(
      .editor, .log, [], "Open $EDITOR where the error is",
      in: [(.log, [.character("v")]), (.matrix, [.character("e")])]),
  ]

  private static let program = [
    CommandEntry(.glyphs, .program, [.character("A")], "Show states as symbols, letters or ASCII", hint: "symbols"),
    CommandEntry(.theme, .program, [.character("T")], "Use the next theme"),
    CommandEntry(.mouse, .program, [.character("M"), .character("%")], "Take the mouse, or leave it to the terminal"),
    CommandEntry(.repaint, .program, [.control("l")], "Paint the screen again"),
    CommandEntry(.palette, .program, [.character(":"), .control("p")], "Type a command; Tab completes it"),
    CommandEntry(.back, .program, [.escape], "Leave what is open, one level at a time"),
    CommandEntry(.help, .program, [.character("?"), .function(1)], "Show or leave this help"),
    CommandEntry(.quit, .program, [.character("q")], "Leave swtox; asks while something runs"),
  ]
}
