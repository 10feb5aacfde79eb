package import EnvironmentModel
package import SourceText

/// How a value came about.
package struct SettingExplanation: Sendable {
  /// A line of the file that is part of the value, or what stands in its place on the command line.
  package struct Line: Sendable {
    /// `nil` where it is in no file.
    package var span: SourceSpan?
    /// What it stands in, where that is no file: `command line`.
    package var source: String?
    /// The condition that let the line through; `nil` where it has none.
    package var condition: String?
    package var text: String
  }

  /// What became of an expression, of a table with `replace`, or of `base`.
  package struct Replacement: Sendable {
    package var expression: String
    /// Where it is written; `nil` for what is not in the file as it is, such as the expressions of defaults.
    package var span: SourceSpan?
    /// The lines that it brings in, where it refers to others.
    package var sources: [Line]
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

/// Whose settings are asked for.
package enum SettingOwner: Hashable, Sendable {
  case core
  case environment(EnvironmentName)
  /// An environment that builds packages.
  case packageEnvironment(EnvironmentName)

  /// The keys that it may have.
  package var table: ConfigurationKeyTable {
    switch self {
    case .core: .core
    case .environment: .environment
    case .packageEnvironment: .packaging
    }
  }
}

extension LoadedConfiguration {
  /// How the values of an environment, or of the core, came about.
  ///
  /// - Parameter wanted: The present names of the keys; `nil` for all that somebody set.
  package func explanations(of owner: SettingOwner, only wanted: Set<String>? = nil) -> [SettingExplanation] {
    ask { resolution in
      owner.table.keys.compactMap { key in
        if let wanted, !wanted.contains(key.name) { return nil }
        // What was computed for another key would not be told again.
        resolution.forgetAll()
        let explanation = resolution.resolver(of: owner).explanation(of: key)
        let isSet = explanation.setting.origin.section != SettingOrigin.unset
        return wanted != nil || isSet ? explanation : nil
      }
    }
  }
}

extension Resolution {
  fileprivate func resolver(of owner: SettingOwner) -> SettingResolver {
    switch owner {
    case .core: core
    case .environment(let name): environment(name)
    case .packageEnvironment(let name): packageEnvironment(name)
    }
  }
}

extension SettingResolver {
  /// Computes a setting and tells how.
  func explanation(of key: ConfigurationKey) -> SettingExplanation {
    resolution.replacements = []
    defer { resolution.replacements = nil }
    let setting = setting(key)
    let replacements = resolution.replacements ?? []
    return SettingExplanation(
      key: key.name, documentation: key.documentation, setting: setting, lines: sources(of: key, setting),
      replacements: inheritance(of: key, setting) + replacements)
  }

  /// The `base` that brings in the section of a setting, where somebody wrote one.
  private func inheritance(
    of key: ConfigurationKey, _ setting: Setting<SettingValue>
  ) -> [SettingExplanation.Replacement] {
    guard key.name != "base", let base = self.setting(named: "base"), let span = base.origin.span,
      case .list(let items) = base.value
    else { return [] }
    let own = resolution.ownSections(of: scope)
    let sections = ([setting.origin] + setting.extended).map(\.section).filter { !own.contains($0) }
    return items.flatMap { item in
      document.dialect.sections(ofBase: item).filter(sections.contains).map { section in
        SettingExplanation.Replacement(expression: "base = \(item)", span: span, sources: [], text: "[\(section)]")
      }
    }
  }
}

extension SettingExplanation.Line {
  /// What the command line, or a variable, says.
  init(_ item: ConfigurationOverride) {
    self.init(span: nil, source: item.origin.section, condition: nil, text: item.origin.text ?? item.text)
  }
}
