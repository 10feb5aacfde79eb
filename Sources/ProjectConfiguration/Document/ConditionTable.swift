import EnvironmentModel
import SourceText

/// The conditions of a file, each read once however many lines have it.
struct ConditionTable {
  /// How many names all conditions may stand for, which bounds the time that reading takes.
  private static let nameLimit = EnvironmentPattern.nameLimit
  private static let diagnosticLimit = 50

  /// What is wrong with conditions, one for each text.
  private(set) var diagnostics: [Diagnostic] = []
  private var conditions: [FactorCondition?] = []
  /// Where the condition of each text stands.
  private var places: [String: Int] = [:]
  private var nameCount = 0

  /// The condition that a text stands for; `nil` when it is none, or when it is refused.
  mutating func condition(_ text: Substring, at span: SourceSpan) -> FactorCondition? {
    let key = String(text)
    if let place = places[key] { return conditions[place] }
    let condition = nameCount <= Self.nameLimit ? read(text, at: span) : nil
    places[key] = conditions.count
    conditions.append(condition)
    return condition
  }

  private mutating func read(_ text: Substring, at span: SourceSpan) -> FactorCondition? {
    do {
      let condition = try FactorCondition(text)
      nameCount += condition?.nameCount ?? 0
      if nameCount > Self.nameLimit {
        refuse("the conditions up to here stand for more than \(Self.nameLimit) names", text, span)
      }
      return condition
    } catch {
      let shown = text.utf8.count > 80 ? "\(text.prefix(60))…" : text
      refuse("the condition '\(shown)' stands for more than \(FactorCondition.nameLimit) names", text, span)
      nameCount += FactorCondition.nameLimit
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
