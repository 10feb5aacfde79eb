import EnvironmentModel

/// One `NAME=text` of `set_env`, its text not yet substituted.
struct VariableDefinition {
  var name: String
  var text: String

  /// Reads the lines of a `set_env` value; `file|PATH` brings in a file, a line without `=` is substituted first.
  static func parse(_ text: String, resolver: SettingResolver) throws(SubstitutionError) -> [VariableDefinition] {
    var definitions: [VariableDefinition] = []
    for line in text.split(separator: "\n") {
      let line = trimmed(line)
      if line.hasPrefix("file|") {
        definitions += try file(String(line.dropFirst(5)), resolver)
      } else if let definition = definition(line) {
        definitions.append(definition)
      } else if !line.isEmpty {
        let expanded = try SubstitutionResolver(scope: resolver, style: .plain).expand(String(line))
        for line in expanded.split(separator: "\n").map(trimmed) where !line.isEmpty {
          guard let definition = definition(line) else { throw .noAssignment(String(line)) }
          definitions.append(definition)
        }
      }
    }
    return definitions
  }

  private static func definition(_ line: Substring) -> VariableDefinition? {
    guard let equals = line.firstIndex(of: "="), !line[..<equals].contains("{") else { return nil }
    let name = trimmed(line[..<equals])
    guard !name.isEmpty else { return nil }
    return VariableDefinition(name: String(name), text: String(trimmed(line[line.index(after: equals)...])))
  }

  private static func file(_ path: String, _ resolver: SettingResolver) throws(SubstitutionError)
    -> [VariableDefinition]
  {
    let path = try SubstitutionResolver(scope: resolver, style: .plain).expand(path)
    guard let bytes = resolver.context.readFile(path) else {
      throw .failedReference("'\(path)' cannot be read for 'set_env'")
    }
    return String(decoding: bytes, as: UTF8.self).split(whereSeparator: \.isNewline).compactMap { line in
      let line = trimmed(line)
      return line.hasPrefix("#") ? nil : definition(line.hasPrefix("export ") ? line.dropFirst(7) : line)
    }
  }
}
