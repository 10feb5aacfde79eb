import SourceText

/// Finds keys that mean nothing where they stand, most often misspelt ones.
enum KeyCheck {
  /// Keys beyond these are counted and no longer told one by one.
  private static let diagnosticLimit = 100

  static func diagnostics(for document: ConfigurationDocument) -> [Diagnostic] {
    let read = referencedNames(in: document.file.bytes)
    var diagnostics: [Diagnostic] = []
    var untoldCount = 0
    for section in document.sections {
      guard let table = table(ofSection: section.name, document.dialect) else { continue }
      diagnostics += idlePackagingKeys(section, document.dialect)
      for entry in section.entries where !hasEffect(entry, table, read) {
        if diagnostics.count < diagnosticLimit {
          diagnostics.append(diagnostic(entry, section, table))
        } else {
          untoldCount += 1
        }
      }
    }
    if untoldCount > 0 { diagnostics.append(.warning("\(untoldCount) more keys are unknown or have no effect")) }
    return diagnostics
  }

  /// Keys of packaging environments that builds act on.
  private static let ofBuilds: Set<String> =
    ConfigurationKeyTable.externalBuilderKeys.union(
      ["base", "set_env", "pass_env", "deps", "base_python", "package_root", "platform", "allowlist_externals"])

  /// Keys of a packaging environment that change nothing of its builds yet.
  private static func idlePackagingKeys(
    _ section: ConfigurationSection, _ dialect: ConfigurationDialect
  ) -> [Diagnostic] {
    let isOfBuilds =
      section.name == dialect.packageBase || dialect.environmentName(of: section.name)?.hasPrefix(".pkg") == true
    guard isOfBuilds else { return [] }
    return section.entries.compactMap { entry in
      guard let key = ConfigurationKeyTable.packaging[entry.key], !ofBuilds.contains(key.name),
        !entry.isEmpty
      else { return nil }
      return .warning("package builds do not act on '\(entry.key)' yet", at: entry.keySpan)
    }
  }

  /// The keys of a section that has a meaning, by its name; `nil` for others.
  static func table(ofSection name: String, _ dialect: ConfigurationDialect) -> ConfigurationKeyTable? {
    if name == dialect.core { return .core }
    let isTemplate = dialect != .ini && name.hasPrefix("\(dialect.templates).")
    if name == dialect.runBase || dialect.environmentName(of: name) != nil || isTemplate { return .environment }
    if name.hasPrefix(dialect.packageDefinition("")) { return .packageDefinition }
    if name.hasPrefix(dialect.environmentDefinition("")) { return .environmentDefinition }
    if name.hasPrefix(dialect.service("")) || name.hasPrefix(dialect.dockerService("")) { return .service }
    return name == dialect.packageBase ? .packaging : nil
  }

  /// The names in `{name}`, `{name:…}` and `{[section]name}`, whoever they belong to.
  ///
  /// - Complexity: O(*n*) in the size of the file.
  static func referencedNames(in bytes: [UInt8]) -> Set<String> {
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

  private static func hasEffect(
    _ entry: ConfigurationEntry, _ table: ConfigurationKeyTable, _ read: Set<String>
  ) -> Bool {
    if table[entry.key] != nil || read.contains(entry.key) { return true }
    // Environments of either sort stand in the same sections, and templates have a key of their own.
    let isOfEnvironments = table["commands_pre"] != nil
    return isCore(table)
      ? ConfigurationKeyTable.retired.contains(entry.key)
      : entry.key == "factors"
        || ConfigurationKeyTable.packaging[entry.key].map { isOfEnvironments || !$0.isOfExternalBuilders } ?? false
  }

  private static func isCore(_ table: ConfigurationKeyTable) -> Bool { table["tox_root"] != nil }

  private static func diagnostic(
    _ entry: ConfigurationEntry, _ section: ConfigurationSection, _ table: ConfigurationKeyTable
  ) -> Diagnostic {
    let place = section.name.isEmpty ? "at the top of the file" : "in section [\(section.name)]"
    let isTable = if case .table = entry.value?.content { isCore(table) } else { false }
    let tableName = isTable ? closestMatch(to: entry.key, among: tables) : nil
    return .warning(
      "unknown key '\(entry.key)' \(place)", at: entry.keySpan,
      help: tableName.map { "did you mean '\($0)'?" } ?? help(for: entry.key, table, isCore: isCore(table)))
  }

  /// The tables of TOML that have a meaning beside the core's keys.
  private static let tables = ["env_run_base", "env_pkg_base", "env_base", "env", "packagedef", "envdef", "service"]

  /// What people mean by words of other tools and of other sections, best first.
  private static let meanings: [String: [String]] = [
    "retries": ["commands_retry"], "retry": ["commands_retry"], "reruns": ["commands_retry"],
    "change_dir": ["root"], "changedir": ["root"], "cwd": ["change_dir", "root"], "chdir": ["change_dir", "root"],
    "workdir": ["change_dir", "root"], "working_dir": ["change_dir", "root"],
    "python": ["base_python"], "interpreter": ["base_python"], "requires_python": ["base_python"],
    "dependencies": ["deps", "depends"], "requirements": ["deps", "depends"],
    "requires": ["deps", "depends"],
    "env": ["set_env"], "environment": ["set_env"], "variables": ["set_env"], "scripts": ["commands"],
    "script": ["commands"], "features": ["extras"], "type": ["kind", "builder"], "environments": ["env_list"],
    "envs": ["env_list"], "source": ["root"], "sources": ["inputs"], "needs": ["depends"], "matches": ["match"],
  ]

  /// A key of another kind of section is told where it belongs.
  private static func help(for key: String, _ table: ConfigurationKeyTable, isCore: Bool) -> String {
    let known = table.allNames
    if let word = meanings[key]?.first(where: known.contains) { return "did you mean '\(word)'?" }
    let isOfDefinition = table["builder"] != nil || table["match"] != nil
    let others: [(ConfigurationKeyTable, String)] =
      isOfDefinition
      ? [(.packageDefinition, "[packagedef:NAME]"), (.environment, "[testenv]"), (.core, "[tox]")]
      : [(.core, "[tox]"), (.environment, "[testenv]")]
    if let (_, place) = others.first(where: { $0.0[key] != nil }) {
      return isOfDefinition
        ? "it is a key of section \(place), and has no effect here" : "it belongs in section \(place)"
    }
    return closestMatch(to: key, among: known).map { "did you mean '\($0)'?" } ?? "it has no effect and can be removed"
  }
}
