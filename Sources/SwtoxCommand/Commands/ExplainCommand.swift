import ArgumentParser
import EnvironmentModel
import ProjectConfiguration
import Reporting
import SourceText

/// `explain`: how the values of an environment came about.
struct ExplainCommand: ProgramCommand {
  static let configuration = CommandConfiguration(
    commandName: "explain", abstract: "Tell how the settings of an environment came about.",
    discussion: """
      For every key that the configuration sets, or for those that are named: the value, the lines that make it with the \
      conditions that let them through, what became of each substitution, and the places it overrides.
      """)

  @OptionGroup var project: ProjectOptions

  @Argument(help: "The environment.", completion: .environments)
  var environment: String

  @Argument(help: "Only these keys.", completion: .keys)
  var keys: [String] = []

  @Flag(name: .customLong("json"), help: "A list of objects, for programs.")
  var isJSON = false

  func run(in program: ProgramContext) async -> ExitCode {
    let printer = DiagnosticPrinter(program)
    do throws(DiagnosticError) {
      let session = try await ProjectSession.open(project, in: program)
      let names = try session.names(of: environment)
      let wanted = try wanted()
      let explanations = names.map { ($0, session.configuration.explanations(of: $0, only: wanted)) }
      let choices = ChoiceExplanation.all(of: names, in: session)
      if isJSON {
        let shown = showsChoice ? choices.map(\.json) : []
        StandardOutput.write(JSONNode.list(shown + json(explanations)).text() + "\n")
      } else {
        StandardOutput.write((showsChoice ? choices.map(\.text).joined() : "") + text(explanations))
      }
      return .success
    } catch {
      printer.print(error.diagnostics)
      return .usage
    }
  }

  /// Whether the kind and the packages are told as well.
  private var showsChoice: Bool { keys.isEmpty || keys.contains("kind") || keys.contains("package") }

  /// The present names of the keys that were asked for; `nil` for all.
  private func wanted() throws(DiagnosticError) -> Set<String>? {
    if keys.isEmpty { return nil }
    let table = ConfigurationKeyTable.environment
    for key in keys where table[key] == nil {
      let suggestion = closestMatch(to: key, among: table.allNames).map { "did you mean '\($0)'?" }
      throw DiagnosticError(.error("there is no key '\(key)'", help: suggestion))
    }
    // Where the kind comes from is told with the packages.
    return Set(keys.compactMap { table[$0]?.name }).subtracting(["kind"])
  }

  private typealias Explanations = [(EnvironmentName, [SettingExplanation])]

  private func text(_ all: Explanations) -> String {
    var text = ""
    for (name, explanations) in all {
      for explanation in explanations {
        text += "\(explanation.key) of \(name)\n"
        text += block("value", Self.value(explanation.setting.value))
        text += block("set by", [explanation.setting.origin.description])
        text += block("lines", explanation.lines.map(ExplanationText.line))
        text += block("replaced", explanation.replacements.map(ExplanationText.replacement))
        text += block("overrides", explanation.setting.overridden.map(\.description)) + "\n"
      }
    }
    return text.isEmpty ? "the configuration sets nothing for it; name a key to see its default\n" : text
  }

  private static func value(_ value: SettingValue) -> [String] {
    if case .failure(let reason) = value { return ["error: \(reason)"] }
    return value.referenceText.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
  }

  private func block(_ title: String, _ lines: [String]) -> String {
    guard let first = lines.first else { return "" }
    let rest = lines.dropFirst().map { "             \($0)\n" }.joined()
    return "  \(title)\(String(repeating: " ", count: 11 - title.count))\(first)\n\(rest)"
  }

  private func json(_ all: Explanations) -> [JSONNode] {
    all.flatMap { name, explanations in
      explanations.map { explanation in
        JSONNode.object([
          .init(key: "environment", value: .text(name.text)), .init(key: "key", value: .text(explanation.key)),
          .init(key: "value", value: JSONNode(explanation.setting.value)),
          .init(key: "origin", value: .text(explanation.setting.origin.description)),
          .init(
            key: "lines",
            value: .list(
              explanation.lines.map { line in
                .object([
                  .init(key: "place", value: .text(line.span.shortLocation)),
                  .init(key: "condition", value: .text(line.condition ?? "")),
                  .init(key: "text", value: .text(line.text)),
                ])
              })),
          .init(
            key: "replacements",
            value: .list(
              explanation.replacements.map {
                .object([
                  .init(key: "expression", value: .text($0.expression)), .init(key: "text", value: .text($0.text)),
                ])
              })),
          .init(key: "overrides", value: .list(explanation.setting.overridden.map { .text($0.description) })),
        ])
      }
    }
  }
}
