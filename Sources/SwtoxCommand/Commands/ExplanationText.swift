import EnvironmentModel
import ProjectConfiguration
import SourceText

/// How a value came about, in words that `explain` and the dashboard share.
enum ExplanationText {
  /// A line of the file behind a value, with the condition that let it through.
  static func line(_ line: SettingExplanation.Line) -> String {
    let condition = line.condition.map { "  (as '\($0)' holds)" } ?? ""
    return "\(line.span.shortLocation): \(line.text)\(condition)"
  }

  /// What became of a substitution.
  static func replacement(_ replacement: SettingExplanation.Replacement) -> String {
    "\(replacement.expression)  ->  \(replacement.text)"
  }

  /// What there is to tell beyond the value and its place: lines that have conditions or stand apart, and substitutions.
  static func steps(of explanation: SettingExplanation) -> [String] {
    let isPlain = explanation.lines.count < 2 && explanation.lines.allSatisfy { $0.condition == nil }
    return (isPlain ? [] : explanation.lines.map(line)) + explanation.replacements.map(replacement)
  }
}
