import ArgumentParser
import EnvironmentModel
import Host
import ProjectConfiguration
import Reporting
import SourceText

/// `config`: the settings with where they come from.
struct ConfigCommand: ProgramCommand {
  static let configuration = CommandConfiguration(
    commandName: "config", abstract: "Show the settings of environments as they count.",
    discussion: "With --origin each value is followed by the place that set it and the places it overrides.")

  @OptionGroup var project: ProjectOptions
  @OptionGroup var selection: SelectionOptions

  @Option(
    name: [.customShort("k"), .customLong("key")], parsing: .upToNextOption,
    help: ArgumentHelp("Only these keys, with blanks or commas between them.", valueName: "key"), completion: .keys)
  var keyItems: [String] = []

  private var keys: [String] { keyItems.flatMap { $0.split(separator: ",").map(String.init) } }

  @Flag(name: .long, help: "Show the settings of [tox] too.")
  var core = false

  @Flag(name: .long, help: "Show where each value comes from.")
  var origin = false

  @Option(
    name: .long, help: ArgumentHelp("ini, or json or toml with the shapes that tox gives values.", valueName: "format"))
  var format = Format.ini

  enum Format: String, ExpressibleByArgument, CaseIterable {
    case ini, json, toml
  }

  @Option(
    name: [.customShort("o"), .customLong("output-file")],
    help: ArgumentHelp("Write to this file; its folders are made.", valueName: "file"), completion: .file())
  var outputFile: String?

  func run(in program: ProgramContext) async -> ExitCode {
    let printer = DiagnosticPrinter(program)
    do throws(DiagnosticError) {
      let session = try await ProjectSession.open(project, in: program)
      let (packagers, others) = session.packageEnvironments(in: selection.environments)
      var selection = selection
      if !packagers.isEmpty { selection.environments = others }
      let isAsked = packagers.isEmpty || !others.isEmpty || selection.choosesByProperty
      try KeyNames.check(keys, in: tables(hasPackagers: !packagers.isEmpty))
      let names = isAsked ? try session.names(selection) : []
      let resolved = await session.environments(names, only: wanted(.environment))
      let built = packagers.map { session.configuration.packageEnvironment($0, only: wanted(.packaging)) }
      let diagnostics = resolved.diagnostics + built.flatMap(\.diagnostics)
      let choice = isWanted("package") ? PackageChoice(resolved.session) : nil
      let chosen = resolved.environments.map { ($0.name, choice?.settings(of: $0) ?? $0.settings) }
      let screen = SecretScreen(resolved.session, resolved.environments)
      let environments = (chosen + zip(packagers, built).map { ($0, $1.settings) }).map { ($0, screen.entries($1)) }
      printer.print(session.configuration.diagnostics + diagnostics)
      let coreSettings = core ? screen.entries(session.configuration.coreSettings().settings) : []
      let text: String
      switch format {
      case .ini:
        text =
          environments.map { section("testenv:\($0)", $1) }.joined()
          + (core ? section("tox", coreSettings) : "")
      case .json: text = json(environments, coreSettings, session.configuration).text() + "\n"
      case .toml: text = TOMLText.text(of: json(environments, coreSettings, session.configuration))
      }
      if let failure = OutputFile(path: outputFile).write(text, program.host) {
        StandardOutput.write("swtox-tui: \(failure.message)\n", isError: true)
        return .internalError
      }
      return environments.contains { _, settings in settings.contains(where: \.setting.isFailure) } ? .usage : .success
    } catch {
      return printer.refuse(error)
    }
  }

  /// The tables whose keys may be asked for.
  private func tables(hasPackagers: Bool) -> [ConfigurationKeyTable] {
    [.environment] + (hasPackagers ? [.packaging] : []) + (core ? [.core] : [])
  }

  /// The keys that have to be resolved for those asked for; `nil` for all.
  private func wanted(_ table: ConfigurationKeyTable) -> Set<String>? {
    if keys.isEmpty { return nil }
    let names = Set(keys.compactMap { table[$0]?.name })
    // Some values follow from others where they are not set.
    let needed: [String: Set] = ["base_python": ["default_base_python"], "package": PackageChoice.decidingKeys]
    return names.union(names.flatMap { needed[$0] ?? [] })
  }

  private func json(
    _ environments: [(EnvironmentName, [Entry])], _ coreSettings: [Entry], _ configuration: LoadedConfiguration
  ) -> JSONNode {
    let members = environments.map { name, settings in
      let unused = keys.isEmpty ? configuration.unusedKeys(of: name) : []
      return JSONNode.Member(key: name.text, value: object(settings, unused))
    }
    let unused = keys.isEmpty ? configuration.unusedCoreKeys : []
    let tox = core ? [JSONNode.Member(key: "tox", value: object(coreSettings, unused))] : []
    return .object([JSONNode.Member(key: "env", value: .object(members))] + tox)
  }

  private func object(_ settings: [Entry], _ unused: [String]) -> JSONNode {
    let shown = settings.filter { isWanted($0.key) }
    let members = shown.map { JSONNode.Member(key: $0.key, value: JSONNode($0.setting.value)) }
    return .object(
      unused.isEmpty ? members : members + [JSONNode.Member(key: "unused", value: .list(unused.map { .text($0) }))])
  }

  private typealias Entry = (key: String, setting: Setting<SettingValue>)

  /// Whether a key of the tables, by its present name, is among those asked for in any spelling.
  private func isWanted(_ name: String) -> Bool {
    keys.isEmpty
      || keys.contains { key in
        [ConfigurationKeyTable.environment, .packaging, .core].contains { $0[key]?.name == name }
      }
  }

  private func section(_ name: String, _ settings: [Entry]) -> String {
    var text = "[\(name)]\n"
    for (key, setting) in settings where isWanted(key) {
      text += SettingText.line(key, setting)
      if origin {
        text += "    # \(setting.origin.description)\n"
        for place in setting.extended { text += "    # adds to \(place.description)\n" }
        for place in setting.overridden { text += "    # overrides \(place.description)\n" }
      }
    }
    return text + "\n"
  }
}

extension Setting<SettingValue> {
  fileprivate var isFailure: Bool { if case .failure = value { true } else { false } }
}

/// Settings as lines of an INI file.
enum SettingText {
  static func line(_ key: String, _ setting: Setting<SettingValue>) -> String {
    if case .failure(let reason) = setting.value { return "\(key) = # error: \(reason)\n" }
    let lines = setting.value.referenceText.split(separator: "\n", omittingEmptySubsequences: false)
    if lines.count < 2 { return "\(key) =\(lines.first.map { $0.isEmpty ? "" : " \($0)" } ?? "")\n" }
    return "\(key) =\n" + lines.map { "  \($0)\n" }.joined()
  }
}
