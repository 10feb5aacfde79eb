import ArgumentParser
import EnvironmentModel
import Host
import ProjectConfiguration
import Reporting
import SourceText

/// `list`: the environments there are.
struct ListCommand: ProgramCommand {
  static let configuration = CommandConfiguration(
    commandName: "list", abstract: "Show the environments of the project.",
    discussion: """
      Default environments first, then the others the configuration defines, each with its description; of those that are \
      there only when they are named, such as py311, the ones that -e names.
      """)

  @OptionGroup var project: ProjectOptions

  @OptionGroup var selection: SelectionOptions

  @Flag(name: [.customShort("d"), .customLong("default")], help: "Only the environments that run when none is named.")
  var isDefaultOnly = false

  @Flag(name: .customLong("no-desc"), help: "Only names, one a line.")
  var isBare = false

  @Flag(
    name: .customLong("json"),
    help: "A list of objects with name, default, labels, factors and description, for programs.")
  var isJSON = false

  func run(in program: ProgramContext) async -> ExitCode {
    let printer = DiagnosticPrinter(program)
    do throws(DiagnosticError) {
      let session = try await ProjectSession.open(project, in: program)
      printer.print(session.configuration.diagnostics)
      let chosen = try chosen(session)
      StandardOutput.write(isJSON ? json(session, chosen).text() + "\n" : text(session, chosen))
      return .success
    } catch {
      return printer.refuse(error)
    }
  }

  /// What a selection means; `nil` without one.
  private func chosen(_ session: ProjectSession) throws(DiagnosticError) -> [EnvironmentName]? {
    var selection = selection
    let choosesNone = selection.environments.isEmpty && !selection.choosesByProperty
    if choosesNone, selection.skipped == nil, session.host.variables["TOX_SKIP_ENV"] == nil { return nil }
    if choosesNone { selection.environments = ["ALL"] }
    return try session.names(selection)
  }

  /// The chosen ones among those that run when none is named, and the others.
  private func names(
    _ session: ProjectSession, _ chosen: [EnvironmentName]?
  ) -> (defaults: [EnvironmentName], others: [EnvironmentName]) {
    let (defaults, others) = (session.project.environmentList, session.project.additionalEnvironments)
    guard let chosen else { return (defaults, isDefaultOnly ? [] : others) }
    let wanted = Set(chosen)
    let known = Set(defaults + others)
    let implied = chosen.filter { !known.contains($0) }
    return (defaults.filter(wanted.contains), isDefaultOnly ? [] : others.filter(wanted.contains) + implied)
  }

  private func json(_ session: ProjectSession, _ chosen: [EnvironmentName]?) -> JSONNode {
    let (defaults, others) = names(session, chosen)
    let shown = defaults.map { ($0, true) } + others.map { ($0, false) }
    let groups = session.configuration.labelledEnvironments.sorted { $0.key < $1.key }
      .map { (label: $0.key, members: Set($0.value)) }
    let names = shown.map(\.0)
    let (labels, descriptions) = (
      session.configuration.labels(of: names), session.configuration.descriptions(of: names)
    )
    return .list(
      shown.indices.map { place in
        let ((name, isDefault), own) = (shown[place], labels[place])
        // Those that the core gives it come behind its own.
        let given = groups.filter { $0.members.contains(name) && !own.contains($0.label) }.map(\.label)
        return .object([
          .init(key: "name", value: .text(name.text)), .init(key: "default", value: .boolean(isDefault)),
          .init(key: "labels", value: .list((own + given).map { .text($0) })),
          .init(key: "factors", value: .list(name.factors.map { .text($0.text) })),
          .init(key: "description", value: .text(descriptions[place])),
        ])
      })
  }

  private func text(_ session: ProjectSession, _ chosen: [EnvironmentName]?) -> String {
    let (defaults, others) = names(session, chosen)
    if isBare { return (defaults + others).map { "\($0)\n" }.joined() }
    let width = (defaults + others).map { $0.text.count }.max() ?? 0
    func section(_ title: String, _ names: [EnvironmentName]) -> String {
      if names.isEmpty { return "" }
      let lines = zip(names, session.configuration.descriptions(of: names)).map { name, description -> String in
        let pad = String(repeating: " ", count: width - name.text.count)
        return description.isEmpty ? "  \(name)\n" : "  \(name)\(pad)  \(description)\n"
      }
      return "\(title):\n" + lines.joined()
    }
    return section("default environments", defaults) + section("additional environments", others)
  }
}
