import SourceText

/// Finds keys that mean nothing where they stand, most often misspelt ones.
enum KeyCheck {
  static func diagnostics(for document: ConfigurationDocument) -> [Diagnostic] {
    let read = referencedNames(in: document.file.bytes)
    let dialect = document.dialect
    return document.sections.flatMap { section -> [Diagnostic] in
      if section.name == dialect.core { return diagnostics(section, .core, read) }
      let isTemplate = dialect != .ini && section.name.hasPrefix("\(dialect.templates).")
      if section.name == dialect.runBase || dialect.environmentName(of: section.name) != nil || isTemplate {
        return diagnostics(section, .environment, read)
      }
      if section.name.hasPrefix(dialect.packageDefinition("")) { return diagnostics(section, .packageDefinition, read) }
      if section.name.hasPrefix(dialect.environmentDefinition("")) {
        return diagnostics(section, .environmentDefinition, read)
      }
      return section.name == dialect.packageBase ? diagnostics(section, .packaging, read) : []
    }
  }

  /// The names in `{name}`, `{name:…}` and `{[section]name}`, whoever they belong to.
  ///
  /// - Complexity: O(*n*) in the size of the file.
  private static func referencedNames(in bytes: [UInt8]) -> Set<String> {
    var names: Set<String> = []
    var start: Int?
    for (index, byte) in bytes.enumerated() {
      switch byte {
      case UInt8(ascii: "{"), UInt8(ascii: "]"): start = index + 1
      case UInt8(ascii: "}"), UInt8(ascii: ":"):
        if let from = start, from < index { names.insert(String(decoding: bytes[from..<index], as: UTF8.self)) }
        start = nil
      case UInt8(ascii: "\n"): start = nil
      default: break
      }
    }
    return names
  }

  /// Keys that change what a run comes to, and that this version reads without doing it.
  private static let withoutEffect: Set<String> = [
    "fail_fast", "interrupt_timeout", "terminate_timeout", "extra_setup_commands", "recreate_commands", "pylock",
    "constraints", "use_frozen_constraints",
  ]

  private static func diagnostics(
    _ section: ConfigurationSection, _ table: ConfigurationKeyTable, _ read: Set<String>
  ) -> [Diagnostic] {
    section.entries.compactMap { entry in
      if let key = table[entry.key] {
        if !withoutEffect.contains(key.name) || entry.isEmpty { return nil }
        return .warning("this version does not act on '\(entry.key)' yet", at: entry.keySpan)
      }
      let isCore = table["tox_root"] != nil
      if read.contains(entry.key) || (isCore && ConfigurationKeyTable.retired.contains(entry.key)) { return nil }
      // Environments of either sort stand in the same sections, and templates have a key of their own.
      if !isCore, entry.key == "factors" || ConfigurationKeyTable.packaging[entry.key] != nil { return nil }
      let place = section.name.isEmpty ? "at the top of the file" : "in section [\(section.name)]"
      return .warning(
        "unknown key '\(entry.key)' \(place)", at: entry.keySpan, help: help(for: entry.key, table, isCore: isCore))
    }
  }

  /// A key of the other kind of section is told where it belongs.
  private static func help(for key: String, _ table: ConfigurationKeyTable, isCore: Bool) -> String {
    let other: ConfigurationKeyTable = isCore ? .environment : .core
    if other[key] != nil { return "it belongs in section [\(isCore ? "testenv" : "tox")]" }
    let suggestion = closestMatch(to: key, among: table.allNames)
    return suggestion.map { "did you mean '\($0)'?" } ?? "it has no effect and can be removed"
  }
}
