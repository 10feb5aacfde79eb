import SourceText

/// The conditions of a file, each read once however many lines have it.
struct ConditionTable {
  /// How many texts the braces of all conditions may come to beyond their bytes, which bounds the time that reading takes.
  private static let expansionLimit = 1_000_000
  private static let diagnosticLimit = 50

  /// What is wrong with conditions, one for each text.
  private(set) var diagnostics: [Diagnostic] = []
  private var conditions: [FactorCondition?] = []
  /// Where the condition of each text stands.
  private var places: [String: Int] = [:]
  private var remainingCount = expansionLimit

  /// The condition that a text stands for; `nil` when it is none, or when it is refused.
  mutating func condition(_ text: Substring, at span: SourceSpan) -> FactorCondition? {
    let key = String(text)
    if let place = places[key] { return conditions[place] }
    let condition = remainingCount >= 0 ? read(text, at: span) : nil
    places[key] = conditions.count
    conditions.append(condition)
    return condition
  }

  private mutating func read(_ text: Substring, at span: SourceSpan) -> FactorCondition? {
    do {
      let condition = try FactorCondition(text)
      remainingCount -= max(0, (condition?.expansionCount ?? 0) - text.utf8.count)
      if remainingCount < 0 { refuse("the conditions up to here have too many alternatives", text, span) }
      return condition
    } catch {
      let shown = text.utf8.count > 80 ? "\(text.prefix(60))…" : text
      refuse("the condition '\(shown)' stands for more than \(FactorCondition.nameLimit) names", text, span)
      remainingCount -= FactorCondition.nameLimit
      return nil
    }
  }

  private mutating func refuse(_ message: String, _ text: Substring, _ span: SourceSpan) {
    guard diagnostics.count < Self.diagnosticLimit else { return }
    let start = span.range.lowerBound
    let place = SourceSpan(file: span.file, range: start..<min(start + text.utf8.count, span.range.upperBound))
    diagnostics.append(.error(message, at: place, help: "leave out alternatives, or write shorter ranges"))
  }
}
