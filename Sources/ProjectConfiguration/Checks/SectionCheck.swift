import SourceText

/// Finds sections whose names are close to those that have a meaning, and that hold what such sections hold.
enum SectionCheck {
  private static let words = ["tox", "testenv", "pkgenv", "packagedef", "envdef", "service"]

  /// Sections beyond these are counted and no longer told one by one.
  private static let diagnosticLimit = 100

  static func diagnostics(for document: ConfigurationDocument) -> [Diagnostic] {
    guard document.dialect == .ini else { return [] }
    var told: [Diagnostic] = []
    var untoldCount = 0
    lazy var referenced = referencedSections(of: document)
    for section in document.sections {
      guard let meant = meantName(of: section, document.dialect), !referenced.contains(section.name) else { continue }
      guard told.count < diagnosticLimit else {
        untoldCount += 1
        continue
      }
      told.append(
        .warning(
          "section [\(section.name)] means nothing", at: section.nameSpan, help: "did you mean [\(meant)]?"))
    }
    if untoldCount > 0 { told.append(.warning("\(untoldCount) more sections mean nothing")) }
    return told
  }

  /// The name that a section was probably to have; `nil` for those whose names are right, or quite another thing.
  private static func meantName(of section: ConfigurationSection, _ dialect: ConfigurationDialect) -> String? {
    guard KeyCheck.table(ofSection: section.name, dialect) == nil, section.entries.contains(where: isKnown) else {
      return nil
    }
    let parts = section.name.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
    guard let word = parts.first.map(String.init), let meant = closestMatch(to: word, among: words) else { return nil }
    let name = ([meant] + parts.dropFirst().map(String.init)).joined(separator: ":")
    guard name != section.name, let table = KeyCheck.table(ofSection: name, dialect),
      section.entries.contains(where: { table[$0.key] != nil })
    else { return nil }
    return name
  }

  /// Whether a key has a meaning in some section.
  private static func isKnown(_ entry: ConfigurationEntry) -> Bool {
    tables.contains { $0[entry.key] != nil }
  }

  private static let tables: [ConfigurationKeyTable] = [
    .core, .environment, .packaging, .packageDefinition, .environmentDefinition, .service,
  ]

  /// Sections that a value refers to or that environments name in `base`: those may have any name.
  ///
  /// - Complexity: O(*n*) in the size of the file.
  private static func referencedSections(of document: ConfigurationDocument) -> Set<String> {
    var names: Set<String> = []
    let bytes = document.file.bytes
    var start: Int?
    for (index, byte) in bytes.enumerated() {
      switch byte {
      case UInt8(ascii: "["): start = index > 0 && bytes[index - 1] == UInt8(ascii: "{") ? index + 1 : nil
      case UInt8(ascii: "]"):
        if let from = start { names.insert(String(decoding: bytes[from..<index], as: UTF8.self)) }
        start = nil
      case UInt8(ascii: "\n"): start = nil
      default: break
      }
    }
    for section in document.sections {
      guard let base = section["base"] else { continue }
      for name in base.text.split(whereSeparator: { $0 == "," || $0.isWhitespace }) { names.insert(String(name)) }
    }
    return names
  }
}
