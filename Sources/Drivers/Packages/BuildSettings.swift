import EnvironmentModel

/// What `config_settings` says to a tool: names that begin with `-` are options of the tool, others are values that the
/// sources themselves ask for.
struct BuildSettings {
  /// How a tool wants an option that has a value.
  enum Spelling {
    /// `--name=value`, `-nvalue`
    case joined
    /// `--name value`
    case separate
  }

  /// Names and values of the options; a value that is empty is none.
  private let named: [VariableAssignment]
  let values: [VariableAssignment]

  init(_ definition: PackageDefinition) {
    named = definition.configSettings.filter { $0.name.hasPrefix("-") }
    values = definition.configSettings.filter { !$0.name.hasPrefix("-") }
  }

  /// The options as words of a command line.
  func options(_ spelling: Spelling = .joined) -> [String] {
    named.flatMap { option -> [String] in
      if option.value.isEmpty { return [option.name] }
      switch spelling {
      case .joined: return [option.name + (option.name.hasPrefix("--") ? "=" : "") + option.value]
      case .separate: return [option.name, option.value]
      }
    }
  }

  /// Refuses values where the tool has no place for them.
  func checkOnlyOptions(of tool: String) throws(BuildRefusal) {
    guard let value = values.first else { return }
    throw .invalid("config_settings '\(value.name)' means nothing to \(tool): names of its options begin with '-'")
  }
}
