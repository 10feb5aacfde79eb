import SourceText

/// The tables of a native TOML configuration as sections.
enum TOMLSections {
  /// - Parameters:
  ///   - root: The whole file, which references can reach.
  ///   - table: The table that is tox's.
  ///   - prefix: The path of that table: nothing, or `tool.tox`.
  /// - Throws: Where a table is missing something that no environment can do without.
  static func document(
    _ file: SourceFile, root: TOMLTable, table: TOMLTable, prefix: String
  ) throws(DiagnosticError) -> ConfigurationDocument {
    let dialect = ConfigurationDialect.toml(prefix: prefix)
    let start = prefix.isEmpty ? "" : "\(prefix)."
    var core: [ConfigurationEntry] = []
    var sections: [ConfigurationSection] = []
    for entry in table.entries {
      switch entry.key {
      case "env", "env_base", "packagedef", "envdef":
        for inner in try self.table(entry, named: entry.key).entries {
          sections.append(try section("\(start)\(entry.key).\(inner.key)", inner))
        }
      case "env_run_base", "env_pkg_base": sections.append(try section("\(start)\(entry.key)", entry))
      default:
        core.append(ConfigurationEntry(entry))
        // Any table can be inherited from.
        if case .table = entry.value.content { sections.append(try section("\(start)\(entry.key)", entry)) }
      }
    }
    let span = table.span
    sections.insert(ConfigurationSection(name: dialect.core, nameSpan: span, entries: core), at: 0)
    return ConfigurationDocument(file: file, dialect: dialect, root: root, sections: sections)
  }

  private static func section(_ name: String, _ entry: TOMLEntry) throws(DiagnosticError) -> ConfigurationSection {
    let table = try table(entry, named: name)
    return ConfigurationSection(
      name: name, nameSpan: entry.keySpan, entries: table.entries.map { ConfigurationEntry($0) })
  }

  private static func table(_ entry: TOMLEntry, named name: String) throws(DiagnosticError) -> TOMLTable {
    guard case .table(let table) = entry.value.content else {
      throw DiagnosticError(.error("'\(name)' is \(entry.value.kind), and has to be a table", at: entry.keySpan))
    }
    return table
  }
}
