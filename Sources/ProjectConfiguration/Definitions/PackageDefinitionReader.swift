import EnvironmentModel
import SourceText

/// Reads one package definition; a faulty one is there and says why it cannot be used.
struct PackageDefinitionReader {
  private let name: String
  private let resolver: SettingResolver
  private let section: ConfigurationSection
  private(set) var diagnostics: [Diagnostic] = []
  private var fault: String?

  init(_ name: String, _ resolver: SettingResolver, _ section: ConfigurationSection) {
    self.name = name
    self.resolver = resolver
    self.section = section
  }

  /// Refuses names that no folder can have and no list can hold.
  mutating func checkName() {
    guard let reason = Definitions.fault(ofName: name) else { return }
    fault = "'\(name)' cannot be a definition's name"
    report(
      .error(
        "'\(name)' cannot be a definition's name: \(reason)", at: section.nameSpan, help: DefinitionReader.nameHelp))
  }

  mutating func read() -> PackageDefinition {
    var definition = PackageDefinition(name: name, builder: builder(), root: resolver.text("root"))
    definition.span = section.nameSpan
    let (own, ofResolver) = (diagnostics.count, resolver.diagnostics.count)
    readRules(into: &definition)
    definition.hasUnreadableRules = diagnostics.count > own || resolver.diagnostics.count > ofResolver
    definition.buildEnvironment = resolver.optionalText("build_env")
    definition.buildEnvironmentSpan = resolver.setting(named: "build_env")?.origin.span
    definition.dependencySpan = resolver.setting(named: "depends")?.origin.span
    definition.variants = choice("per", "there are no variants per")
    definition.format = choice("format", "there is no form")
    definition.inputs = resolver.list("inputs")
    definition.dependencies = resolver.list("depends").flatMap { item in
      item.split { $0 == "," || $0.isWhitespace }.map(String.init)
    }
    if case .commands(let commands) = resolver.value("commands") { definition.commands = commands }
    definition.artifactPattern = resolver.text("artifact")
    definition.path = resolver.text("path")
    definition.requirement = resolver.text("requirement")
    if case .dictionary(let variables) = resolver.value("set_env") { definition.variables = variables }
    if case .dictionary(let settings) = resolver.value("config_settings") { definition.configSettings = settings }
    definition.passedVariables = resolver.list("pass_env")
    switch resolver.value("timeout") {
    case .number(let seconds): definition.timeout = .seconds(seconds)
    case .integer(let seconds): definition.timeout = .seconds(seconds)
    default: break
    }
    checkValues(of: definition)
    warnOfUnusedKeys(definition.builder)
    if !definition.isBuilt, let first = definition.dependencies.first {
      complain(
        "builder '\(definition.builder.rawValue)' builds nothing, so that it cannot depend on '\(first)'", "depends",
        "take 'depends' out; 'package' of an environment can name several definitions")
    }
    if fault == nil, let (message, help) = Self.missing(in: definition) { complain(message, nil, help) }
    definition.fault = fault ?? resolver.diagnostics.first { $0.severity == .error }?.message
    for diagnostic in resolver.diagnostics { report(diagnostic) }
    return definition
  }

  /// Refuses values that no build could do with.
  private mutating func checkValues(of definition: PackageDefinition) {
    if let timeout = definition.timeout, timeout <= .zero {
      complain(
        "a 'timeout' of no time ends every build", "timeout", "write the seconds that a build may take, such as 600")
    }
    // What a definition depends on may make the folder.
    if isSet("root"), definition.dependencies.isEmpty, resolver.context.fileKind(definition.root) == .missing {
      complain("there is no folder '\(definition.root)'", "root", "say with 'root' where the sources are")
    }
    if definition.builder == .index, !definition.requirement.isEmpty,
      let why = RequirementSyntax.fault(of: definition.requirement)
    {
      complain(
        "'\(definition.requirement)' is no requirement: \(why)", "requirement",
        "write a name and a version, as demo==1.4")
    }
  }

  /// Tells of keys that the builder does not look at.
  private mutating func warnOfUnusedKeys(_ builder: PackageDefinition.Builder) {
    // Which builder it is has to be put right first.
    if fault != nil { return }
    for key in Self.unusedKeys(of: builder) where isSet(key) {
      let users = Self.users(of: key)
      diagnostics.append(
        .warning(
          "package definition '\(name)': builder '\(builder.rawValue)' does not use '\(key)'",
          at: resolver.setting(named: key)?.origin.span ?? section.nameSpan,
          help: "leave it out" + (users.map { ", or use builder \($0)" } ?? "")))
    }
  }

  private static func unusedKeys(of builder: PackageDefinition.Builder) -> [String] {
    switch builder {
    case .sdist, .wheel, .editable: ["commands", "artifact", "path", "requirement"]
    case .conda, .deb, .rpm, .npm, .image, .nix: ["commands", "path", "requirement"]
    case .command: ["path", "requirement", "config_settings"]
    case .existing:
      [
        "build_env", "per", "inputs", "commands", "artifact", "requirement", "set_env", "pass_env", "config_settings",
        "timeout",
      ]
    case .index:
      [
        "build_env", "per", "root", "inputs", "commands", "artifact", "path", "set_env", "pass_env", "config_settings",
        "timeout",
      ]
    }
  }

  private static func users(of key: String) -> String? {
    switch key {
    case "commands": "'command'"
    case "path": "'existing'"
    case "requirement": "'index'"
    default: nil
    }
  }

  private func isSet(_ key: String) -> Bool {
    resolver.setting(named: key).map { $0.origin.section != SettingResolver.unset } ?? false
  }

  private mutating func complain(_ message: String, _ key: String?, _ help: String) {
    fault = fault ?? message
    let span = key.flatMap { resolver.setting(named: $0)?.origin.span } ?? section.nameSpan
    report(.error("package definition '\(name)': \(message)", at: span, help: help))
  }

  private mutating func report(_ diagnostic: Diagnostic) {
    diagnostics.append(diagnostic.about(.packageDefinition(name)))
  }

  private mutating func builder() -> PackageDefinition.Builder {
    let said = resolver.optionalText("builder")
    if let builder = PackageDefinition.Builder(rawValue: said ?? name) { return builder }
    let builders = PackageDefinition.Builder.allCases.map(\.rawValue)
    let suggestion = closestMatch(to: said ?? name, among: builders).map { "did you mean '\($0)'?" }
    complain(
      said.map { "there is no builder '\($0)'" } ?? "it has no builder", "builder",
      suggestion ?? "builders are: \(builders.joined(separator: ", "))")
    return .command
  }

  private mutating func readRules(into definition: inout PackageDefinition) {
    let setting = resolver.setting(named: "match")
    guard let setting, setting.origin.section != SettingResolver.unset else { return }
    definition.hasRules = true
    for text in resolver.list("match") {
      do throws(MatchingRuleError) {
        definition.rules.append(try MatchingRule(text, at: setting.origin.span))
      } catch {
        complain(error.message, "match", error.help)
      }
    }
  }

  /// One of a few words; `nil` where nothing is said.
  private mutating func choice<Choice: RawRepresentable<String> & CaseIterable>(
    _ key: String, _ complaint: String
  ) -> Choice? {
    guard let word = resolver.optionalText(key) else { return nil }
    if let choice = Choice(rawValue: word) { return choice }
    complain("\(complaint) '\(word)'", key, "choose of: \(Choice.allCases.map(\.rawValue).joined(separator: ", "))")
    return nil
  }

  /// A key that a builder cannot do without.
  private static func missing(in definition: PackageDefinition) -> (message: String, help: String)? {
    switch definition.builder {
    case .command where definition.commands.isEmpty:
      ("builder 'command' has no commands", "say with 'commands' how it is built")
    case .command where definition.artifactPattern.isEmpty:
      ("builder 'command' leaves nothing", "say with 'artifact' which file it leaves, such as dist/*.whl")
    case .existing where definition.path.isEmpty:
      ("builder 'existing' has no files", "say with 'path' which, such as dist/*.whl")
    case .index where definition.requirement.isEmpty:
      ("builder 'index' has nothing to install", "say with 'requirement' what, such as demo==1.4")
    default: nil
    }
  }
}
