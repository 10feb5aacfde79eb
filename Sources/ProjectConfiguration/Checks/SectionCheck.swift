import SourceText

/// Finds sections whose names are close to those that have a meaning, and that hold what such sections hold.
enum SectionCheck {
  private static let words = ["tox", "testenv", "pkgenv", "packagedef", "envdef"]

  static func diagnostics(for document: ConfigurationDocument) -> [Diagnostic] {
    guard document.dialect == .ini else { return [] }
    let bytes = document.file.bytes
    return document.sections.compactMap { section in
      let parts = section.name.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
      guard KeyCheck.table(ofSection: section.name, document.dialect) == nil, let word = parts.first.map(String.init),
        let meant = closestMatch(to: word, among: words)
      else { return nil }
      let name = ([meant] + parts.dropFirst().map(String.init)).joined(separator: ":")
      // Sections may have any name when others refer to them.
      guard name != section.name, let table = KeyCheck.table(ofSection: name, document.dialect),
        section.entries.contains(where: { table[$0.key] != nil }),
        bytes.firstRange(of: Array("{[\(section.name)]".utf8)) == nil, !isBase(section.name, document)
      else { return nil }
      return .warning(
        "section [\(section.name)] means nothing", at: section.nameSpan, help: "did you mean [\(name)]?")
    }
  }

  /// Whether environments name the section in `base`.
  private static func isBase(_ name: String, _ document: ConfigurationDocument) -> Bool {
    document.sections.contains { section in section["base"]?.text.contains(name) ?? false }
  }
}
