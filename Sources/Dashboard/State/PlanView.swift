package import EnvironmentModel
import Screen

/// What a run would do, shown before it begins.
package struct PlanView: Hashable, Sendable {
  package var names: [EnvironmentName]
  /// `nil` while it is worked out.
  package var lines: [String]?
  package var firstLine = 0

  /// The lines as they are drawn: what has no indentation and ends in a colon is a heading.
  var runs: [[TextRun]] {
    guard let lines else { return [[TextRun("looking at the machine and the sources", .dim)]] }
    return lines.map { [TextRun($0, $0.hasPrefix("error") ? .fail : $0.hasPrefix("warning") ? .warning : .text)] }
  }
}
