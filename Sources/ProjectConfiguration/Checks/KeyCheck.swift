import SourceText

/// Finds keys that mean nothing where they stand, most often misspelt ones.
enum KeyCheck {
  static func diagnostics(for document: ConfigurationDocument) -> [Diagnostic] {
    document.sections.flatMap { section -> [Diagnostic] in
      if section.name == "tox" { return diagnostics(section, .core) }
      if section.name == "testenv" || section.name.hasPrefix("testenv:") { return diagnostics(section, .environment) }
      return []
    }
  }

  private static func diagnostics(_ section: ConfigurationSection, _ table: ConfigurationKeyTable) -> [Diagnostic] {
    section.entries.compactMap { entry in
      if table[entry.key] != nil { return nil }
      let help = help(for: entry.key, table, isCore: section.name == "tox")
      return .warning("unknown key '\(entry.key)' in section [\(section.name)]", at: entry.keySpan, help: help)
    }
  }

  /// A key of the other kind of section is told where it belongs.
  private static func help(for key: String, _ table: ConfigurationKeyTable, isCore: Bool) -> String {
    let other: ConfigurationKeyTable = isCore ? .environment : .core
    if other[key] != nil { return "it belongs in section [\(isCore ? "testenv" : "tox")]" }
    let suggestion = closestMatch(to: key, among: table.allNames)
    return suggestion.map { "did you mean '\($0)'?" } ?? "it has no effect; remove it if nothing else reads it"
  }
}
