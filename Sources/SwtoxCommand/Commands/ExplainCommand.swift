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
      conditions that let them through, what became of each substitution, and the places it overrides. With --core the \
      same of the keys of [tox].
      """)

  @OptionGroup var project: ProjectOptions

  @Argument(
    help: "The environment, or one that builds packages, such as .pkg; left out with --core.",
    completion: .environments)
  var environment: String?

  @Argument(help: "Only these keys.", completion: .keys)
  var keyWords: [String] = []

  @Flag(name: .long, help: "The settings of [tox].")
  var core = false

  @Flag(name: .customLong("json"), help: "A list of objects, for programs.")
  var isJSON = false

  func run(in program: ProgramContext) async -> ExitCode {
    let printer = DiagnosticPrinter(program)
    do throws(DiagnosticError) {
      let session = try await ProjectSession.open(project, in: program)
      let owners = try owners(session)
      try KeyNames.check(keys, in: [owners.first?.table ?? .environment])
      let screen = SecretScreen(
        session, session.configuration.environments(owners.compactMap(\.environment), only: ["set_env"]).environments)
      let explanations = owners.map { ($0, told(of: $0, in: session).map(screen.explanation)) }
      let choices = showsChoice ? ChoiceExplanation.all(of: owners.compactMap(\.environment), in: session) : []
      if isJSON {
        StandardOutput.write(JSONNode.list(choices.map(\.json) + json(explanations)).text() + "\n")
      } else {
        StandardOutput.write(choices.map(\.text).joined() + text(explanations))
      }
      return .success
    } catch {
      return printer.refuse(error)
    }
  }

  /// Whose settings are told.
  private func owners(_ session: ProjectSession) throws(DiagnosticError) -> [SettingOwner] {
    if core { return [.core] }
    guard let environment else {
      throw DiagnosticError(
        .error(
          "no environment is named", help: "write swtox-tui explain ENV, or explain --core for the settings of [tox]"))
    }
    let (packagers, others) = session.packageEnvironments(in: [environment])
    if !packagers.isEmpty, others.isEmpty { return packagers.map { .packageEnvironment($0) } }
    return try session.names(of: environment).map { .environment($0) }
  }

  private func told(of owner: SettingOwner, in session: ProjectSession) -> [SettingExplanation] {
    let explanations = session.configuration.explanations(of: owner, only: wanted(of: owner))
    guard let name = owner.environment, explanations.contains(where: { $0.key == "package" }) else {
      return explanations
    }
    let environment = session.configuration.environments([name], only: PackageChoice.decidingKeys).environments.first
    guard let setting = environment.flatMap(PackageChoice(session).setting) else { return explanations }
    return explanations.map { explanation in
      var decided = explanation
      if explanation.key == "package" { (decided.setting, decided.replacements) = (setting, []) }
      return decided
    }
  }

  /// With `--core` all words are keys.
  private var keys: [String] { core ? [environment].compactMap { $0 } + keyWords : keyWords }

  /// Whether the kind and the packages are told as well.
  private var showsChoice: Bool { keys.isEmpty || keys.contains("kind") || keys.contains("package") }

  /// The present names of the keys that were asked for; `nil` for all.
  private func wanted(of owner: SettingOwner) -> Set<String>? {
    if keys.isEmpty { return nil }
    let names = Set(keys.compactMap { owner.table[$0]?.name })
    // Where the kind comes from is told with the packages.
    return owner.environment == nil ? names : names.subtracting(["kind"])
  }

  private typealias Explanations = [(SettingOwner, [SettingExplanation])]

  private func text(_ all: Explanations) -> String {
    let text = all.flatMap { owner, explanations in
      explanations.map { ExplanationText.paragraph($0, of: owner.words) }
    }.joined()
    return text.isEmpty && keys.isEmpty
      ? "the configuration sets nothing for it; name a key to see its default\n" : text
  }

  private func json(_ all: Explanations) -> [JSONNode] {
    all.flatMap { owner, explanations in
      let name = owner == .core ? JSONNode.null : .text(owner.words)
      return explanations.map { ExplanationObject.node($0, of: .init(key: "environment", value: name)) }
    }
  }
}

extension SettingOwner {
  /// The environment that runs something; `nil` for others.
  fileprivate var environment: EnvironmentName? { if case .environment(let name) = self { name } else { nil } }

  fileprivate var words: String {
    switch self {
    case .core: "[tox]"
    case .environment(let name), .packageEnvironment(let name): name.text
    }
  }
}
