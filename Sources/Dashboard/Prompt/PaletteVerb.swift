/// The commands of the palette that take words behind them; all of ``DashboardCommand`` can be typed too.
package enum PaletteVerb: String, CaseIterable, Sendable {
  case run, show, filter, axes, zoom, line, grep, keep, hide, arguments, theme, save, export

  /// How it is used.
  package var usage: String {
    switch self {
    case .run: "run [NAME or PATTERN ...] [-- ARGUMENT ...]"
    case .show: "show NAME, or show RUN"
    case .filter: "filter [status:STATE,...] [AXIS:VALUE,...] [WORD ...]"
    case .axes: "axes ROWS,...|COLUMNS,..."
    case .zoom: "zoom list, times, symbols, packed, overview or auto"
    case .line: "line NUMBER, or the number alone"
    case .grep: "grep TEXT"
    case .keep: "keep TEXT"
    case .hide: "hide TEXT"
    case .arguments: "arguments [ARGUMENT ...]"
    case .theme: "theme NAME"
    case .save: "save FILE"
    case .export: "export FORMAT [FILE]"
    }
  }

  /// What it does, as a sentence.
  package var help: String {
    switch self {
    case .run: "Run these environments, or the marked ones, with arguments for their tests"
    case .show: "Select an environment, or look at a run of the past"
    case .filter: "Show only environments that are like this; alone it shows all"
    case .axes: "Share the axes between rows and columns; alone it leaves that open"
    case .zoom: "Show more of each environment, or more environments"
    case .line: "Go to a line of what the last step wrote, as grep numbers them"
    case .grep: "Search in the logs of all environments"
    case .keep: "Show only lines of the log with a text; alone it shows all"
    case .hide: "Hide lines of the log with a text; alone it hides none"
    case .arguments: "What {posargs} stands for in the runs to come; alone as when swtox began"
    case .theme: "Use a theme"
    case .save: "Save the log as text"
    case .export: "Write a report of the run that is shown: junit, json, markdown, html, ..."
    }
  }
}

/// Something that the palette offers for what is typed.
package struct PaletteOffer: Hashable, Sendable {
  /// The line that it stands for; one that ends in a blank goes on.
  package var line: String
  package var help: String
  /// The keys that do the same.
  package var keys: String

  package init(line: String, help: String, keys: String = "") {
    self.line = line
    self.help = help
    self.keys = keys
  }
}
