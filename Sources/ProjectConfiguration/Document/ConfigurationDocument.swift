package import SourceText

/// A configuration file as sections of keys and values, whatever its format; order and positions are kept.
package struct ConfigurationDocument: Sendable {
  package let file: SourceFile
  /// How the format names the sections that have a meaning.
  package let dialect: ConfigurationDialect
  /// The whole file, where its format lets values refer to any place of it.
  let root: TOMLTable?
  package private(set) var sections: [ConfigurationSection]
  /// The keys that some section has, by the spelling there.
  let keys: Set<String>
  /// Whether there are package definitions.
  let definesPackages: Bool
  private var positions: [String: Int]

  /// Of sections of one name the first counts.
  package init(
    file: SourceFile, dialect: ConfigurationDialect = .ini, root: TOMLTable? = nil, sections: [ConfigurationSection]
  ) {
    var positions: [String: Int] = [:]
    positions.reserveCapacity(sections.count)
    for (position, section) in sections.enumerated() where positions[section.name] == nil {
      positions[section.name] = position
    }
    self.init(file: file, dialect: dialect, root: root, sections: sections, positions: positions)
  }

  /// - Parameter positions: Where each section stands, by its name.
  init(
    file: SourceFile, dialect: ConfigurationDialect, root: TOMLTable? = nil, sections: [ConfigurationSection],
    positions: [String: Int]
  ) {
    self.file = file
    self.dialect = dialect
    self.root = root
    self.sections = sections
    self.positions = positions
    var keys: Set<String> = []
    for section in sections { for entry in section.entries { keys.insert(entry.key) } }
    self.keys = keys
    let packages = dialect.packageDefinition("")
    definesPackages = sections.contains { $0.name.hasPrefix(packages) }
  }

  /// A section by its name as written between the brackets.
  package subscript(section name: String) -> ConfigurationSection? {
    positions[name].map { sections[$0] }
  }
}

/// A named group of keys.
package struct ConfigurationSection: Sendable {
  package let name: String
  package let nameSpan: SourceSpan
  package private(set) var entries: [ConfigurationEntry]
  private var positions: [String: Int]

  /// Of entries with the same key the first counts.
  package init(name: String, nameSpan: SourceSpan, entries: [ConfigurationEntry]) {
    self.name = name
    self.nameSpan = nameSpan
    self.entries = entries
    positions =
      entries.count > Self.searchedCount
      ? Dictionary(entries.enumerated().map { ($1.key, $0) }) { first, _ in first } : [:]
  }

  /// So few entries are searched one by one, which costs less than a table of them.
  static let searchedCount = 8

  /// An entry by its key, which is in lower case.
  package subscript(key: String) -> ConfigurationEntry? {
    if entries.count <= Self.searchedCount {
      // Strings are compared by what they mean, which takes long where one has many combining marks.
      return entries.first { $0.key.utf8.count == key.utf8.count && $0.key == key }
    }
    return positions[key].map { entries[$0] }
  }
}

/// A key and its value, parsed as far as it can be without knowing an environment.
package struct ConfigurationEntry: Sendable {
  package let key: String
  package let keySpan: SourceSpan
  /// The value's lines without comments, each with the factor condition in front of it; none in TOML.
  package let lines: [ConditionalLine]
  /// The value in TOML, its replacements not yet carried out.
  package let value: TOMLValue?
  /// Where to look in a long value.
  let index: LazyFactorIndex?

  package init(key: String, keySpan: SourceSpan, lines: [ConditionalLine]) {
    self.key = key
    self.keySpan = keySpan
    self.lines = lines
    value = nil
    index = lines.count < FactorIndex.lineLimit ? nil : LazyFactorIndex(lines)
  }

  package init(_ entry: TOMLEntry) {
    key = entry.key
    keySpan = entry.keySpan
    lines = []
    value = entry.value
    index = nil
  }

  /// Whether the key is there and says nothing.
  var isEmpty: Bool {
    switch value?.content {
    case nil: text.isEmpty
    case .string(let text): text.isEmpty
    case .array(let items): items.isEmpty
    case .table(let table): table.entries.isEmpty
    default: false
    }
  }

  /// Whether anything of it may stand for something else.
  var hasExpressions: Bool {
    func isPlain(_ text: String) -> Bool { !text.utf8.contains { $0 == UInt8(ascii: "{") || $0 == UInt8(ascii: "[") } }
    switch value?.content {
    case nil: return !lines.allSatisfy { isPlain($0.fullText) }
    case .string(let text): return !isPlain(text)
    case .array(let items):
      return !items.allSatisfy { if case .string(let text) = $0.content { isPlain(text) } else { false } }
    default: return true
    }
  }

  /// The value's text where all lines count, conditions included as written.
  package var text: String { lines.map(\.fullText).joined(separator: "\n") }
}

/// One line of a value.
package struct ConditionalLine: Sendable {
  /// `nil` when the line counts for every environment.
  package let condition: FactorCondition?
  /// The line after its condition, comments removed.
  package let content: String
  /// The line with its condition, comments removed.
  package let fullText: String
  package let span: SourceSpan

  package init(condition: FactorCondition?, content: String, fullText: String, span: SourceSpan) {
    self.condition = condition
    self.content = content
    self.fullText = fullText
    self.span = span
  }
}
