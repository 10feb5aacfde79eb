package import SourceText

/// Reads a configuration in the format that its file's name tells.
package enum ConfigurationReader {
  /// Names of files that may hold a configuration; of several in a folder the first that does counts.
  package static let fileNames = ["tox.ini", "setup.cfg", "pyproject.toml", "tox.toml"]

  /// The sections of a file, with `[tox]` as the name of the core's in every format.
  ///
  /// - Returns: `nil` when the file is there for something else: a `setup.cfg` without `[tox:tox]`, a `pyproject.toml`
  ///   without `[tool.tox]`.
  /// - Throws: What is wrong with the file.
  package static func read(_ file: SourceFile) throws(DiagnosticError) -> ConfigurationDocument? {
    let name = file.path.split(separator: "/").last ?? ""
    if name == "setup.cfg" { return try setupConfiguration(file) }
    if name.hasSuffix(".toml") { return try toml(file, isOwnFile: name != "pyproject.toml") }
    return try INIReader.read(file)
  }

  /// The part of setuptools' file that is tox's.
  private static func setupConfiguration(_ file: SourceFile) throws(DiagnosticError) -> ConfigurationDocument? {
    let document: ConfigurationDocument
    do throws(DiagnosticError) {
      document = try INIReader.read(file)
    } catch {
      // A file that setuptools alone reads may be written in ways that tox's dialect does not know.
      guard holds("[tox:tox]", in: file.bytes) else { return nil }
      throw error
    }
    guard document[section: coreInSetup] != nil else { return nil }
    let sections = document.sections.filter { $0.name != "tox" }.map { section in
      section.name == coreInSetup
        ? ConfigurationSection(name: "tox", nameSpan: section.nameSpan, entries: section.entries) : section
    }
    return ConfigurationDocument(file: file, sections: sections)
  }

  private static let coreInSetup = "tox:tox"

  private static func toml(_ file: SourceFile, isOwnFile: Bool) throws(DiagnosticError) -> ConfigurationDocument? {
    let root: TOMLTable
    do throws(DiagnosticError) {
      root = try TOMLReader.read(file)
    } catch {
      if isOwnFile || holds("tool.tox", in: file.bytes) { throw error }
      return nil
    }
    if isOwnFile { return try TOMLSections.document(file, root: root, table: root, prefix: "") }
    guard let entry = root.table("tool")?.entry(for: "tox") else { return nil }
    guard case .table(let table) = entry.value.content else {
      throw DiagnosticError(.error("'tool.tox' is \(entry.value.kind), and has to be a table", at: entry.keySpan))
    }
    guard let legacy = table.entry(for: "legacy_tox_ini"), table.entries.count == 1 else {
      return table.entries.isEmpty
        ? nil : try TOMLSections.document(file, root: root, table: table, prefix: "tool.tox")
    }
    guard case .string(let text) = legacy.value.content else {
      throw DiagnosticError(
        .error("'legacy_tox_ini' is \(legacy.value.kind), and has to be a string", at: legacy.keySpan))
    }
    return try INIReader.read(EmbeddedText.file(text, at: legacy.value.span))
  }

  private static func holds(_ text: String, in bytes: [UInt8]) -> Bool {
    let wanted = Array(text.utf8)
    guard bytes.count >= wanted.count else { return false }
    return (0...bytes.count - wanted.count).contains { bytes[$0] == wanted[0] && bytes[$0...].starts(with: wanted) }
  }
}

extension TOMLTable {
  fileprivate func table(_ key: String) -> TOMLTable? {
    if case .table(let table) = self[key]?.content { table } else { nil }
  }
}
