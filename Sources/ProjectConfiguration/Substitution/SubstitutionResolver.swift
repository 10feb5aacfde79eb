import EnvironmentModel

/// Replaces the expressions of a value: `{posargs}`, `{env:NAME}`, `{tty:…}`, `{glob:…}`, `{/}`, `{:}`, `{key}`, `{[section]key}`.
///
/// What has no meaning stays as written, braces included, and is noted.
struct SubstitutionResolver {
  static let depthLimit = 100

  /// What the text is, which decides how values are quoted into it.
  enum Style { case plain, commands }

  let scope: any SubstitutionScope
  let style: Style
  private var depth = 0

  init(scope: any SubstitutionScope, style: Style) {
    self.scope = scope
    self.style = style
  }

  /// The text with all expressions replaced.
  func expand(_ text: String) throws(SubstitutionError) -> String {
    if depth > Self.depthLimit { throw .tooDeep }
    let parts = try parts(SubstitutionSyntax.parse(text))
    switch style {
    case .plain: return parts.map(\.text).joined()
    case .commands: return CommandQuoting.join(parts)
    }
  }

  private func parts(_ pieces: [SubstitutionPiece]) throws(SubstitutionError) -> [ExpandedPart] {
    var parts: [ExpandedPart] = []
    for piece in pieces {
      switch piece {
      case .text(let text): parts.append(ExpandedPart(text: text))
      case .expression(let arguments, _): parts += try replace(arguments)
      }
    }
    return parts
  }

  private func replace(_ arguments: [[SubstitutionPiece]]) throws(SubstitutionError) -> [ExpandedPart] {
    var expanded: [[ExpandedPart]] = []
    for argument in arguments { expanded.append(try parts(argument)) }
    let texts = expanded.map { $0.map(\.text).joined() }
    let name = texts.first ?? ""
    switch name {
    case "/": return [ExpandedPart(text: "/")]
    case "" where texts == ["", ""]: return [ExpandedPart(text: ":")]
    case "posargs": return positional(defaults: Array(expanded.dropFirst()))
    case "tty":
      let selected = scope.context.isInteractive ? 1 : 2
      return expanded.indices.contains(selected) ? expanded[selected] : []
    case "glob": return [glob(Array(texts.dropFirst()))]
    case "env": return try variable(Array(texts.dropFirst()), defaults: Array(expanded.dropFirst(2)))
    default: return try reference(texts, expanded)
    }
  }

  private func positional(defaults: [[ExpandedPart]]) -> [ExpandedPart] {
    guard let given = scope.context.positionalArguments else { return Self.joined(defaults) }
    let quoted = given.map(CommandLine.quoted).joined(separator: " ")
    return [ExpandedPart(text: quoted, isReplaced: true, textInQuotes: given.joined(separator: " "))]
  }

  private func glob(_ arguments: [String]) -> ExpandedPart {
    let matches = arguments.first.map(scope.context.glob) ?? []
    if matches.isEmpty { return ExpandedPart(text: arguments.dropFirst().joined(separator: ":"), isReplaced: true) }
    let text =
      style == .commands ? matches.map(CommandLine.quoted).joined(separator: " ") : matches.joined(separator: " ")
    return ExpandedPart(text: text, isReplaced: true, textInQuotes: matches.joined(separator: " "))
  }

  private func variable(
    _ arguments: [String], defaults: [[ExpandedPart]]
  ) throws(SubstitutionError) -> [ExpandedPart] {
    guard let name = arguments.first, !name.isEmpty else { throw .missingVariableName }
    if let assigned = try scope.assignedVariable(name) { return [ExpandedPart(text: assigned, isReplaced: true)] }
    if let value = scope.context.variables[name] {
      return [ExpandedPart(text: try nested(value), isReplaced: true)]
    }
    return Self.joined(defaults)
  }

  private func reference(_ texts: [String], _ expanded: [[ExpandedPart]]) throws(SubstitutionError) -> [ExpandedPart] {
    let target = ReferenceTarget(texts.joined(separator: ":"))
    if let target, let found = try scope.reference(section: target.section, key: target.key) {
      switch found {
      case .final(let text): return [ExpandedPart(text: text, isReplaced: true)]
      case .raw(let text): return [ExpandedPart(text: try nested(text), isReplaced: true)]
      }
    }
    if let target, let fallback = target.fallback { return [ExpandedPart(text: fallback)] }
    scope.noteUnknown("{\(texts.joined(separator: ":"))}")
    var kept = [ExpandedPart(text: "{")]
    kept += Self.joined(expanded)
    kept.append(ExpandedPart(text: "}"))
    return kept
  }

  private func nested(_ text: String) throws(SubstitutionError) -> String {
    guard text.utf8.contains(UInt8(ascii: "{")) || text.utf8.contains(UInt8(ascii: "[")) else { return text }
    var resolver = self
    resolver.depth += 1
    return try resolver.expand(text)
  }

  /// Arguments put together again with the colons between them.
  private static func joined(_ arguments: [[ExpandedPart]]) -> [ExpandedPart] {
    Array(arguments.joined(separator: [ExpandedPart(text: ":")]))
  }
}

/// What `{…}` refers to when it is no function: a key, its section, and the text to take when it is missing.
struct ReferenceTarget {
  var section: String?
  var key: String
  var fallback: String?

  init?(_ text: String) {
    var rest = text[...]
    if rest.first == "[", let end = rest.firstIndex(of: "]") {
      section = String(rest[rest.index(after: rest.startIndex)..<end])
      rest = rest[rest.index(after: end)...]
    }
    let colon = rest.firstIndex(of: ":")
    let key = rest[..<(colon ?? rest.endIndex)]
    guard !key.isEmpty, key.utf8.allSatisfy({ $0 > 0x20 && $0 != 0x7B && $0 != 0x7D && $0 != 0x2C }) else {
      return nil
    }
    self.key = key.lowercased()
    fallback = colon.map { String(rest[rest.index(after: $0)...]) }
  }
}
