import EnvironmentModel

extension SettingResolver {
  /// The value `set_env` gives a variable; `nil` when it does not or when the variable is being computed.
  func assignedVariable(_ name: String) throws(SubstitutionError) -> String? {
    guard let environment = owner else { return nil }
    guard !resolution.isDefiningVariables.contains(environment) else {
      // Later it may have a value.
      isOwn = true
      return nil
    }
    if exportedNames.contains(name) { return exported(name) }
    let scope = try variableScope()
    guard let definition = scope[name] else { return defaultVariables[name] }
    isOwn = true
    if let known = scope.values[name] { return known }
    guard try counts(definition) else { return nil }
    let link = "\(environment)\u{0}env:\(name)"
    if resolution.chain.last == link { return nil }
    if let start = resolution.chain.firstIndex(of: link) {
      let names = resolution.chain[start...].compactMap { item -> String? in
        let shown = item.split(separator: "\u{0}").last ?? ""
        return shown.hasPrefix("env:") ? String(shown.dropFirst(4)) : nil
      }
      throw .cycle(names + [name])
    }
    try resolution.enter(link, shown: "env:\(name)")
    defer { resolution.leave() }
    let value = try value(of: definition)
    scope.values[name] = value
    return value
  }

  private func value(of definition: VariableDefinition) throws(SubstitutionError) -> String {
    switch definition.source {
    case .text(let text): return try SubstitutionResolver(scope: self, style: .plain).expand(text)
    case .value(let value):
      switch try TOMLReplacement(self, .text).replaced(value) {
      case .string(let text): return text
      case .table(let entries):
        if case .string(let text) = entries.first(where: { $0.key == "value" })?.value { return text }
        throw .conversion(.otherType("value of type 'dict'", expected: "of type 'str'"))
      case let other: throw .conversion(.otherType(other.described, expected: "of type 'str'"))
      }
    }
  }

  private func counts(_ definition: VariableDefinition) throws(SubstitutionError) -> Bool {
    guard let marker = definition.marker else { return true }
    do throws(MarkerError) {
      return try EnvironmentMarker(marker).holds(in: context.markerEnvironment)
    } catch {
      throw .malformedReplacement("invalid marker for set_env key '\(definition.name)': \(error.message)")
    }
  }

  /// The variables that tell commands where they run, which no configuration can change.
  private func exported(_ name: String) -> String? {
    switch name {
    case "PYTHONIOENCODING": "utf-8"
    case "TOX_ENV_NAME": self.name?.text
    case "TOX_WORK_DIR": resolution.core.text("work_dir")
    case "TOX_ENV_DIR", "VIRTUAL_ENV": text("env_dir")
    case "PIP_USER": "0"
    default: nil
    }
  }

  private var exportedNames: [String] {
    let common = ["PYTHONIOENCODING", "TOX_ENV_DIR", "TOX_ENV_NAME", "TOX_WORK_DIR"]
    return runner == .virtualenv ? ["PIP_USER", "VIRTUAL_ENV"] + common : common
  }

  private var defaultVariables: [String: String] {
    var variables = runner == .virtualenv ? ["PIP_DISABLE_PIP_VERSION_CHECK": "1"] : [:]
    if let seed = context.hashSeed { variables["PYTHONHASHSEED"] = String(seed) }
    return variables
  }

  // MARK: The setting

  /// `set_env` as a setting: all that counts, by name.
  func variableSetting(_ key: ConfigurationKey) throws(SubstitutionError) -> Setting<SettingValue> {
    let scope = try variableScope()
    let exportedNames = exportedNames
    var values = defaultVariables
    for definition in scope.definitions {
      values[definition.name] = nil
      guard !exportedNames.contains(definition.name), try counts(definition) else { continue }
      values[definition.name] = try assignedVariable(definition.name) ?? ""
    }
    for name in exportedNames { values[name] = exported(name) }
    let assignments = values.keys.sorted().map { VariableAssignment(name: $0, value: values[$0] ?? "") }
    guard let source = scope.source else {
      return Setting(.variables(assignments), origin: .init(section: Self.unset))
    }
    return Setting(
      .variables(assignments), origin: source.origin, extended: source.extended, overridden: source.overridden)
  }

  /// What the configuration says of `set_env`, as lines that could stand in its place.
  func variableLines() throws(SubstitutionError) -> String {
    try variableScope().definitions.map { definition throws(SubstitutionError) in
      let text: String =
        if case .text(let text) = definition.source { text } else { try self.value(of: definition) }
      return VariableLine.text(definition.name, text, definition.marker)
    }.joined(separator: "\n")
  }

  private func variableScope() throws(SubstitutionError) -> VariableScope {
    if let variables {
      isOwn = isOwn || hasOwnVariables
      return try variables.get()
    }
    guard let key = table["set_env"], let owner else { return VariableScope([]) }
    if let common = shared?.variables {
      let scope = VariableScope(common)
      variables = .success(scope)
      return scope
    }
    let (isOwnBefore, diagnosticCount) = (isOwn, diagnostics.count)
    isOwn = false
    defer { isOwn = isOwn || isOwnBefore }
    try resolution.enter("\(owner)\u{0}set_env of it", shown: "set_env")
    defer { resolution.leave() }
    resolution.isDefiningVariables.insert(owner)
    defer { resolution.isDefiningVariables.remove(owner) }
    do throws(SubstitutionError) {
      let found = try layered(key) { entry throws(SubstitutionError) in
        try self.definitions(of: entry)
      } override: { text throws(SubstitutionError) in
        try self.definitions(ofText: text)
      } append: { first, second in
        first + second
      }
      let scope = VariableScope(found?.value ?? [])
      scope.source = found
      variables = .success(scope)
      hasOwnVariables = isOwn || diagnostics.count > diagnosticCount
      if !hasOwnVariables { shared?.variables = scope }
      return scope
    } catch {
      hasOwnVariables = true
      isOwn = true
      // Whether values need each other depends on who asks.
      if case .cycle = error { throw error }
      variables = .failure(error)
      throw error
    }
  }

  private func definitions(of entry: ConfigurationEntry) throws(SubstitutionError) -> [VariableDefinition]? {
    currentEntry = entry
    if let value = entry.value { return try definitions(ofValue: value, 0) }
    guard let text = activeText(entry) else { return nil }
    return try definitions(ofText: text)
  }

  // MARK: Text

  /// Lines that assign, `file|PATH` for a file of such lines, and references that bring in lines.
  ///
  /// - Parameter parents: The references that lead here.
  private func definitions(
    ofText text: String, _ parents: [String] = []
  ) throws(SubstitutionError) -> [VariableDefinition] {
    if parents.count > SubstitutionResolver.depthLimit { throw .tooDeep }
    var direct: [VariableDefinition] = []
    var broughtIn: [VariableDefinition] = []
    for line in text.split(whereSeparator: \.isNewline).map(trimmed) where !line.isEmpty {
      if line.hasPrefix("file|") {
        direct += try file(SubstitutionResolver(scope: self, style: .plain).expand(String(line.dropFirst(5))))
      } else if let definition = VariableLine.definition(line), !definition.name.contains("{") {
        direct.append(try Self.checked(definition))
      } else if line.contains("{") {
        broughtIn += try expanded(String(line), parents)
      } else {
        throw .noAssignment(String(line))
      }
    }
    // What stands in the section itself beats what it takes from elsewhere.
    let names = Set(direct.map(\.name))
    return broughtIn.filter { !names.contains($0.name) } + direct
  }

  private static func checked(_ definition: VariableDefinition) throws(SubstitutionError) -> VariableDefinition {
    if definition.name.isEmpty { throw .malformedReplacement("invalid set_env entry with an empty name") }
    return definition
  }

  /// A line of references that references brought in is longer only when they multiply in a circle.
  private static let broughtInLineLimit = 10_000

  /// A line that is a reference, or whose name has one.
  private func expanded(_ line: String, _ parents: [String]) throws(SubstitutionError) -> [VariableDefinition] {
    if parents.contains(line) {
      throw .circularReference((parents + [line]).joined(separator: " -> "))
    }
    if let equals = SubstitutionSyntax.firstIndex(of: UInt8(ascii: "="), outsideExpressionsOf: line) {
      let bytes = Array(line.utf8)
      let name = String(decoding: bytes[..<equals], as: UTF8.self)
      let expandedName = trimmed(try SubstitutionResolver(scope: self, style: .plain).expand(name)[...])
      if expandedName.isEmpty || expandedName.contains("=") || expandedName.contains(where: \.isNewline) {
        throw .malformedReplacement("invalid set_env key '\(trimmed(name[...]))' after substitution")
      }
      let (value, marker) = VariableLine.split(trimmed(String(decoding: bytes[(equals + 1)...], as: UTF8.self)[...]))
      return [VariableDefinition(name: String(expandedName), source: .text(value), marker: marker)]
    }
    if let first = parents.first, line.utf8.count > Self.broughtInLineLimit {
      throw .circularReference("\(first) -> \(line.prefix(60))…")
    }
    // What it brings in is read as if it stood here, so that its values see all others.
    let text = try SubstitutionResolver(scope: self, style: .plain, isRecursive: false).expand(line)
    if text == line {
      guard let definition = VariableLine.definition(line[...]) else { throw .noAssignment(line) }
      return [definition]
    }
    return try definitions(ofText: text, parents + [line])
  }

  private func file(_ path: String) throws(SubstitutionError) -> [VariableDefinition] {
    let path = FilePath.joined(path, to: resolution.core.text("tox_root"))
    guard let bytes = context.readFile(path) else {
      let problem = context.fileKind(path) == .missing ? "does not exist" : "is not a file"
      throw .refused("\(path) \(problem) for set_env")
    }
    if String(validating: bytes, as: UTF8.self) == nil {
      throw .refused("\(path) cannot be read for set_env: it is not UTF-8")
    }
    var definitions: [VariableDefinition] = []
    let text = String(
      decoding: bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? bytes.dropFirst(3) : bytes[...], as: UTF8.self)
    let lines = text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
    for (number, line) in lines.enumerated() {
      let line = trimmed(line)
      if line.isEmpty || line.hasPrefix("#") { continue }
      if line.utf8.contains(0) { throw .refused("invalid line in set_env at \(path):\(number + 1): NUL character") }
      guard let equals = line.firstIndex(of: "=") else { throw Self.badLine(number, path) }
      var name = trimmed(line[..<equals])
      if name.hasPrefix("export ") || name.hasPrefix("export\t") { name = trimmed(name.dropFirst(7)) }
      if name.isEmpty { throw Self.badLine(number, path) }
      let value = String(trimmed(line[line.index(after: equals)...]))
      definitions.append(VariableDefinition(name: String(name), source: .text(value)))
    }
    return definitions
  }

  private static func badLine(_ number: Int, _ path: String) -> SubstitutionError {
    .refused("invalid line \(number + 1) in \(path) for set_env, expected KEY=VALUE")
  }

  // MARK: Values of TOML

  /// The definitions of a table, of an array of tables, or of what a replacement leads to.
  private func definitions(ofValue value: TOMLValue, _ depth: Int) throws(SubstitutionError) -> [VariableDefinition] {
    if depth > SubstitutionResolver.depthLimit { throw .tooDeep }
    switch value.content {
    case .string(let text): return try definitions(ofText: text)
    case .array(let items):
      var definitions: [VariableDefinition] = []
      for item in items { definitions += try self.definitions(ofValue: item, depth + 1) }
      return definitions
    case .table(let table):
      if case .string(let kind) = table["replace"]?.content, kind == "ref" || kind == "if" {
        return try definitions(ofReplacement: table, value, depth)
      }
      return try definitions(ofTable: table)
    default:
      throw .malformedReplacement(
        "set_env expected str, dict[str, str], or list[dict[str, str]], got \(value.kind)")
    }
  }

  private func definitions(ofTable table: TOMLTable) throws(SubstitutionError) -> [VariableDefinition] {
    var definitions: [VariableDefinition] = []
    for entry in table.entries {
      if entry.key == "file", case .string(let path) = entry.value.content {
        definitions += try file(SubstitutionResolver(scope: self, style: .plain).expand(path))
        continue
      }
      if entry.key.isEmpty { throw .malformedReplacement("invalid set_env entry with an empty name") }
      definitions.append(try definition(entry))
    }
    return definitions
  }

  private func definition(_ entry: TOMLEntry) throws(SubstitutionError) -> VariableDefinition {
    var definition = VariableDefinition(name: entry.key, source: .value(entry.value))
    switch entry.value.content {
    case .string: return definition
    case .table(let table):
      if case .string(let marker) = table["marker"]?.content, !marker.isEmpty { definition.marker = marker }
      if table["replace"] != nil { return definition }
      if let value = table["value"] {
        definition.source = .value(value)
        return definition
      }
    default: break
    }
    throw .malformedReplacement(
      "set_env expected str, dict[str, str], or list[dict[str, str]], but '\(entry.key)' is \(entry.value.kind)")
  }

  /// What a reference or a condition in the place of the whole value comes to.
  private func definitions(
    ofReplacement table: TOMLTable, _ value: TOMLValue, _ depth: Int
  ) throws(SubstitutionError) -> [VariableDefinition] {
    if let path = table.referencePath { return try definitions(at: path, depth) }
    let replaced = try TOMLReplacement(self, .variables, keepsStrings: true).replaced(value)
    return try definitions(ofReplaced: replaced)
  }

  /// What a place of the file comes to, with what the command line makes of it.
  private func definitions(at path: [String], _ depth: Int) throws(SubstitutionError) -> [VariableDefinition] {
    let shown = path.joined(separator: ".")
    guard let key = path.last, let value = table(at: path.dropLast())?[key] else {
      throw .malformedReplacement("'\(shown)' of a ref replacement is not in the file")
    }
    let link = "\(name?.text ?? "")\u{0}reference \(shown)"
    if resolution.chain.contains(link) {
      throw .malformedReplacement("circular reference \(shown) -> \(shown)")
    }
    try resolution.enter(link, shown: shown)
    defer { resolution.leave() }
    let base = try definitions(ofValue: value, depth + 1)
    let section = path.dropLast().joined(separator: ".")
    return try overridden(base, in: section, key)
  }

  /// Definitions of another section's `set_env`, with what the command line says of it.
  func overridden(
    _ base: [VariableDefinition], in section: String, _ key: String
  ) throws(SubstitutionError) -> [VariableDefinition] {
    guard key == "set_env" || key == "setenv" else { return base }
    var definitions = base
    for item in context.overrides where item.key == "set_env" || item.key == "setenv" {
      guard document.dialect.section(ofOverride: item.section) == section else { continue }
      let more = try self.definitions(ofText: item.text)
      definitions = item.isAdded ? definitions + more : more
    }
    return definitions
  }

  /// The lines of another section's `set_env` that the command line changes.
  func overriddenLines(_ text: String, in section: String) throws(SubstitutionError) -> String {
    let all = try overridden(definitions(ofText: text), in: section, "set_env")
    return VariableScope(all).definitions.map { definition in
      let value: String = if case .text(let text) = definition.source { text } else { "" }
      return VariableLine.text(definition.name, value, definition.marker)
    }.joined(separator: "\n")
  }

  private func definitions(ofReplaced value: ReplacedValue) throws(SubstitutionError) -> [VariableDefinition] {
    switch value {
    case .string(let text): return try definitions(ofText: text)
    case .array(let items):
      var definitions: [VariableDefinition] = []
      for item in items { definitions += try self.definitions(ofReplaced: item) }
      return definitions
    case .table(let entries):
      var definitions: [VariableDefinition] = []
      for entry in entries {
        let name = entry.key
        switch entry.value {
        case .string(let path) where name == "file":
          definitions += try file(SubstitutionResolver(scope: self, style: .plain).expand(path))
        case .string(let text): definitions.append(VariableDefinition(name: name, source: .text(text)))
        case .table(let inner):
          guard case .string(let text) = inner.first(where: { $0.key == "value" })?.value else { continue }
          var definition = VariableDefinition(name: name, source: .text(text))
          if case .string(let marker) = inner.first(where: { $0.key == "marker" })?.value, !marker.isEmpty {
            definition.marker = marker
          }
          definitions.append(definition)
        default:
          throw .malformedReplacement("set_env expected str, dict[str, str], or list[dict[str, str]]")
        }
      }
      return definitions
    default:
      throw .malformedReplacement(
        "set_env expected str, dict[str, str], or list[dict[str, str]], got \(value.typeName)")
    }
  }
}

extension TOMLTable {
  /// The path of a `ref` replacement to another place of the file; `nil` when it is none.
  fileprivate var referencePath: [String]? {
    guard case .string("ref") = self["replace"]?.content, case .array(let parts) = self["of"]?.content else {
      return nil
    }
    let path = parts.compactMap { part in if case .string(let text) = part.content { text } else { nil } }
    return path.count == parts.count && !path.isEmpty ? path : nil
  }
}
