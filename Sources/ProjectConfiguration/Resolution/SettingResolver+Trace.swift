import EnvironmentModel
import SourceText

/// Notes of how values come about, taken only while somebody wants to know.
extension SettingResolver {
  typealias Line = SettingExplanation.Line

  func noteReplacement(_ expression: [String], _ sources: [Line], _ text: @autoclosure () -> String) {
    guard resolution.replacements != nil else { return }
    let shown = "{\(expression.joined(separator: ":"))}"
    resolution.replacements?.append(
      SettingExplanation.Replacement(expression: shown, span: place(of: shown), sources: sources, text: text()))
  }

  /// Takes note of what a table of TOML with `replace` has become.
  func noteReplacement(of table: TOMLTable, _ kind: String, by value: ReplacedValue, at span: SourceSpan) {
    guard resolution.replacements != nil else { return }
    func text(_ key: String) -> String? {
      if case .string(let text) = table[key]?.content { text } else { nil }
    }
    var (words, source): (String, TOMLValue?) =
      switch kind {
      case "if": (text("condition") ?? "", nil)
      case "env": (text("name") ?? "", nil)
      case "glob": (text("pattern") ?? "", nil)
      case "ref": referred(table)
      default: ("", nil)
      }
    if kind == "if" {
      let holds = (try? holds(text("condition") ?? "")) ?? false  // a failing one was refused before
      source = table[holds ? "then" : "else"]
      words += holds ? "  (holds)" : "  (does not hold)"
    }
    resolution.replacements?.append(
      SettingExplanation.Replacement(
        expression: words.isEmpty ? "replace \(kind)" : "replace \(kind) \(words)", span: span,
        sources: source.map(lines) ?? [], text: value.referenceText))
  }

  /// What a `ref` replacement names, and the value there where it is a place of the file.
  private func referred(_ table: TOMLTable) -> (String, TOMLValue?) {
    if case .string(let name) = table["env"]?.content, case .string(let key) = table["key"]?.content {
      return ("\(key) of \(name)", nil)
    }
    guard case .array(let parts) = table["of"]?.content else { return ("", nil) }
    let path = parts.compactMap { part in if case .string(let text) = part.content { text } else { nil } }
    return (path.joined(separator: "."), path.last.flatMap { self.table(at: path.dropLast())?[$0] })
  }

  /// Whether the condition of an `if` replacement holds here.
  func holds(_ condition: String) throws(SubstitutionError) -> Bool {
    let context = context
    return try ReplacementCondition(condition).holds(environment: name?.text ?? "", factors: factors) {
      context.variables[$0] ?? ""
    }
  }

  /// Where the text stands that is being substituted, as far as it is written in the file as it is.
  private func place(of expression: String) -> SourceSpan? {
    let spans = currentPlace.map { [$0] } ?? currentEntry.map { activeLines($0).map(\.span) } ?? []
    let wanted = Array(expression.utf8)
    for span in spans {
      let bytes = span.file.bytes[span.range]
      if let range = bytes.firstRange(of: wanted) { return SourceSpan(file: span.file, range: range) }
    }
    return nil
  }

  // MARK: Lines

  /// The lines behind a setting, those first that others add to; none while nobody wants to know.
  func sources(of key: ConfigurationKey, _ setting: Setting<SettingValue>) -> [Line] {
    if resolution.replacements == nil { return [] }
    return ([setting.origin] + setting.extended).reversed().flatMap { lines(of: key, $0) }
  }

  private func lines(of key: ConfigurationKey, _ origin: SettingOrigin) -> [Line] {
    if let text = origin.text { return [Line(span: nil, source: origin.section, condition: nil, text: text)] }
    let entries = layers.flatMap { section in key.spellings.compactMap { section[$0] } }
    guard let span = origin.span, let entry = entries.first(where: { $0.keySpan == span }) else { return [] }
    return lines(of: entry)
  }

  /// The lines of an entry that count here; none while nobody wants to know.
  func lines(of entry: ConfigurationEntry) -> [Line] {
    if resolution.replacements == nil { return [] }
    if let value = entry.value { return lines(of: value) }
    return activeLines(entry).map { line in
      Line(span: line.span, condition: line.condition?.text, text: line.content)
    }
  }

  /// A value as written, the items of an array or a table each for itself.
  func lines(of value: TOMLValue) -> [Line] {
    switch value.content {
    case .array(let items) where !items.isEmpty: return items.flatMap(written)
    case .table(let table) where table["replace"] == nil && !table.entries.isEmpty:
      return table.entries.flatMap { entry in
        let range =
          entry.keySpan.range.lowerBound..<max(entry.keySpan.range.upperBound, entry.value.span.range.upperBound)
        return written(SourceSpan(file: entry.keySpan.file, range: range))
      }
    default: return written(value)
    }
  }

  private func written(_ value: TOMLValue) -> [Line] { written(value.span) }

  private func written(_ span: SourceSpan) -> [Line] {
    [Line(span: span, condition: nil, text: String(decoding: span.file.bytes[span.range], as: UTF8.self))]
  }
}
