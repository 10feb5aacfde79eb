/// One key of the configuration language: its names, type, default and meaning.
package struct ConfigurationKey: Sendable {
  /// How the value's text becomes a value.
  package enum ValueType: String, Sendable {
    case text, path, boolean, number, list
    /// One requirement or option of pip a line.
    case requirements
    case commands, variables
  }

  /// The present name.
  package let name: String
  /// Old spellings that mean the same.
  package let aliases: [String]
  package let type: ValueType
  /// The text taken when no section sets the key; substituted like any other.
  package let defaultText: String
  /// One sentence for manuals and completions.
  package let documentation: String
  /// Whether the configuration may not set it.
  package let isConstant: Bool

  init(
    _ name: String, _ type: ValueType, aliases: [String] = [], default defaultText: String = "",
    isConstant: Bool = false, _ documentation: String
  ) {
    self.name = name
    self.aliases = aliases
    self.type = type
    self.defaultText = defaultText
    self.documentation = documentation
    self.isConstant = isConstant
  }
}

/// Keys with their look-up by present and old names.
package struct ConfigurationKeyTable: Sendable {
  package let keys: [ConfigurationKey]
  private let positions: [String: Int]

  init(_ keys: [ConfigurationKey]) {
    self.keys = keys
    var positions: [String: Int] = [:]
    for (index, key) in keys.enumerated() {
      for name in [key.name] + key.aliases { positions[name] = index }
    }
    self.positions = positions
  }

  /// The key that a name, new or old, stands for.
  package subscript(name: String) -> ConfigurationKey? { positions[name].map { keys[$0] } }
  /// Every spelling there is.
  package var allNames: [String] { keys.flatMap { [$0.name] + $0.aliases } }
}
