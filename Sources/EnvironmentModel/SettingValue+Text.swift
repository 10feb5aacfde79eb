extension SettingValue {
  /// The text that stands for the value where another value refers to it, several items on a line each.
  package var referenceText: String {
    switch self {
    case .text(let text), .path(let text): text
    case .boolean(let value): value ? "True" : "False"
    case .integer(let number): String(number)
    case .number(let number): String(number)
    case .absent: "None"
    case .list(let items): items.joined(separator: "\n")
    case .command(let command): command.shellText
    case .commands(let commands): commands.map(\.shellText).joined(separator: "\n")
    case .variables(let entries), .dictionary(let entries):
      entries.map { "\($0.name)=\($0.value)" }.joined(separator: "\n")
    case .groups(let groups):
      groups.map { "\($0.name)=\($0.members.joined(separator: "\n"))" }.joined(separator: "\n")
    case .failure: ""
    }
  }

  /// Whether the value is several by nature, though it may have one item or none.
  package var isCollection: Bool {
    switch self {
    case .list, .commands, .variables, .dictionary, .groups: true
    default: false
    }
  }
}
