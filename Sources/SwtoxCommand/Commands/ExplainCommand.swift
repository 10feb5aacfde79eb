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
    let text = all.flatMap { name, explanations in
      explanations.map { ExplanationText.paragraph($0, of: name.text) }
    }.joined()
    return text.isEmpty ? "the configuration sets nothing for it; name a key to see its default\n" : text
  }

  private func json(_ all: Explanations) -> [JSONNode] {
    all.flatMap { name, explanations in
      explanations.map { ExplanationObject.node($0, of: .init(key: "environment", value: .text(name.text))) }
    }
  }
}
