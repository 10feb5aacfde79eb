import EnvironmentModel
import ProjectConfiguration
import Reporting

extension JSONNode {
  /// A value in the shape that tox gives it: commands as text, variables as an object, a failure as `{"error": …}`.
  init(_ value: SettingValue) {
    switch value {
    case .text(let text), .path(let text): self = .text(text)
    case .boolean(let value): self = .boolean(value)
    case .integer, .number: self = .number(value.referenceText)
    case .absent: self = .text("None")
    case .command(let command): self = .text(command.shellText)
    case .groups(let groups):
      self = .object(groups.map { Member(key: $0.name, value: .list($0.members.map { .text($0) })) })
    case .list(let items): self = .list(items.map { .text($0) })
    case .commands(let commands): self = .list(commands.map { .text($0.shellText) })
    case .variables(let assignments), .dictionary(let assignments):
      self = .object(assignments.map { Member(key: $0.name, value: .text($0.value)) })
    case .failure(let reason): self = .object([Member(key: "error", value: .text(reason))])
    }
  }
}
