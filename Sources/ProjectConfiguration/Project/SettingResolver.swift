import EnvironmentModel
import SourceText

/// Computes the settings of one environment, or of the core, each at most once and only when asked for.
///
/// A value that needs another asks for it; values that need each other are found by the chain of askers.
final class SettingResolver: SubstitutionScope {
  let document: ConfigurationDocument
  let context: ConfigurationContext
  let table: ConfigurationKeyTable
  /// `nil` for the core.
  let environmentName: EnvironmentName?
  /// Sections searched for a key, the nearest first.
  let sections: [ConfigurationSection]
  let factors: Set<String>
  /// Values that no section can change.
  let constants: [String: SettingValue]
  /// Where keys are looked up that the own table does not have.
  let core: SettingResolver?

  private(set) var diagnostics: [Diagnostic] = []
  var chain: [String] = []
  private var settings: [String: Setting<SettingValue>] = [:]
  private var errors: [String: SubstitutionError] = [:]
  /// What `set_env` defines, of each name the last.
  private var definitions: [VariableDefinition]?
  private var definitionOfName: [String: VariableDefinition] = [:]
  private var assignedValues: [String: String] = [:]
  private var isDefiningVariables = false
  private var currentEntry: ConfigurationEntry?

  init(
    document: ConfigurationDocument, context: ConfigurationContext, table: ConfigurationKeyTable,
    environmentName: EnvironmentName?, sections: [ConfigurationSection], factors: Set<String>,
    constants: [String: SettingValue], core: SettingResolver?
  ) {
    self.document = document
    self.context = context
    self.table = table
    self.environmentName = environmentName
    self.sections = sections
    self.factors = factors
    self.constants = constants
    self.core = core
  }

  /// The setting of a key; a value that cannot be computed is a ``SettingValue/failure(_:)``.
  func setting(_ key: ConfigurationKey) -> Setting<SettingValue> {
    if let known = settings[key.name] { return known }
    if let constant = constants[key.name] {
      return Setting(constant, origin: Setting.Origin(section: "default"))
    }
    let source = source(of: key)
    let outerEntry = currentEntry
    // A default that fails is told where it was asked for.
    currentEntry = source.entry ?? outerEntry
    chain.append(key.name)
    defer {
      chain.removeLast()
      currentEntry = outerEntry
    }
    let result = Setting(value(of: key, source), origin: source.origin, overridden: source.overridden)
    settings[key.name] = result
    return result
  }

  private func value(of key: ConfigurationKey, _ source: RawSetting) -> SettingValue {
    do throws(SubstitutionError) {
      if key.type == .variables { return .variables(try assignments()) }
      let style: SubstitutionResolver.Style = key.type == .commands ? .commands : .plain
      let text = try SubstitutionResolver(scope: self, style: style).expand(source.text)
      return convert(text, key)
    } catch {
      errors[key.name] = error
      report(error, key: key.name)
      return .failure(error.message)
    }
  }

  private func convert(_ text: String, _ key: ConfigurationKey) -> SettingValue {
    let root = constants["tox_root"] ?? core?.constants["tox_root"]
    let folder = if case .path(let path) = root { path } else { "/" }
    do throws(ConversionError) {
      return try ValueConversion(root: folder).convert(text, to: key)
    } catch {
      diagnostics.append(
        .error("'\(key.name)': \(error.message)", at: currentEntry?.keySpan, help: error.help))
      return .failure(error.message)
    }
  }

  // MARK: Looking up

  /// The text of a key before substitution, and where it came from.
  private func source(of key: ConfigurationKey) -> RawSetting {
    var found: RawSetting?
    var added: [String] = []
    for section in sections {
      let asked = context.overrides.filter {
        $0.section == section.name && ([key.name] + key.aliases).contains($0.key)
      }
      let replacing = asked.lastIndex { !$0.isAdded }
      if found == nil { added = asked[(replacing.map { $0 + 1 } ?? 0)...].map(\.text) + added }
      if found == nil, let replacing {
        found = RawSetting(text: asked[replacing].text, origin: .init(section: Self.commandLine), entry: nil)
      }
      for spelling in [key.name] + key.aliases {
        guard let entry = section[spelling], let text = activeText(entry) else { continue }
        let origin = Setting<SettingValue>.Origin(section: section.name, span: entry.keySpan)
        if found == nil {
          found = RawSetting(text: text, origin: origin, entry: entry)
        } else {
          found?.overridden.append(origin)
        }
      }
    }
    var setting = found ?? RawSetting(text: key.defaultText, origin: .init(section: "default"), entry: nil)
    guard !added.isEmpty else { return setting }
    if found != nil { setting.overridden.insert(setting.origin, at: 0) }
    setting.text = ([setting.text] + added).filter { !$0.isEmpty }.joined(separator: "\n")
    setting.origin = .init(section: Self.commandLine)
    return setting
  }

  /// The origin of what was set by an option.
  private static let commandLine = "command line"

  /// The entry's lines that count here; `nil` when it has content and none of it counts.
  func activeText(_ entry: ConfigurationEntry) -> String? {
    if let index = entry.index { return text(of: entry, at: index.candidates(for: factors)) }
    var lines: [String] = []
    var skipsContinuation = false
    for line in entry.lines {
      let continues = line.content.hasSuffix("\\")
      if let condition = line.condition {
        let holds = condition.holds(for: factors)
        if holds { lines.append(line.content) }
        skipsContinuation = !holds && continues
      } else if skipsContinuation {
        skipsContinuation = continues
      } else if !line.content.isEmpty {
        lines.append(line.content)
      }
    }
    if lines.isEmpty, entry.lines.contains(where: { !$0.fullText.isEmpty }) { return nil }
    return joinContinuations(lines)
  }

  /// The same where no line decides on the next one.
  private func text(of entry: ConfigurationEntry, at places: [Int]) -> String? {
    let lines = places.compactMap { place -> String? in
      let line = entry.lines[place]
      if let condition = line.condition { return condition.holds(for: factors) ? line.content : nil }
      return line.content.isEmpty ? nil : line.content
    }
    if lines.isEmpty, entry.lines.contains(where: { !$0.fullText.isEmpty }) { return nil }
    return joinContinuations(lines)
  }

  private func joinContinuations(_ lines: [String]) -> String {
    var text = ""
    for (index, line) in lines.enumerated() {
      let continues = line.hasSuffix("\\") && index + 1 < lines.count
      text += continues ? String(line.dropLast()) : line
      if !continues, index + 1 < lines.count { text += "\n" }
    }
    return text
  }

  func reference(section: String?, key: String) throws(SubstitutionError) -> SubstitutionResult? {
    if let section { return try reference(inSection: section, key: key) }
    if let core, let found = try core.own(key) { return found }
    return try own(key)
  }

  private func own(_ name: String) throws(SubstitutionError) -> SubstitutionResult? {
    guard let key = table[name] else { return nil }
    if let constant = constants[key.name] { return .final(constant.referenceText) }
    if let start = chain.firstIndex(of: key.name) { throw .cycle(Array(chain[start...]) + [key.name]) }
    if chain.count > SubstitutionResolver.depthLimit { throw .tooDeep }
    let value = setting(key).value
    if let error = errors[key.name] { throw error }
    if case .failure(let reason) = value { throw .failedReference("'\(key.name)' has no value: \(reason)") }
    return .final(value.referenceText)
  }

  private func reference(inSection written: String, key: String) throws(SubstitutionError) -> SubstitutionResult? {
    // In setup.cfg the core's section has another name.
    let name = written == "tox:tox" ? "tox" : written
    let isCore = name == "tox"
    if let section = document[section: name] {
      let table = isCore ? ConfigurationKeyTable.core : .environment
      let spellings = table[key].map { [$0.name] + $0.aliases } ?? [key]
      for spelling in spellings {
        guard let entry = section[spelling] else { continue }
        let link = "[\(name)]\(spelling)"
        if let start = chain.firstIndex(of: link) { throw .cycle(Array(chain[start...]) + [link]) }
        if chain.count > SubstitutionResolver.depthLimit { throw .tooDeep }
        chain.append(link)
        defer { chain.removeLast() }
        let text = activeText(entry) ?? ""
        return .final(try SubstitutionResolver(scope: self, style: .plain).expand(text))
      }
    }
    if isCore { return try (core ?? self).own(key) }
    if let environmentName, name == "testenv:\(environmentName)" { return try own(key) }
    return nil
  }

  // MARK: Variables

  func assignedVariable(_ name: String) throws(SubstitutionError) -> String? {
    guard environmentName != nil, !isDefiningVariables else { return nil }
    if let known = assignedValues[name] { return known }
    _ = try variableDefinitions()
    guard let definition = definitionOfName[name] else { return nil }
    let link = "env:\(name)"
    if let start = chain.firstIndex(of: link) {
      if chain.last == link { return nil }
      throw .cycle(chain[start...].filter { $0.hasPrefix("env:") }.map { String($0.dropFirst(4)) } + [name])
    }
    if chain.count > SubstitutionResolver.depthLimit { throw .tooDeep }
    chain.append(link)
    defer { chain.removeLast() }
    let value = try SubstitutionResolver(scope: self, style: .plain).expand(definition.text)
    assignedValues[name] = value
    return value
  }

  private func variableDefinitions() throws(SubstitutionError) -> [VariableDefinition] {
    if let definitions { return definitions }
    guard let key = table["set_env"] else { return [] }
    isDefiningVariables = true
    defer { isDefiningVariables = false }
    let found = try VariableDefinition.parse(source(of: key).text, resolver: self)
    let last = Dictionary(found.enumerated().map { ($1.name, $0) }) { _, later in later }
    let unique = found.indices.filter { last[found[$0].name] == $0 }.map { found[$0] }
    definitionOfName = Dictionary(uniqueKeysWithValues: unique.map { ($0.name, $0) })
    definitions = unique
    return unique
  }

  private func assignments() throws(SubstitutionError) -> [VariableAssignment] {
    var result: [VariableAssignment] = []
    for definition in try variableDefinitions() {
      result.append(VariableAssignment(name: definition.name, value: try assignedVariable(definition.name) ?? ""))
    }
    return result
  }

  // MARK: Diagnostics

  func noteUnknown(_ expression: String) {
    if chain.contains("install_command"), ["{opts}", "{packages}"].contains(expression) { return }
    // There braces stand for alternatives, be it a single one.
    if chain.contains("env_list") || chain.contains("depends") { return }
    guard let entry = currentEntry, let name = UnknownSubstitution.name(in: expression) else { return }
    let candidates = table.allNames + (core?.table.allNames ?? []) + ["posargs", "env", "tty", "glob"]
    let suggestion = closestMatch(to: name, among: candidates)
    let help =
      UnknownSubstitution.missingReference(name, in: document) ?? suggestion.map { "did you mean '{\($0)}'?" }
      ?? "write '\\{' where a brace is meant"
    diagnostics.append(
      .warning(
        "unknown substitution '\(expression)' stays as written",
        at: UnknownSubstitution.span(of: expression, in: entry),
        help: help))
  }

  private func report(_ error: SubstitutionError, key: String) {
    let place = environmentName.map { " of environment '\($0)'" } ?? ""
    diagnostics.append(
      .error("'\(key)'\(place) has no value: \(error.message)", at: currentEntry?.keySpan, help: error.help))
  }
}

/// A key's text as found, before substitution.
private struct RawSetting {
  var text: String
  var origin: Setting<SettingValue>.Origin
  var entry: ConfigurationEntry?
  var overridden: [Setting<SettingValue>.Origin] = []
}
