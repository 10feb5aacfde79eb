import EnvironmentModel
import ProjectConfiguration
import Reporting
import SourceText

/// How a value came about, for programs.
enum ExplanationObject {
  /// - Parameter owner: The key that names whose value it is, and that name.
  static func node(_ explanation: SettingExplanation, of owner: JSONNode.Member) -> JSONNode {
    let setting = explanation.setting
    return .object([
      owner, .init(key: "key", value: .text(explanation.key)), .init(key: "value", value: JSONNode(setting.value)),
      .init(key: "origin", value: node(setting.origin)),
      .init(key: "extends", value: .list(setting.extended.map(node))),
      .init(key: "lines", value: .list(explanation.lines.map(node))),
      .init(key: "replacements", value: .list(explanation.replacements.map(node))),
      .init(key: "overrides", value: .list(setting.overridden.map(node))),
    ])
  }

  /// File, line and column, or `null`.
  static func place(_ span: SourceSpan?) -> JSONNode {
    guard let span else { return .null }
    let start = span.start
    return .object([
      .init(key: "file", value: .text(span.file.path)), .init(key: "line", value: .number(String(start.line))),
      .init(key: "column", value: .number(String(start.column))),
    ])
  }

  private static func node(_ origin: SettingOrigin) -> JSONNode {
    .object([
      .init(key: "section", value: .text(origin.section)), .init(key: "place", value: place(origin.span)),
      .init(key: "text", value: text(origin.text)),
    ])
  }

  private static func node(_ line: SettingExplanation.Line) -> JSONNode {
    .object([
      .init(key: "place", value: place(line.span)), .init(key: "source", value: text(line.source)),
      .init(key: "condition", value: text(line.condition)), .init(key: "text", value: .text(line.text)),
    ])
  }

  private static func node(_ replacement: SettingExplanation.Replacement) -> JSONNode {
    .object([
      .init(key: "expression", value: .text(replacement.expression)),
      .init(key: "place", value: place(replacement.span)), .init(key: "text", value: .text(replacement.text)),
      .init(key: "lines", value: .list(replacement.sources.map(node))),
    ])
  }

  private static func text(_ text: String?) -> JSONNode { text.map { .text($0) } ?? .null }
}
