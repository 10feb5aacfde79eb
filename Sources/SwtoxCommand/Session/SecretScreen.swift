import EnvironmentModel
import ProjectConfiguration

/// Keeps secrets out of what is shown of settings: whole values of variables that hold them, and secrets in other texts.
struct SecretScreen {
  private let rules: SecretRules
  private let mask: SecretMask

  /// - Parameter environments: Those whose settings are shown, with `set_env` among them.
  init(_ session: ProjectSession, _ environments: [Environment]) {
    rules = session.project.secrets
    mask = session.secretMask(environments)
  }

  func text(_ text: String) -> String { mask.masked(text) }

  func value(_ value: SettingValue) -> SettingValue {
    switch value {
    case .text(let text): .text(mask.masked(text))
    case .path(let path): .path(mask.masked(path))
    case .list(let items): .list(items.map(mask.masked))
    case .command(let line): .command(command(line))
    case .commands(let lines): .commands(lines.map(command))
    case .variables(let assignments): .variables(assignments.map(assignment))
    case .dictionary(let assignments): .dictionary(assignments.map(assignment))
    case .failure(let reason): .failure(mask.masked(reason))
    case .boolean, .integer, .number, .absent, .groups: value
    }
  }

  func setting(_ setting: Setting<SettingValue>) -> Setting<SettingValue> {
    Setting(
      value(setting.value), origin: origin(setting.origin), extended: setting.extended.map(origin),
      overridden: setting.overridden.map(origin))
  }

  /// Settings by their keys.
  func entries(_ entries: [(key: String, setting: Setting<SettingValue>)])
    -> [(key: String, setting: Setting<SettingValue>)]
  {
    entries.map { ($0.key, setting($0.setting)) }
  }

  func explanation(_ explanation: SettingExplanation) -> SettingExplanation {
    var shown = explanation
    shown.setting = setting(explanation.setting)
    shown.lines = explanation.lines.map(line)
    shown.replacements = explanation.replacements.map(replacement)
    return shown
  }

  private func command(_ line: CommandLine) -> CommandLine {
    var line = line
    line.arguments = line.arguments.map(mask.masked)
    return line
  }

  private func assignment(_ assignment: VariableAssignment) -> VariableAssignment {
    let isSecret = rules.isSecret(assignment.name) && !assignment.value.isEmpty
    return VariableAssignment(
      name: assignment.name, value: isSecret ? SecretRules.mark : mask.masked(assignment.value))
  }

  private func origin(_ origin: SettingOrigin) -> SettingOrigin {
    var origin = origin
    origin.text = origin.text.map(assignments)
    return origin
  }

  private func line(_ line: SettingExplanation.Line) -> SettingExplanation.Line {
    var line = line
    line.text = assignments(line.text)
    return line
  }

  private func replacement(_ replacement: SettingExplanation.Replacement) -> SettingExplanation.Replacement {
    var replacement = replacement
    let isSecret = Self.variable(of: replacement.expression).map(rules.isSecret) ?? false
    replacement.text = isSecret && !replacement.text.isEmpty ? SecretRules.mark : assignments(replacement.text)
    replacement.expression = mask.masked(replacement.expression)
    replacement.sources = replacement.sources.map(line)
    return replacement
  }

  /// A text with lines such as `NAME = value`, without the values that are secret.
  private func assignments(_ text: String) -> String {
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false).map { line -> String in
      guard let equals = line.indices.first(where: { line[$0] == "=" && endsInSecretName(line[..<$0]) }) else {
        return String(line)
      }
      let value = line[line.index(after: equals)...]
      let blanks = value.prefix { $0 == " " }
      // What a variable says is masked where it comes in.
      let isOpen = value.count == blanks.count || value.dropFirst(blanks.count).hasPrefix("{")
      return isOpen ? String(line) : "\(line[...equals])\(blanks)\(SecretRules.mark)"
    }
    return mask.masked(lines.joined(separator: "\n"))
  }

  /// Whether the last word names a variable that holds a secret.
  private func endsInSecretName(_ text: Substring) -> Bool {
    let name = text.split { !($0.isLetter || $0.isNumber || $0 == "_") }.last
    return name.map { rules.isSecret(String($0)) } ?? false
  }

  /// The variable that `{env:NAME}` or `{env:NAME:default}` stands for.
  private static func variable(of expression: String) -> String? {
    let start = "{env:"
    guard expression.hasPrefix(start) else { return nil }
    return String(expression.dropFirst(start.count).prefix { $0 != ":" && $0 != "}" })
  }
}
