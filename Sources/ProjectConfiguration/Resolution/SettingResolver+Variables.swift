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
    let outerEntry = currentEntry
    if let entry = definition.entry { currentEntry = entry }
    let value = try computedValue(of: definition)
    // After an error it stays, to tell its place.
    currentEntry = outerEntry
    return value
  }

  private func computedValue(of definition: VariableDefinition) throws(SubstitutionError) -> String {
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
    return !runner.isOfUV ? ["PIP_USER", "VIRTUAL_ENV"] + common : common
  }

  private var defaultVariables: [String: String] {
    var variables = !runner.isOfUV ? ["PIP_DISABLE_PIP_VERSION_CHECK": "1"] : [:]
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

  /// The names that `set_env` assigns.
  func assignedNames() throws(SubstitutionError) -> [String] { try variableScope().definitions.map(\.name) }

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
    let outerEntry = currentEntry
    do throws(SubstitutionError) {
      let scope = try readVariables(key)
      variables = .success(scope)
      hasOwnVariables = isOwn || diagnostics.count > diagnosticCount
      if !hasOwnVariables, isAskedBySelf { shared?.variables = scope }
      currentEntry = outerEntry
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

  private func readVariables(_ key: ConfigurationKey) throws(SubstitutionError) -> VariableScope {
    let found = try layered(key) { entry throws(SubstitutionError) in
      try self.definitions(of: entry)
    } override: { text throws(SubstitutionError) in
      try self.definitions(ofText: text)
    } append: { first, second in
      first + second
    }
    let scope = VariableScope(found?.value ?? [])
    scope.source = found
    return scope
  }
}
