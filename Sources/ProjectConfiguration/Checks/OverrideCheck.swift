import EnvironmentModel
import SourceText

/// Finds overrides of the command line that nothing reads, most often misspelt ones.
enum OverrideCheck {
  /// A key that there is not is an error where somebody has just typed it; a variable may be meant for other projects.
  static func diagnostics(_ resolution: Resolution, _ names: EnvironmentNames) -> [Diagnostic] {
    if resolution.context.usesToxWording { return [] }
    let document = resolution.document
    let referenced = KeyCheck.referencedNames(in: document.file.bytes)
    return resolution.context.overrides.filter { !$0.isOwn }.compactMap { item in
      let section = document.dialect.section(ofOverride: item.section)
      if let table = KeyCheck.table(ofSection: section, document.dialect) {
        return unknownKey(item, section, table, document, referenced)
          ?? unknownEnvironment(item, section, document.dialect, names, resolution)
      }
      // A variable may be meant for files of every format.
      let isRead = document.file.bytes.firstRange(of: Array("{[\(section)]".utf8)) != nil
      if item.variable != nil || document[section: section] != nil || isRead { return nil }
      let sections = document.sections.map(\.name) + document.dialect.sections(ofEverything: names.list)
      return .warning(
        "\(item.words) sets nothing: there is no section [\(item.section)]",
        help: closestMatch(to: section, among: sections).map { "did you mean [\($0)]?" })
    }
  }

  private static func unknownKey(
    _ item: ConfigurationOverride, _ section: String, _ table: ConfigurationKeyTable, _ document: ConfigurationDocument,
    _ referenced: Set<String>
  ) -> Diagnostic? {
    // Environments of either sort stand in the same sections.
    let isPackaging = table["commands"] != nil && ConfigurationKeyTable.packaging[item.key] != nil
    guard table[item.key] == nil, !isPackaging, !referenced.contains(item.key),
      document[section: section]?[item.key] == nil
    else { return nil }
    let message = "\(item.words) sets nothing: there is no key '\(item.key)'"
    let help =
      closestMatch(to: item.key, among: table.allNames).map { "did you mean '\($0)'?" } ?? "see all of them with 'man'"
    return item.variable == nil ? .error(message, help: help) : .warning(message, help: help)
  }

  private static func unknownEnvironment(
    _ item: ConfigurationOverride, _ section: String, _ dialect: ConfigurationDialect, _ names: EnvironmentNames,
    _ resolution: Resolution
  ) -> Diagnostic? {
    guard let name = dialect.environmentName(of: section).map(String.init), !names.isKnown(name),
      !name.hasPrefix(resolution.core.text("package_env")),
      // What the configuration does not name is there when somebody asks for it.
      !names.mayHave(name) || resolution.context.asks(for: name) == false
    else { return nil }
    let known = (names.list + names.additional).map(\.text)
    return .warning(
      "\(item.words) sets nothing: there is no environment '\(name)'",
      help: closestMatch(to: name, among: known).map { "did you mean '\($0)'?" })
  }
}

extension ConfigurationDialect {
  /// The sections that may stand in any file, with those of some environments.
  fileprivate func sections(ofEverything names: [EnvironmentName]) -> [String] {
    [core, runBase, packageBase] + names.map { environment($0.text) }
  }
}
