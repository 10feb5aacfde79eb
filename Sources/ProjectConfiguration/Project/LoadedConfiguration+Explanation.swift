package import EnvironmentModel
package import SourceText

/// How a value came about.
package struct SettingExplanation: Sendable {
  /// A line of the file that is part of the value.
  package struct Line: Sendable {
    package var span: SourceSpan
    /// The condition that let the line through; `nil` where it has none.
    package var condition: String?
    package var text: String
  }

  /// What became of an expression.
  package struct Replacement: Hashable, Sendable {
    package var expression: String
    package var text: String
  }

  /// The key's present name.
  package var key: String
  package var documentation: String
  /// The value, where it is set, and the places it overrides.
  package var setting: Setting<SettingValue>
  package var lines: [Line]
  /// The replacements in the order in which they were made, those of values that it needs among them.
  package var replacements: [Replacement]
}

extension LoadedConfiguration {
  /// How the values of an environment came about.
  ///
  /// - Parameter wanted: The present names of the keys; `nil` for all that somebody set.
  package func explanations(of name: EnvironmentName, only wanted: Set<String>? = nil) -> [SettingExplanation] {
    ask { resolution in
      ConfigurationKeyTable.environment.keys.compactMap { key in
        if let wanted, !wanted.contains(key.name) { return nil }
        resolution.forget(name)
        let explanation = resolution.environment(name).explanation(of: key)
        let isSet = explanation.setting.origin.section != Setting<SettingValue>.Origin.unset
        return wanted != nil || isSet ? explanation : nil
      }
    }
  }
}

extension SettingResolver {
  /// Computes a setting and tells how.
  func explanation(of key: ConfigurationKey) -> SettingExplanation {
    resolution.replacements = []
    let setting = setting(key)
    let replacements = resolution.replacements ?? []
    resolution.replacements = nil
    return SettingExplanation(
      key: key.name, documentation: key.documentation, setting: setting, lines: lines(of: key, setting.origin.span),
      replacements: replacements)
  }

  /// The lines behind a setting, by the place of its key.
  private func lines(of key: ConfigurationKey, _ span: SourceSpan?) -> [SettingExplanation.Line] {
    let entries = layers.flatMap { section in key.spellings.compactMap { section[$0] } }
    guard let span, let entry = entries.first(where: { $0.keySpan == span }) else { return [] }
    if let value = entry.value {
      let text = String(decoding: value.span.file.bytes[value.span.range], as: UTF8.self)
      return [SettingExplanation.Line(span: value.span, condition: nil, text: text)]
    }
    return activeLines(entry).map { line in
      let condition = line.condition == nil ? nil : line.fullText.prefix { $0 != ":" }
      return SettingExplanation.Line(span: line.span, condition: condition.map(String.init), text: line.content)
    }
  }
}
