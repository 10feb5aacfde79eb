import ArgumentParser
import EnvironmentModel
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
    help: ArgumentHelp("Only these keys, with blanks or commas between them.", valueName: "key"))
  var keyItems: [String] = []

  private var keys: [String] { keyItems.flatMap { $0.split(separator: ",").map(String.init) } }

  @Flag(name: .long, help: "Show the settings of [tox] too.")
  var core = false

  @Flag(name: .long, help: "Show where each value comes from.")
  var origin = false

  func run(in program: ProgramContext) async -> ExitCode {
    let printer = DiagnosticPrinter(program)
    do throws(DiagnosticError) {
      let session = try ProjectSession.open(project, in: program)
      let (environments, diagnostics) = session.environments(try session.names(selection))
      printer.print(session.configuration.diagnostics + diagnostics)
      try checkKeys()
      for environment in environments {
        StandardOutput.write(section("testenv:\(environment.name)", environment.settings))
      }
      if core { StandardOutput.write(section("tox", session.configuration.coreSettings().settings)) }
      return environments.contains { !$0.failures.isEmpty } ? .usage : .success
    } catch {
      printer.print(error.diagnostics)
      return .usage
    }
  }

  private func checkKeys() throws(DiagnosticError) {
    let tables: [ConfigurationKeyTable] = core ? [.environment, .core] : [.environment]
    for key in keys where !tables.contains(where: { $0[key] != nil }) {
      let suggestion = closestMatch(to: key, among: tables.flatMap(\.allNames)).map { "did you mean '\($0)'?" }
      throw DiagnosticError(.error("there is no key '\(key)'", help: suggestion))
    }
  }

  private func section(_ name: String, _ settings: [(key: String, setting: Setting<SettingValue>)]) -> String {
    let wanted = Set(
      keys.flatMap { key in [ConfigurationKeyTable.environment[key]?.name, ConfigurationKeyTable.core[key]?.name] }
        .compactMap { $0 })
    var text = "[\(name)]\n"
    for (key, setting) in settings where keys.isEmpty || wanted.contains(key) {
      text += SettingText.line(key, setting)
      if origin {
        text += "    # \(setting.origin.description)\n"
        for place in setting.overridden { text += "    # overrides \(place.description)\n" }
      }
    }
    return text + "\n"
  }
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
