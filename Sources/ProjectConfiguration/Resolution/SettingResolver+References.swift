import EnvironmentModel
import SourceText

extension SettingResolver: SubstitutionScope {
  func pieces(of text: String) -> [SubstitutionPiece] { resolution.pieces(of: text) }

  func reference(
    _ target: ReferenceTarget, isRecursive: Bool
  ) throws(SubstitutionError) -> SubstitutionResult? {
    guard let section = target.section else {
      // In INI the core's keys come first, in TOML the environment's own.
      let isCoreFirst = document.dialect == .ini
      let (first, second) = isCoreFirst ? (resolution.core, self) : (self, resolution.core)
      if let found = try first.own(target.key) { return found }
      return try second.own(target.key)
    }
    return document.dialect == .ini
      ? try reference(inSection: section, key: target.key, isRecursive)
      : try reference(inTable: section, key: target.key)
  }

  /// A key of this environment, or of the core.
  private func own(_ name: String) throws(SubstitutionError) -> SubstitutionResult? {
    guard let key = table[name] else { return nil }
    if key.type == .variables, !key.isConstant {
      let lines = try variableLines()
      return .final(
        lines, isArgument: false, sources: resolution.replacements == nil ? [] : sources(of: key, setting(key)))
    }
    let value = try required(key)
    return .final(
      value.referenceText, isArgument: Self.isArgument(value, key), sources: sources(of: key, setting(key)))
  }

  /// Whether a value's lines are one argument each where a command takes them in: paths and lists of texts are.
  private static func isArgument(_ value: SettingValue, _ key: ConfigurationKey) -> Bool {
    switch value {
    case .path: true
    case .list: key.type != .requirements && key.type != .environments
    case .text: key.isConstant
    default: false
    }
  }

  // MARK: INI

  private func reference(
    inSection written: String, key: String, _ isRecursive: Bool
  ) throws(SubstitutionError) -> SubstitutionResult? {
    // In setup.cfg the core's section has another name.
    let name = written == "tox:tox" ? "tox" : written
    let isCore = name == document.dialect.core
    if isCore, let found = try resolution.core.own(key) { return found }
    let environment = document.dialect.environmentName(of: name)
    // Sections of other tools may be named, but not those that have a colon.
    guard environment != nil || !name.contains(":") else { return nil }
    if let section = context.section(name, in: document), let found = try raw(key, in: section, isRecursive) {
      return found
    }
    if let environment, let other = resolution.known(String(environment), askedBy: self) { return try other.own(key) }
    return nil
  }

  /// A section's text as this environment would read it.
  private func raw(
    _ key: String, in section: ConfigurationSection, _ isRecursive: Bool
  ) throws(SubstitutionError) -> SubstitutionResult? {
    let isVariables = key == "set_env" || key == "setenv"
    let spellings = isVariables ? ["set_env", "setenv"] : [key]
    let overrides = context.overrides.filter { item in
      document.dialect.section(ofOverride: item.section) == section.name && spellings.contains(item.key)
    }
    guard var text = section[key].map({ activeText($0) ?? "" }) ?? overrides.last.map({ _ in "" }) else { return nil }
    let sources = (section[key].map(lines) ?? []) + overrides.map(Line.init)
    if isVariables, !overrides.isEmpty {
      return .final(try overriddenLines(text, in: section.name), isArgument: false, sources: sources)
    }
    for item in overrides { text = item.isAdded ? "\(text)\n\(item.text)" : item.text }
    if !isRecursive { return .final(text, isArgument: false, sources: sources) }
    let link = "[\(section.name)]\(key)"
    try resolution.enter(link, shown: link)
    defer { resolution.leave() }
    let outerEntry = currentEntry
    currentEntry = section[key] ?? outerEntry
    defer { currentEntry = outerEntry }
    let expanded = try SubstitutionResolver(scope: self, style: .plain).expand(text)
    return .final(expanded, isArgument: false, sources: sources)
  }

  // MARK: TOML

  private func reference(inTable path: String, key: String) throws(SubstitutionError) -> SubstitutionResult? {
    if let environment = document.dialect.environmentName(of: path) {
      return try resolution.environment(EnvironmentName(String(environment)), askedBy: self).own(key)
    }
    if let value = table(at: path)?[key] {
      let replaced = try TOMLReplacement(self, .text, keepsStrings: true).replaced(value)
      return .raw(replaced.referenceText, sources: resolution.replacements == nil ? [] : lines(of: value))
    }
    return path == document.dialect.core ? try resolution.core.own(key) : nil
  }

  /// A table of the file by its path from the top.
  func table(at path: String) -> TOMLTable? {
    var table = document.root
    for part in path.split(separator: ".") {
      guard case .table(let inner) = table?[String(part)]?.content else { return nil }
      table = inner
    }
    return table
  }

  // MARK: The command line

  func positionalArguments(isProgram: Bool) throws(SubstitutionError) -> [String]? {
    guard let given = context.positionalArguments, !given.isEmpty else { return context.positionalArguments }
    let isAsked = resolution.chain.contains { $0.hasSuffix("\u{0}change_dir") }
    if isAsked { isOwn = true }
    guard owner != nil, !isAsked, table["args_are_paths"] != nil, flag("args_are_paths") else { return given }
    guard case .path(let folder) = try required("change_dir"), folder != context.currentFolder else { return given }
    return PositionalPaths(from: context.currentFolder, to: folder, kind: context.fileKind)
      .rewritten(given, isProgram: isProgram)
  }

  func factor(ofGroup label: String) -> (factor: String?, fallback: String?) {
    guard let name, let group = resolution.names?.group(label, for: name) else { return (nil, nil) }
    if let variable = context.variables["TOX_FACTOR_\(label)"] { return (variable, nil) }
    if let factor = group.factorOfEnvironment[name.text] { return (factor, nil) }
    let matching = group.factors.filter { "-\(name)-".contains("-\($0)-") }
    return (matching.max { $0.count < $1.count }, group.fallback)
  }

  // MARK: Packages

  /// What the path of a package begins with.
  static let packageStart = "{package:"
  /// There braces stand for alternatives, be it a single one.
  private static let patternKeys = ["env_list", "depends", "match"]
  /// The keys whose values are read once the packages are built.
  private static let keysWithPackages = ["commands_pre", "commands", "commands_post", "set_env"] + patternKeys

  /// Refuses the path of a package in a value that is needed before there is one, wherever it came from.
  func refusePackages(in value: SettingValue, of key: ConfigurationKey) throws(SubstitutionError) {
    guard resolution.speaksOfPackages else { return }
    switch scope {
    case .packageDefinition, .environmentDefinition: return
    case .environment where Self.keysWithPackages.contains(key.name): return
    case .core, .environment, .packageEnvironment, .service: break
    }
    let texts: [String] =
      switch value {
      case .text(let text), .path(let text): [text]
      case .list(let items): items
      case .command(let command): command.arguments
      case .boolean, .integer, .number, .absent, .failure: []
      default: [value.referenceText]
      }
    for text in texts where text.utf8.contains(UInt8(ascii: "{")) {
      guard let start = text.firstRange(of: Self.packageStart) else { continue }
      let name = text[start.upperBound...].prefix { $0 != "}" && !$0.isWhitespace }
      throw .noPackagePath("\(Self.packageStart)\(name)}", key: key.name)
    }
  }

  // MARK: Notes

  func countExpression() throws(SubstitutionError) {
    replacementCount += 1
    if replacementCount > SubstitutionResolver.countLimit { throw .tooMuch }
  }

  func noteUnknown(_ expression: String) {
    // Whether it is told depends on what was told before.
    isOwn = true
    let waiting = resolution.chain
    if waiting.contains(where: { $0.hasSuffix("\u{0}install_command") }), ["{opts}", "{packages}"].contains(expression)
    {
      return
    }
    if waiting.contains(where: { link in Self.patternKeys.contains { link.hasSuffix("\u{0}\($0)") } }) { return }
    let isPackage = expression.hasPrefix(Self.packageStart)
    if isPackage, case .packageDefinition = scope { return notePackage(expression) }
    // Whoever has so many does not read them, and each is looked for in the text.
    guard unknownCount < 50 else { return }
    unknownCount += 1
    if isPackage { return noteUnknownPackage(expression) }
    guard let entry = currentEntry, let name = UnknownSubstitution.name(in: expression) else { return }
    let candidates = table.allNames + ConfigurationKeyTable.core.allNames + ["posargs", "env", "tty", "glob", "factor"]
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

  /// A package has its path in the place of the expression once it is built.
  private func noteUnknownPackage(_ expression: String) {
    let name = expression.dropFirst(Self.packageStart.count).dropLast()
    let names = resolution.definitions.packages.map(\.name)
    guard let entry = currentEntry, !names.contains(String(name)) else { return }
    let suggestion = closestMatch(to: String(name), among: names).map { "did you mean '{package:\($0)}'?" }
    diagnostics.append(
      .error(
        "there is no package definition '\(name)'", at: UnknownSubstitution.span(of: expression, in: entry),
        help: suggestion ?? "write [packagedef:\(name)], or '\\{' where a brace is meant"))
  }

  /// What a definition may speak of is told when all of them are known.
  private func notePackage(_ expression: String) {
    guard let entry = currentEntry, let owner = name?.text else { return }
    let key = resolution.chain.last?.split(separator: "\u{0}").last.map(String.init) ?? entry.key
    resolution.packageReferences.append(
      DefinitionReference(
        owner: owner, key: key, name: String(expression.dropFirst(Self.packageStart.count).dropLast()),
        span: UnknownSubstitution.span(of: expression, in: entry)))
  }
}
