import EnvironmentModel

/// Replaces the expressions of a value: `{posargs}`, `{env:NAME}`, `{tty:…}`, `{glob:…}`, `{factor:…}`, `{/}`, `{:}`,
/// `{key}`, `{[section]key}`.
///
/// What has no meaning stays as written, braces included, and is noted.
struct SubstitutionResolver {
  static let depthLimit = 100
  /// More expressions of one value are refused, those of what they stand for among them.
  static let countLimit = 300_000

  let scope: any SubstitutionScope
  private var style: SubstitutionStyle
  /// Whether what an expression stands for has its own expressions replaced.
  private let isRecursive: Bool
  private var depth = 0

  init(scope: any SubstitutionScope, style: SubstitutionStyle, isRecursive: Bool = true) {
    self.scope = scope
    self.style = style
    self.isRecursive = isRecursive
  }

  /// The text with all expressions replaced.
  func expand(_ text: String) throws(SubstitutionError) -> String {
    if depth > Self.depthLimit { throw .tooDeep }
    let pieces = scope.pieces(of: text)
    var resolver = self
    resolver.style = style.adapted(to: pieces)
    let parts = try resolver.parts(pieces)
    return style == .commands ? CommandQuoting.join(parts) : parts.map(\.text).joined()
  }

  private func parts(_ pieces: [SubstitutionPiece]) throws(SubstitutionError) -> [ExpandedPart] {
    let check = SubstitutionGuard(style: style, pieces: pieces)
    var parts: [ExpandedPart] = []
    var position = CommandPosition()
    var readCount = 0
    for (place, piece) in pieces.enumerated() {
      switch piece {
      case .text(let text): parts.append(ExpandedPart(text: text))
      case .expression(let arguments, _):
        if style == .commands { for part in parts[readCount...] { position.advance(over: part.text) } }
        readCount = parts.count
        let isProgram = style == .program || (style == .commands && position.isWithinProgram)
        guard let replaced = try replace(arguments, isProgram: isProgram) else { continue }
        if !replaced.isKept {
          let next: Substring =
            if place + 1 < pieces.count, case .text(let text) = pieces[place + 1] { text[...] } else { "" }
          try check.check(replaced.parts.map(\.text).joined(), at: place, before: next)
        }
        parts += replaced.parts
      }
    }
    return parts
  }

  private struct Replacement {
    var parts: [ExpandedPart]
    /// Whether the expression stays as written.
    var isKept = false
    /// The lines that a reference leads to.
    var sources: [SettingExplanation.Line] = []
  }

  private func replace(
    _ arguments: [[SubstitutionPiece]], isProgram: Bool
  ) throws(SubstitutionError) -> Replacement? {
    try scope.countExpression()
    var expanded: [[ExpandedPart]] = []
    for argument in arguments { expanded.append(try parts(argument)) }
    let texts = expanded.map { $0.map(\.text).joined() }
    let replacement = try replacement(texts, expanded, isProgram: isProgram)
    if let replacement, !replacement.isKept {
      scope.noteReplacement(texts, replacement.sources, replacement.parts.map(\.text).joined())
    }
    return replacement
  }

  private func replacement(
    _ texts: [String], _ expanded: [[ExpandedPart]], isProgram: Bool
  ) throws(SubstitutionError) -> Replacement? {
    let name = texts.first ?? ""
    switch name {
    case "/": return Replacement(parts: [ExpandedPart(text: "/")])
    case "" where texts == ["", ""]: return Replacement(parts: [ExpandedPart(text: ":")])
    case "posargs":
      return Replacement(parts: try positional(defaults: Array(expanded.dropFirst()), isProgram: isProgram))
    case "tty":
      let selected = scope.context.isInteractive ? 1 : 2
      return Replacement(parts: expanded.indices.contains(selected) ? expanded[selected] : [])
    case "glob":
      return Replacement(parts: try glob(Array(texts.dropFirst()), defaults: Array(expanded.dropFirst(2))))
    case "env":
      return Replacement(parts: try variable(Array(texts.dropFirst()), defaults: Array(expanded.dropFirst(2))))
    case "factor":
      guard let label = texts.dropFirst().first, !label.isEmpty else { throw .missingFactorLabel }
      let (factor, fallback) = scope.factor(ofGroup: label)
      if factor == nil, expanded.count > 2 { return Replacement(parts: Self.joined(Array(expanded.dropFirst(2)))) }
      return Replacement(parts: [ExpandedPart(text: factor ?? fallback ?? "", isReplaced: true)])
    default: return try reference(texts, expanded)
    }
  }

  private func positional(defaults: [[ExpandedPart]], isProgram: Bool) throws(SubstitutionError) -> [ExpandedPart] {
    guard let given = try scope.positionalArguments(isProgram: isProgram) else { return Self.joined(defaults) }
    let lines = given.map { $0.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline) }
    let quoted = lines.map { CommandLine.quoted($0.joined(separator: " ")) }.joined(separator: " ")
    return [ExpandedPart(text: quoted, isReplaced: true, textInQuotes: given.joined(separator: " "))]
  }

  private func glob(
    _ arguments: [String], defaults: [[ExpandedPart]]
  ) throws(SubstitutionError) -> [ExpandedPart] {
    guard let pattern = arguments.first, !pattern.isEmpty else { throw .missingPattern }
    let matches = scope.context.glob(pattern)
    if matches.isEmpty { return Self.joined(defaults) }
    let plain = matches.joined(separator: " ")
    let text = style == .commands ? matches.map(CommandLine.quoted).joined(separator: " ") : plain
    return [ExpandedPart(text: text, isReplaced: true, textInQuotes: plain)]
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

  private func reference(_ texts: [String], _ expanded: [[ExpandedPart]]) throws(SubstitutionError) -> Replacement {
    // Where packages are defined, the path of one, and not the key of that name.
    let isPackage = texts.count == 2 && texts[0] == "package" && scope.definesPackages
    let target = isPackage ? nil : ReferenceTarget(texts.joined(separator: ":"))
    if let target, let found = try scope.reference(target, isRecursive: isRecursive) {
      switch found {
      case .final(let text, let isArgument, let sources):
        return Replacement(
          parts: [ExpandedPart(text: text, isReplaced: true, isArgument: isArgument)], sources: sources)
      case .raw(let text, let sources):
        return Replacement(parts: [ExpandedPart(text: try nested(text), isReplaced: true)], sources: sources)
      }
    }
    if let target, let fallback = target.fallback { return Replacement(parts: [ExpandedPart(text: fallback)]) }
    scope.noteUnknown("{\(texts.joined(separator: ":"))}")
    let kept = [ExpandedPart(text: "{")] + Self.joined(expanded) + [ExpandedPart(text: "}")]
    return Replacement(parts: kept, isKept: true)
  }

  private func nested(_ text: String) throws(SubstitutionError) -> String {
    guard isRecursive, text.utf8.contains(UInt8(ascii: "{")) || text.utf8.contains(UInt8(ascii: "[")) else {
      return text
    }
    var resolver = self
    resolver.depth += 1
    return try resolver.expand(text)
  }

  /// Arguments put together again with the colons between them.
  private static func joined(_ arguments: [[ExpandedPart]]) -> [ExpandedPart] {
    Array(arguments.joined(separator: [ExpandedPart(text: ":")]))
  }
}
