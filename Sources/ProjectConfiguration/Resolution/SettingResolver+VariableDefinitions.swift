import EnvironmentModel

/// What `set_env` says, read as definitions.
extension SettingResolver {
  /// The definitions of a section's own key; `nil` when none of its lines counts.
  func definitions(of entry: ConfigurationEntry) throws(SubstitutionError) -> [VariableDefinition]? {
    currentEntry = entry
    var definitions: [VariableDefinition]
    if let value = entry.value {
      definitions = try self.definitions(ofValue: value, 0)
    } else {
      guard let text = activeText(entry) else { return nil }
      definitions = try self.definitions(ofText: text)
    }
    for place in definitions.indices { definitions[place].entry = entry }
    return definitions
  }

  // MARK: Text

  /// Lines that assign, `file|PATH` for a file of such lines, and references that bring in lines.
  ///
  /// - Parameter parents: The references that lead here.
  func definitions(
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
