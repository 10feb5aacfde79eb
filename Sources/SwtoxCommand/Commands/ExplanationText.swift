import EnvironmentModel
import ProjectConfiguration
import SourceText

/// How a value came about, in words that `explain` and the dashboard share.
enum ExplanationText {
  /// A line behind a value, with the condition that let it through.
  static func line(_ line: SettingExplanation.Line) -> String {
    let place = line.span?.shortLocation ?? line.source ?? ""
    let condition = line.condition.map { "  (as '\($0)' holds)" } ?? ""
    return "\(place): \(line.text)\(condition)"
  }

  /// What became of an expression, and below it the lines that it brought in.
  static func replacement(_ replacement: SettingExplanation.Replacement) -> [String] {
    let place = replacement.span.map { "\($0.shortLocation): " } ?? ""
    let text = indented("\(replacement.text)", by: "    ")
    let start = "\(place)\(replacement.expression)  ->  \(text[0])"
    return [start] + text.dropFirst() + replacement.sources.flatMap { indented("  from \(line($0))", by: "    ") }
  }

  /// What there is to tell beyond the value and its place: lines that have conditions or stand apart, and substitutions.
  static func steps(of explanation: SettingExplanation) -> [String] {
    let isPlain = explanation.lines.count < 2 && explanation.lines.allSatisfy { $0.condition == nil }
    return (isPlain ? [] : explanation.lines.map(line)) + explanation.replacements.flatMap(replacement)
  }

  /// All of it as a paragraph.
  ///
  /// - Parameter owner: Whose value it is.
  static func paragraph(_ explanation: SettingExplanation, of owner: String) -> String {
    let setting = explanation.setting
    return "\(explanation.key) of \(owner)\n" + block("value", value(setting.value))
      + block("set by", [setting.origin.description]) + block("adds to", setting.extended.map(\.description))
      + block("lines", explanation.lines.flatMap { indented(line($0), by: "  ") })
      + block("replaced", explanation.replacements.flatMap(replacement))
      + block("overrides", setting.overridden.map(\.description)) + "\n"
  }

  private static func value(_ value: SettingValue) -> [String] {
    if case .failure(let reason) = value { return ["error: \(reason)"] }
    return value.referenceText.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
  }

  /// The lines of a text, those after the first further to the right; at least one.
  private static func indented(_ text: String, by blanks: String) -> [String] {
    let lines = text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline).map(String.init)
    return [lines[0]] + lines.dropFirst().map { blanks + $0 }
  }

  private static func block(_ title: String, _ lines: [String]) -> String {
    guard let first = lines.first else { return "" }
    let rest = lines.dropFirst().map { "             \($0)\n" }.joined()
    return "  \(title)\(String(repeating: " ", count: 11 - title.count))\(first)\n\(rest)"
  }
}
