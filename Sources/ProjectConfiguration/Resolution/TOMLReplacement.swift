import EnvironmentModel
import SourceText

/// Carries out the replacements of a TOML value: tables with `replace`, and the expressions of strings.
struct TOMLReplacement {
  private let scope: SettingResolver
  private let type: ConfigurationKey.ValueType
  /// Whether strings keep their expressions, which are replaced later.
  private let keepsStrings: Bool
  /// How many arrays further in the words of commands are; `nil` where there are none.
  private var programDepth: Int?
  private var references: [String] = []
  private var depth = 0

  init(_ scope: SettingResolver, _ type: ConfigurationKey.ValueType, keepsStrings: Bool = false) {
    self.scope = scope
    self.type = type
    self.keepsStrings = keepsStrings
    programDepth = type == .commands ? 2 : type == .command ? 1 : nil
  }

  func replaced(_ value: TOMLValue) throws(SubstitutionError) -> ReplacedValue {
    var inner = self
    inner.depth += 1
    if inner.depth > SubstitutionResolver.depthLimit { throw .tooDeep }
    switch value.content {
    case .string(let text):
      let outerPlace = scope.currentPlace
      scope.currentPlace = value.span
      defer { scope.currentPlace = outerPlace }
      return .string(try inner.expanded(text))
    case .integer(let number): return .integer(Int(number))
    case .float(let number): return .float(number)
    case .boolean(let flag): return .boolean(flag)
    case .offsetDateTime(let text), .localDateTime(let text), .localDate(let text), .localTime(let text):
      return .date(text)
    case .array(let items): return .array(try inner.array(items))
    case .table(let table): return try inner.table(table, at: value.span)
    }
  }

  private func expanded(_ text: String) throws(SubstitutionError) -> String {
    if keepsStrings { return text }
    let style: SubstitutionStyle =
      switch type {
      case .requirements: .requirements
      case .command, .commands: .program
      default: .plain
      }
    return try SubstitutionResolver(scope: scope, style: style).expand(text)
  }

  private func array(_ items: [TOMLValue]) throws(SubstitutionError) -> [ReplacedValue] {
    var result: [ReplacedValue] = []
    for item in items {
      var inner = self
      let extends = item.isExtension
      if programDepth == 1, !Self.isProgramNext(result) {
        inner.programDepth = nil
      } else if let programDepth, programDepth > 0, !extends {
        inner.programDepth = programDepth - 1
      }
      let value = try inner.replaced(item)
      guard extends else {
        result.append(value)
        continue
      }
      if case .table(let table) = item.content, table["marker"] != nil {
        throw .malformedReplacement("a replace with extend=true cannot have a marker")
      }
      switch value {
      case .array(let more):
        if result.count + more.count > EnvironmentPattern.nameLimit { throw .tooMuch }
        result += more
      case .string(let text): if !text.isEmpty { result.append(value) }
      default: result.append(value)
      }
    }
    return result
  }

  /// Whether the next word names the program.
  private static func isProgramNext(_ words: [ReplacedValue]) -> Bool {
    if words.isEmpty { return true }
    guard words.count == 1, case .string(let mark) = words[0] else { return false }
    return mark == "-" || mark == "!"
  }

  private func table(_ table: TOMLTable, at span: SourceSpan) throws(SubstitutionError) -> ReplacedValue {
    var value: ReplacedValue?
    if case .string(let kind) = table["replace"]?.content {
      value =
        switch kind {
        case "posargs": .array(try positional(table))
        case "env": .string(try variable(table))
        case "glob": try glob(table)
        case "if": try condition(table)
        case "ref": try reference(table)
        default: nil
        }
      if let value { scope.noteReplacement(of: table, kind, by: value, at: span) }
    }
    guard let value else {
      var entries: [ReplacedEntry] = []
      for entry in table.entries { entries.append(ReplacedEntry(key: entry.key, value: try replaced(entry.value))) }
      return .table(entries)
    }
    guard let marker = table["marker"], case .string(let text) = marker.content, !text.isEmpty else { return value }
    return .table([ReplacedEntry(key: "value", value: value), ReplacedEntry(key: "marker", value: .string(text))])
  }

  // MARK: Kinds of replacements

  private func positional(_ table: TOMLTable) throws(SubstitutionError) -> [ReplacedValue] {
    guard let given = try scope.positionalArguments(isProgram: programDepth == 1) else {
      guard let fallback = table["default"] else { return [] }
      guard case .array(let items) = fallback.content else {
        throw .malformedReplacement("the default of a posargs replacement is \(fallback.kind), and has to be an array")
      }
      return try array(items)
    }
    let substitutes = if case .boolean(true) = table["substitute"]?.content { true } else { false }
    guard substitutes else { return given.map { .string($0) } }
    var words: [ReplacedValue] = []
    for word in given { words.append(.string(try expanded(word))) }
    return words
  }

  private func variable(_ table: TOMLTable) throws(SubstitutionError) -> String {
    guard case .string(let name) = table["name"]?.content, !name.isEmpty else {
      throw .malformedReplacement("an env replacement needs the 'name' of a variable")
    }
    var fallback = ""
    if let value = table["default"] { fallback = try string(value, "the default of an env replacement") }
    if let assigned = try scope.assignedVariable(name) { return assigned }
    guard let value = scope.context.variables[name] else { return fallback }
    return value
  }

  private func glob(_ table: TOMLTable) throws(SubstitutionError) -> ReplacedValue {
    guard let value = table["pattern"] else {
      throw .malformedReplacement("No pattern was supplied in glob replacement")
    }
    let pattern = try string(value, "the pattern of a glob replacement")
    if pattern.isEmpty { throw .malformedReplacement("No pattern was supplied in glob replacement") }
    let extends = if case .boolean(true) = table["extend"]?.content { true } else { false }
    let matches = scope.context.glob(pattern)
    if !matches.isEmpty {
      return extends ? .array(matches.map { .string($0) }) : .string(matches.joined(separator: " "))
    }
    guard let fallback = table["default"] else { return extends ? .array([]) : .string("") }
    return try replaced(fallback)
  }

  private func condition(_ table: TOMLTable) throws(SubstitutionError) -> ReplacedValue {
    guard case .string(let text) = table["condition"]?.content, !text.isEmpty else {
      throw .malformedReplacement("No condition was supplied in if replacement")
    }
    guard let then = table["then"] else {
      throw .malformedReplacement("No 'then' value was supplied in if replacement")
    }
    if try scope.holds(text) { return try replaced(then) }
    return try table["else"].map { value throws(SubstitutionError) in try replaced(value) } ?? .string("")
  }

  private func reference(_ table: TOMLTable) throws(SubstitutionError) -> ReplacedValue {
    if case .string(let name) = table["env"]?.content, case .string(let key) = table["key"]?.content {
      guard let other = scope.resolution.known(name, askedBy: scope) else {
        throw .malformedReplacement("there is no environment '\(name)', which a ref replacement names")
      }
      return ReplacedValue(try other.required(key))
    }
    guard let of = table["of"] else { return .table([]) }
    guard case .array(let parts) = of.content else {
      throw .malformedReplacement("'of' of a ref replacement is \(of.kind), and has to be an array of strings")
    }
    var path: [String] = []
    for part in parts { path.append(try string(part, "an item of 'of' in a ref replacement")) }
    let shown = path.joined(separator: ".")
    if references.contains(shown) { throw .cycle(references + [shown]) }
    guard let key = path.last, let value = scope.table(at: path.dropLast())?[key] else {
      throw .malformedReplacement("'\(shown)' of a ref replacement is not in the file")
    }
    var inner = self
    inner.references.append(shown)
    let found = try inner.replaced(value)
    return try inner.overridden(found, key, of: path.dropLast().joined(separator: "."))
  }

  /// What the command line makes of a value that is referred to.
  private func overridden(
    _ value: ReplacedValue, _ key: String, of section: String
  ) throws(SubstitutionError) -> ReplacedValue {
    let dialect = scope.document.dialect
    var value = value
    for item in scope.context.overrides where item.key == key {
      guard dialect.section(ofOverride: item.section) == section else { continue }
      let items = item.text.split(separator: item.text.contains("\n") ? "\n" : ",").map {
        ReplacedValue.string(String(trimmed($0)))
      }
      switch value {
      case .array(let old): value = .array(item.isAdded ? old + items : items)
      case .string(let old): value = .string(try expanded(item.isAdded ? "\(old)\n\(item.text)" : item.text))
      default: if !item.isAdded { value = .string(try expanded(item.text)) }
      }
    }
    return value
  }

  private func string(_ value: TOMLValue, _ what: String) throws(SubstitutionError) -> String {
    var inner = self
    inner.programDepth = nil
    guard case .string(let text) = try inner.replaced(value) else {
      throw .malformedReplacement("\(what) is \(value.kind), and has to be a string")
    }
    return text
  }
}

extension SettingResolver {
  /// A table of the file by the keys that lead to it.
  func table(at path: ArraySlice<String>) -> TOMLTable? {
    var table = document.root
    for part in path {
      guard case .table(let inner) = table?[part]?.content else { return nil }
      table = inner
    }
    return table
  }
}

extension TOMLValue {
  /// Whether it is a replacement whose items take its place in the array around it.
  fileprivate var isExtension: Bool {
    guard case .table(let table) = content, case .string = table["replace"]?.content else { return false }
    if case .boolean(true) = table["extend"]?.content { return true }
    return false
  }
}

extension ReplacedValue {
  /// A value that was computed for its own key, in the shape in which a configuration would write it.
  fileprivate init(_ value: SettingValue) {
    switch value {
    case .text(let text), .path(let text): self = .string(text)
    case .boolean(let flag): self = .boolean(flag)
    case .integer(let number): self = .integer(number)
    case .number(let number): self = .float(number)
    case .absent, .failure: self = .string("")
    case .list(let items): self = .array(items.map { .string($0) })
    case .command(let command): self = .array(command.words.map { .string($0) })
    case .commands(let commands): self = .array(commands.map { .array($0.words.map { .string($0) }) })
    case .variables(let entries), .dictionary(let entries):
      self = .table(entries.map { ReplacedEntry(key: $0.name, value: .string($0.value)) })
    case .groups(let groups):
      self = .table(groups.map { ReplacedEntry(key: $0.name, value: .array($0.members.map { .string($0) })) })
    }
  }

  /// The text that stands for the value in a string.
  var referenceText: String {
    switch self {
    case .string(let text), .date(let text): text
    case .integer(let number): String(number)
    case .float(let number): String(number)
    case .boolean(let flag): flag ? "True" : "False"
    case .array(let items): items.map(\.referenceText).joined(separator: "\n")
    case .table(let entries): entries.map { "\($0.key)=\($0.value.referenceText)" }.joined(separator: "\n")
    }
  }
}

extension CommandLine {
  /// The arguments with the mark in front that says what an exit code means.
  fileprivate var words: [String] { (ignoresFailure ? ["-"] : invertsResult ? ["!"] : []) + arguments }
}
