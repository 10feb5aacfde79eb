import EnvironmentModel
import Journal
import ProjectConfiguration

/// A JSON value that is written for people and programs (RFC 8259): keys in their order, two blanks a level.
enum JSONNode: Equatable {
  case text(String)
  /// Digits as JSON writes them.
  case number(String)
  case boolean(Bool)
  case null
  case list([JSONNode])
  case object([Member])

  struct Member: Equatable {
    var key: String
    var value: JSONNode
  }

  /// - Complexity: O(*n*) in the length of the text.
  func text(indentation: String = "") -> String {
    let inner = indentation + "  "
    switch self {
    case .text(let text): return JSONWriter.quoted(text)
    case .number(let digits): return digits
    case .boolean(let value): return value ? "true" : "false"
    case .null: return "null"
    case .list(let items):
      if items.isEmpty { return "[]" }
      return "[\n" + items.map { inner + $0.text(indentation: inner) }.joined(separator: ",\n") + "\n\(indentation)]"
    case .object(let members):
      if members.isEmpty { return "{}" }
      let lines = members.map { "\(inner)\(JSONWriter.quoted($0.key)): \($0.value.text(indentation: inner))" }
      return "{\n" + lines.joined(separator: ",\n") + "\n\(indentation)}"
    }
  }
}

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
