import EnvironmentModel

/// Takes values for what their key's type says: text of INI and overrides, and values of TOML.
struct ValueConversion {
  /// The folder that relative paths start from; `nil` leaves paths as they are.
  let root: String?
  /// Whether commands are lines for a shell.
  var isOfShell = false

  // MARK: Text

  func convert(_ text: String, to key: ConfigurationKey) throws(ConversionError) -> SettingValue {
    if key.defaultValue == .absent, trimmed(text[...]).isEmpty { return .absent }
    switch key.type {
    case .text: return .text(try key.checked(String(trimmed(text[...]))))
    case .path: return try path(text)
    case .boolean: return .boolean(try boolean(text))
    case .integer:
      guard let number = Int(String(trimmed(text[...]))) else { throw .notInteger(text) }
      return .integer(number)
    case .number:
      // Beyond a million million nothing here counts or waits.
      guard let number = Double(String(trimmed(text[...]))), number.magnitude < 1e12 else { throw .notNumber(text) }
      return .number(number)
    case .list: return .list(try key.checked(items(text)))
    case .lines: return .list(lines(text))
    case .set: return .list(Self.sorted(items(text)))
    case .names: return .list(Self.sorted(items(text).map(PackageName.normalized)))
    case .environments: return .list(try EnvironmentItems.names(text))
    case .requirements: return .list(RequirementText.lines(text))
    case .packages: return .list(items(text).map(RequirementText.normalized))
    case .command:
      guard let command = ShellWords.command(String(trimmed(text[...]))) else { throw .emptyCommand }
      return .command(command)
    case .commands where isOfShell: return .commands(lines(text).compactMap(ShellWords.line))
    case .commands: return .commands(lines(text).compactMap(ShellWords.command))
    case .variables: return .variables([])
    case .dictionary:
      return .dictionary(try assignments(text).map { VariableAssignment(name: $0.name, value: $0.value) })
    case .groups:
      var groups: [EnvironmentGroup] = []
      for (name, value) in try assignments(text) {
        groups.append(EnvironmentGroup(name: name, members: try EnvironmentItems.names(value)))
      }
      return .groups(groups)
    }
  }

  private func path(_ text: String) throws(ConversionError) -> SettingValue {
    if trimmed(text[...]).isEmpty { throw .emptyPath }
    return .path(FilePath.joined(text, to: root))
  }

  private func lines(_ text: String) -> [String] {
    text.split(separator: "\n").map { String(trimmed($0)) }.filter { !$0.isEmpty }
  }

  private func items(_ text: String) -> [String] {
    let separator = text.utf8.contains(0x0A) ? UInt8(0x0A) : UInt8(ascii: ",")
    return text.utf8.split(separator: separator).map { String(trimmed(Substring($0))) }.filter { !$0.isEmpty }
  }

  private func assignments(_ text: String) throws(ConversionError) -> [(name: String, value: String)] {
    var found: [(name: String, value: String)] = []
    var places: [String: Int] = [:]
    for line in lines(text) {
      guard let equals = line.firstIndex(of: "=") else { throw .notAssignment(line) }
      let name = String(trimmed(line[..<equals]))
      let value = String(trimmed(line[line.index(after: equals)...]))
      if let place = places[name] {
        found[place].value = value
      } else {
        places[name] = found.count
        found.append((name, value))
      }
    }
    return found
  }

  private func boolean(_ text: String) throws(ConversionError) -> Bool {
    switch trimmed(text[...]).lowercased() {
    case "true", "1", "yes", "on": return true
    case "false", "0", "no", "off", "": return false
    default: throw .notBoolean(text)
    }
  }

  /// Each item once, in the order of their bytes.
  static func sorted(_ items: [String]) -> [String] { Set(items).sorted() }
}

// MARK: Values of TOML

extension ValueConversion {
  func convert(_ value: ReplacedValue, to key: ConfigurationKey) throws(ConversionError) -> SettingValue {
    if key.defaultValue == .absent, case .string(let text) = value, trimmed(text[...]).isEmpty { return .absent }
    switch key.type {
    case .text: return .text(try key.checked(String(try string(value))))
    case .path: return try path(try string(value))
    case .boolean:
      guard case .boolean(let flag) = value else { throw .otherType(value.described, expected: "of type 'bool'") }
      return .boolean(flag)
    case .integer, .number: return try number(value, key.type)
    case .lines: return .list(try strings(value))
    case .list:
      return .list(try key.checked(key.takesSingleText ? try oneOrMore(value) : try strings(value)))
    case .set: return .list(Self.sorted(try strings(value)))
    case .names: return .list(Self.sorted(try strings(value).map(PackageName.normalized)))
    case .environments where key.name == "match": return .list(try EnvironmentItems.rules(value))
    case .environments: return .list(try EnvironmentItems.names(value))
    case .requirements: return .list(RequirementText.lines(try requirementText(value, key)))
    case .packages: return .list(try strings(value).map(RequirementText.normalized))
    case .command:
      guard let command = command(try strings(value)) else { throw .emptyCommand }
      return .command(command)
    case .commands:
      guard case .array(let items) = value else { throw .otherType(value.described, expected: "list") }
      var commands: [CommandLine] = []
      for item in items {
        let words = try strings(item)
        let isLine = isOfShell && words.count == 1
        if let command = isLine ? ShellWords.line(words[0]) : command(words) { commands.append(command) }
      }
      return .commands(commands)
    case .variables: return .variables([])
    case .dictionary: return .dictionary(try dictionary(value, takesNumbers: key.name == "limits"))
    case .groups:
      guard case .table(let entries) = value else { throw .otherType(value.described, expected: "dictionary") }
      var groups: [EnvironmentGroup] = []
      for entry in entries {
        groups.append(EnvironmentGroup(name: entry.key, members: try EnvironmentItems.names(entry.value)))
      }
      return .groups(groups)
    }
  }

  private func string(_ value: ReplacedValue) throws(ConversionError) -> String {
    guard case .string(let text) = value else { throw .otherType(value.described, expected: "of type 'str'") }
    return text
  }

  private func strings(_ value: ReplacedValue) throws(ConversionError) -> [String] {
    guard case .array(let items) = value else { throw .otherType(value.described, expected: "list") }
    var strings: [String] = []
    for item in items { strings.append(try string(item)) }
    return strings
  }

  private func oneOrMore(_ value: ReplacedValue) throws(ConversionError) -> [String] {
    switch value {
    case .string(let text): return [text]
    case .array: return try strings(value)
    default:
      throw .refused("\(value.described) cannot cast to list[str] | str", help: "write a string or a list of strings")
    }
  }

  private func number(_ value: ReplacedValue, _ type: ConfigurationKey.ValueType) throws(ConversionError)
    -> SettingValue
  {
    switch value {
    case .integer(let number): return type == .integer ? .integer(number) : .number(Double(number))
    case .float(let number) where type == .number && number.magnitude < 1e12: return .number(number)
    case .string(let text):
      let text = String(trimmed(text[...]))
      if type == .integer, let number = Int(text) { return .integer(number) }
      if type == .number, let number = Double(text), number.magnitude < 1e12 { return .number(number) }
    default: break
    }
    throw .otherType(value.described, expected: "of type '\(type == .integer ? "int" : "float")'")
  }

  private func dictionary(
    _ value: ReplacedValue, takesNumbers: Bool
  ) throws(ConversionError) -> [VariableAssignment] {
    guard case .table(let entries) = value else { throw .otherType(value.described, expected: "dictionary") }
    var assignments: [VariableAssignment] = []
    for entry in entries {
      let text =
        if takesNumbers, case .integer(let number) = entry.value { String(number) } else { try string(entry.value) }
      assignments.append(VariableAssignment(name: entry.key, value: text))
    }
    return assignments
  }

  /// Arguments as they are, but for the mark in front of the program.
  private func command(_ words: [String]) -> CommandLine? {
    guard let first = words.first else { return nil }
    let isMarked = first == "-" || first == "!"
    let arguments = isMarked ? Array(words.dropFirst()) : words
    if arguments.isEmpty { return nil }
    return CommandLine(
      arguments: arguments, ignoresFailure: isMarked && first == "-", invertsResult: isMarked && first == "!")
  }

  private func requirementText(_ value: ReplacedValue, _ key: ConfigurationKey) throws(ConversionError) -> String {
    let expected = "\(key.name) expected str, list[str], or list[Requirement]"
    switch value {
    case .string(let text): return text
    case .array(let items):
      var lines: [String] = []
      var invalid: [String] = []
      for (place, item) in items.enumerated() {
        if case .string(let line) = item { lines.append(line) } else { invalid.append("[\(place)] \(item.typeName)") }
      }
      guard invalid.isEmpty else {
        throw .refused(
          "\(expected), got list with invalid items: \(invalid.joined(separator: ", "))",
          help: "write each requirement as a string")
      }
      return lines.joined(separator: "\n")
    default:
      throw .refused("\(expected), got \(value.typeName): \(value.described)", help: "write a list of strings")
    }
  }
}

extension ConfigurationKey {
  /// Whether a single text stands for a list of one.
  fileprivate var takesSingleText: Bool { name.hasSuffix("base_python") || name == "base_python_file" }
}
