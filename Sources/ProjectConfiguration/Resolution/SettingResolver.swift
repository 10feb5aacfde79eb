import EnvironmentModel
import SourceText

/// Computes the settings of one environment, or of the core, each at most once and only when asked for.
final class SettingResolver {
  /// Whose settings they are.
  enum Scope: Hashable {
    case core
    case environment(EnvironmentName)
    /// An environment that builds packages.
    case packageEnvironment(EnvironmentName)
    /// A package definition; its name is made of factors as an environment's is.
    case packageDefinition(EnvironmentName)
    /// An environment definition.
    case environmentDefinition(EnvironmentName)
    /// A container beside environments; its name is made of factors as an environment's is.
    case service(EnvironmentName)
  }

  /// What kind of thing has the settings; each has a table of keys.
  enum Level: Int, Hashable {
    case core, environment, packageEnvironment, packageDefinition, environmentDefinition, service
  }

  let resolution: Resolution
  let scope: Scope
  let table: ConfigurationKeyTable
  /// What conditions of lines look at.
  private(set) lazy var factors: Set<String> =
    owner.map { Self.factors(of: $0, context) } ?? [context.platform, context.machine]
  /// Sections searched for a key, the nearest first; while `base` is computed, only the own ones.
  private var sections: [ConfigurationSection]
  private var knowsBases = false

  var diagnostics: [Diagnostic] = []
  /// How many expressions were replaced for a value, since their number may grow with the power of their nesting.
  var replacementCount = 0
  /// How many expressions were told to mean nothing.
  var unknownCount = 0
  /// By the places of their keys; those that others share are not among them.
  private var settings: [Int: Setting<SettingValue>] = [:]
  /// What it shares with environments like it, where many are asked for.
  private(set) var shared: SharedSettings?
  /// Whether the value that is being computed is of this environment alone: something has looked at its name, or failed.
  var isOwn = false
  /// The same of what `set_env` defines.
  var hasOwnVariables = false
  private var errors: [String: SubstitutionError] = [:]
  /// What `set_env` comes to, or why it comes to nothing, once it was asked for.
  var variables: Result<VariableScope, SubstitutionError>?
  /// The interpreter, or that there is none, once it was looked for.
  private var interpreterFound: Interpreter??
  /// The entry whose text is substituted.
  var currentEntry: ConfigurationEntry?
  /// What the command line says in the place of an entry, while that is read.
  var currentOverride: ConfigurationOverride?
  /// The value of TOML whose text is substituted.
  var currentPlace: SourceSpan?

  init(_ resolution: Resolution, _ scope: Scope) {
    self.resolution = resolution
    self.scope = scope
    table =
      switch scope {
      case .core: .core
      case .environment: .environment
      case .packageEnvironment: .packaging
      case .packageDefinition: .packageDefinition
      case .environmentDefinition: .environmentDefinition
      case .service: .service
      }
    sections = resolution.ownSections(of: scope).compactMap {
      resolution.context.section($0, in: resolution.document)
    }
    // What is computed to find the bases knows nothing of them.
    if case .environment(let name) = scope, !sections.contains(where: { $0["base"]?.hasExpressions ?? false }) {
      shared = resolution.sharedSettings(of: name, sections, table)
    }
  }

  var context: ConfigurationContext { resolution.context }
  var document: ConfigurationDocument { resolution.document }
  var definesPackages: Bool { document.definesPackages }

  /// The environment's name, for values that speak of it, which no other one has then; `nil` for the core.
  var name: EnvironmentName? {
    isOwn = true
    return owner
  }

  /// Whose settings they are, where values do not depend on it; `nil` for the core.
  var owner: EnvironmentName? {
    switch scope {
    case .core: nil
    case .environment(let name), .packageEnvironment(let name), .packageDefinition(let name),
      .environmentDefinition(let name), .service(let name):
      name
    }
  }

  /// Whose settings they are, in words; `nil` for the core.
  private var ownerInWords: String? {
    switch scope {
    case .core: nil
    case .environment(let name), .packageEnvironment(let name): "environment '\(name)'"
    case .packageDefinition(let name): "package definition '\(name)'"
    case .environmentDefinition(let name): "environment definition '\(name)'"
    case .service(let name): "service '\(name)'"
    }
  }

  /// A name's factors, the platform, and the machine unless the name has one of its own.
  private static func factors(of name: EnvironmentName, _ context: ConfigurationContext) -> Set<String> {
    var factors = Set(name.factors.map(\.text))
    let names = Machine.spellings.joined()
    if factors.isDisjoint(with: names) { factors.insert(Machine.normalized(context.machine)) }
    factors.insert(context.platform)
    return factors
  }

  // MARK: Values

  /// A setting by any spelling of its key; `nil` for keys the table does not have.
  func setting(named name: String) -> Setting<SettingValue>? { table[name].map(setting) }

  /// A value by its key's name; a failure where it cannot be computed.
  func value(_ name: String) -> SettingValue { setting(named: name)?.value ?? .failure("there is no key '\(name)'") }

  /// A text or path; empty when it has no such value.
  func text(_ name: String) -> String {
    switch value(name) {
    case .text(let text), .path(let text): text
    default: ""
    }
  }

  func flag(_ name: String) -> Bool { value(name) == .boolean(true) }

  func list(_ name: String) -> [String] { if case .list(let items) = value(name) { items } else { [] } }

  /// The interpreter of the machine that `base_python` means; `nil` when there is none.
  func installedInterpreter(_ wanted: [String]) -> Interpreter? {
    if let known = interpreterFound ?? shared?.interpreter { return known }
    let found = context.pythons.find(wanted)
    if let shared, !isOwnValue("base_python") {
      shared.interpreter = .some(found)
    } else {
      interpreterFound = .some(found)
    }
    return found
  }

  /// Whether a value was computed and is of this environment alone.
  private func isOwnValue(_ name: String) -> Bool { table[name].map { settings[$0.index] != nil } ?? false }

  /// The setting of a key; a value that cannot be computed is a ``SettingValue/failure(_:)``.
  func setting(_ key: ConfigurationKey) -> Setting<SettingValue> {
    // `base` decides where keys are looked for, and is itself looked for in the own section alone.
    if key.name == "base" { _ = layers }
    if let known = settings[key.index] {
      isOwn = true
      return known
    }
    if let common = shared?.settings[key.index] { return common }
    if let plain = resolution.plainDefault(of: key, self) {
      shared?.settings[key.index] = plain
      return plain
    }
    let outer = (currentEntry, currentOverride, isOwn)
    defer { (currentEntry, currentOverride, isOwn) = (outer.0, outer.1, outer.2 || isOwn) }
    (currentOverride, isOwn) = (nil, false)
    let diagnosticCount = diagnostics.count
    if resolution.chain.isEmpty { replacementCount = 0 }
    let result = computedSetting(key)
    if case .failure = result.value { isOwn = true }
    if let shared, !isOwn, diagnostics.count == diagnosticCount, isAskedBySelf {
      shared.settings[key.index] = result
    } else {
      isOwn = true
      settings[key.index] = result
    }
    return result
  }

  /// Whether all that waits for a value is of this environment: to others it may look different while they wait.
  var isAskedBySelf: Bool {
    if resolution.chain.isEmpty { return true }
    let start = link("")
    return resolution.chain.allSatisfy { $0.hasPrefix(start) || $0.hasPrefix("[") }
  }

  private func computedSetting(_ key: ConfigurationKey) -> Setting<SettingValue> {
    do throws(SubstitutionError) {
      try resolution.enter(link(key.name), shown: key.name)
      defer { resolution.leave() }
      let result = try computed(key)
      try refusePackages(in: result.value, of: key)
      return result
    } catch {
      // A circle that goes through other values is an error of the one that was asked for first.
      // What makes another value fail is told with that one.
      let isCircle = if case .cycle = error { true } else { false }
      let isTold = !isCircle && errors.values.contains(error)
      errors[key.name] = error
      // What a command line sets was set by somebody, too.
      let result = Setting(
        SettingValue.failure(text(of: error, key)), origin: currentOverride?.origin ?? origin(of: key))
      if !isTold { report(error, key) }
      return result
    }
  }

  /// The value that another one refers to.
  ///
  /// - Throws: Why there is none.
  func required(_ key: ConfigurationKey) throws(SubstitutionError) -> SettingValue {
    let link = link(key.name)
    if settings[key.index] == nil, resolution.chain.contains(link) { try resolution.enter(link, shown: key.name) }
    let value = setting(key).value
    if let error = errors[key.name] { throw error }
    if case .failure(let reason) = value {
      throw .failedReference(context.usesToxWording ? reason : "'\(key.name)' has no value: \(reason)")
    }
    return value
  }

  func required(_ name: String) throws(SubstitutionError) -> SettingValue {
    guard let key = table[name] else { throw .failedReference("there is no key '\(name)'") }
    return try required(key)
  }

  private func link(_ key: String) -> String { "\(owner?.text ?? "")\u{0}\(key)" }

  private func computed(_ key: ConfigurationKey) throws(SubstitutionError) -> Setting<SettingValue> {
    if let constant = constant(key) {
      return Setting(constant, origin: SettingOrigin(section: Self.unset))
    }
    if key.type == .variables { return try variableSetting(key) }
    let found = try layered(key) { entry throws(SubstitutionError) in
      try self.converted(entry, key)
    } override: { text throws(SubstitutionError) in
      try self.converted(text, key)
    } append: { value, more throws(SubstitutionError) in
      try Self.appended(value, more)
    }
    if let found {
      return Setting(
        try processed(found.value, key, isSet: true), origin: found.origin, extended: found.extended,
        overridden: found.overridden)
    }
    let value = try processed(try defaultValue(key), key, isSet: false)
    return Setting(value, origin: SettingOrigin(section: Self.unset))
  }

  static var unset: String { SettingOrigin.unset }

  // MARK: Conversion

  private func converted(_ entry: ConfigurationEntry, _ key: ConfigurationKey) throws(SubstitutionError)
    -> SettingValue?
  {
    currentEntry = entry
    guard let value = entry.value else {
      guard let text = activeText(entry) else { return nil }
      return try converted(text, key)
    }
    let replaced = try TOMLReplacement(self, key.type).replaced(value)
    do throws(ConversionError) {
      return try conversion(key).convert(replaced, to: key)
    } catch {
      throw .conversion(error)
    }
  }

  func converted(_ text: String, _ key: ConfigurationKey) throws(SubstitutionError) -> SettingValue {
    let expanded = try SubstitutionResolver(scope: self, style: SubstitutionStyle(key.type)).expand(text)
    do throws(ConversionError) {
      return try conversion(key).convert(expanded, to: key)
    } catch {
      throw .conversion(error)
    }
  }

  /// The text of a key in INI with its expressions replaced and nothing else done; empty where nobody sets it.
  func substitutedText(of name: String) -> String {
    guard let key = table[name] else { return "" }
    // What is wrong with it is told when the value is asked for.
    let found = try? layered(key) { entry throws(SubstitutionError) in
      try self.activeText(entry).map { text throws(SubstitutionError) in
        try SubstitutionResolver(scope: self, style: .plain).expand(text)
      }
    } override: { text throws(SubstitutionError) in
      try SubstitutionResolver(scope: self, style: .plain).expand(text)
    } append: { first, second in
      "\(first)\n\(second)"
    }
    return found?.value ?? ""
  }

  /// The keys whose commands may be lines for a shell.
  private static let commandKeys: Set = ["commands_pre", "commands", "commands_post"]

  private func conversion(_ key: ConfigurationKey) -> ValueConversion {
    guard key.type == .path else {
      let isOfShell = Self.commandKeys.contains(key.name) && table["shell"] != nil && flag("shell")
      return ValueConversion(root: nil, isOfShell: isOfShell)
    }
    // The root itself starts from the folder of the file.
    return ValueConversion(root: key.name == "tox_root" ? resolution.root : resolution.core.text("tox_root"))
  }

  private static func appended(_ value: SettingValue, _ more: SettingValue) throws(SubstitutionError) -> SettingValue {
    switch (value, more) {
    case (.list(let first), .list(let second)): return .list(first + second)
    case (.commands(let first), .commands(let second)): return .commands(first + second)
    case (.dictionary(let first), .dictionary(let second)):
      let replaced = Set(second.map(\.name))
      return .dictionary(first.filter { !replaced.contains($0.name) } + second)
    case (.groups(let first), .groups(let second)):
      let replaced = Set(second.map(\.name))
      return .groups(first.filter { !replaced.contains($0.name) } + second)
    default: throw .conversion(.notAppendable)
    }
  }

  // MARK: Sections

  /// The sections searched for keys, with those that `base` names.
  var layers: [ConfigurationSection] {
    if knowsBases { return sections }
    knowsBases = true
    switch scope {
    case .packageDefinition, .environmentDefinition, .service: return sections
    case .environment(let name):
      for section in resolution.definitionSections(covering: name)
      where !sections.contains(where: { $0.name == section.name }) {
        sections.append(section)
      }
    case .core, .packageEnvironment: break
    }
    for item in list("base") {
      for section in document.dialect.sections(ofBase: item).prefix(scope == .core ? 1 : 2) {
        guard let found = context.section(section, in: document) else { continue }
        if !sections.contains(where: { $0.name == section }) { sections.append(found) }
      }
    }
    return sections
  }

  private func text(of error: SubstitutionError, _ key: ConfigurationKey) -> String {
    guard context.usesToxWording else { return error.message }
    let spelling = layers.lazy.compactMap { section in key.spellings.first { section[$0] != nil } }.first
    return ToxWording.text(
      error, owner: owner?.text ?? "core", key: spelling ?? key.name, isINI: document.dialect == .ini)
  }

  private func report(_ error: SubstitutionError, _ key: ConfigurationKey) {
    // That is no mistake of the file, and a run says it better.
    if case .noInterpreter = error { return }
    if case .conversion(.malformedNames(let item, let problem)) = error, currentOverride == nil,
      let entry = currentEntry
    {
      let span = UnknownSubstitution.span(of: item, in: entry)
      let start = min(span.range.lowerBound + problem.offset, span.range.upperBound)
      let place = SourceSpan(file: span.file, range: start..<min(start + 1, span.range.upperBound))
      diagnostics.append(.error(error.message, at: place, help: error.help))
      return
    }
    let place = ownerInWords.map { " of \($0)" } ?? ""
    let message = "'\(key.name)'\(place) has no value: \(error.message)"
    let source = currentOverride.map { "\($0.words): " } ?? ""
    diagnostics.append(
      .error(source + message, at: currentOverride == nil ? currentEntry?.keySpan : nil, help: error.help))
  }
}

extension SettingResolver.Scope {
  var level: SettingResolver.Level {
    switch self {
    case .core: .core
    case .environment: .environment
    case .packageEnvironment: .packageEnvironment
    case .packageDefinition: .packageDefinition
    case .environmentDefinition: .environmentDefinition
    case .service: .service
    }
  }
}
