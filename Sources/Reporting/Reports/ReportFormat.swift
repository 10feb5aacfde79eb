/// A form in which a run is told to other programs or put before people elsewhere.
package enum ReportFormat: String, Hashable, Sendable, CaseIterable {
  case json
  case toxJSON = "tox-json"
  case events, junit, tap, markdown, html, badge

  /// What it is, in a few words for help and manual.
  package var help: String {
    switch self {
    case .json: "all that is known of the run"
    case .toxJSON: "what tox writes for --result-json"
    case .events: "the events of the run, one JSON object a line"
    case .junit: "JUnit XML, a suite for each environment"
    case .tap: "TAP 14, a test point for each environment"
    case .markdown: "a summary for GitHub and others"
    case .html: "a page with the matrix and the logs"
    case .badge: "an endpoint of shields.io"
    }
  }

  /// Whether it says since when environments fail.
  package var tellsHistory: Bool { [.json, .markdown, .html].contains(self) }

  /// All of them with what they are: `json: all that …; tap: …`.
  package static var list: String { allCases.map { "\($0.rawValue): \($0.help)" }.joined(separator: "; ") }

  /// The whole report of a run.
  ///
  /// - Complexity: O(*n*) in the steps of the run and in the logs that the format shows.
  package func text(of run: ReportedRun) -> String {
    switch self {
    case .json: JSONReport(run).text
    case .toxJSON: ToxJSONReport(run).text
    case .events: run.eventText()
    case .junit: JUnitReport(run).text
    case .tap: TAPReport(run).text
    case .markdown: MarkdownReport(run).text
    case .html: HTMLReport(run).text
    case .badge: BadgeReport(run.state).text
    }
  }
}
