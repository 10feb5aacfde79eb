import EnvironmentModel
import RunModel
package import SourceText

extension SelectionExpression {
  /// Reads an expression.
  ///
  /// - Throws: One diagnostic, at the place in the expression where it makes no sense.
  package init(_ text: String) throws(DiagnosticError) {
    var reader = SelectionExpressionReader(text)
    root = try reader.read()
  }
}

/// Reads a selection expression by recursive descent, each binding strength a method.
private struct SelectionExpressionReader {
  /// Parentheses deeper than this are refused.
  private static let depthLimit = 100

  private enum Token: Hashable {
    case and, or, not, open, close
    case word(String)
    case comparison(Comparison)
  }

  private let file: SourceFile
  private var tokens: [(token: Token, range: Range<Int>)] = []
  private var position = 0
  private var depth = 0
  /// Words that have the form of a test and name none; the rest is read all the same.
  private var mistakes: [Diagnostic] = []

  init(_ text: String) {
    file = SourceFile(path: "-E", text: text)
    var rest = file.bytes[...]
    while let (token, range) = Self.token(&rest) { tokens.append((token, range)) }
  }

  mutating func read() throws(DiagnosticError) -> SelectionExpression.Node {
    let node = try any()
    if position < tokens.count { throw refusal("'\(shown)' does not follow", "put 'and' or 'or' between two words") }
    if !mistakes.isEmpty { throw DiagnosticError(mistakes) }
    return node
  }

  // MARK: Grammar

  private mutating func any() throws(DiagnosticError) -> SelectionExpression.Node {
    var nodes = [try all()]
    while take(.or) { nodes.append(try all()) }
    return nodes.count == 1 ? nodes[0] : .any(nodes)
  }

  private mutating func all() throws(DiagnosticError) -> SelectionExpression.Node {
    var nodes = [try negated()]
    while take(.and) { nodes.append(try negated()) }
    return nodes.count == 1 ? nodes[0] : .all(nodes)
  }

  private mutating func negated() throws(DiagnosticError) -> SelectionExpression.Node {
    var isNegated = false
    while take(.not) { isNegated.toggle() }
    let node = try primary()
    return isNegated ? .not(node) : node
  }

  private mutating func primary() throws(DiagnosticError) -> SelectionExpression.Node {
    if take(.open) {
      depth += 1
      guard depth <= Self.depthLimit else { throw refusal("parentheses are nested too deeply", "write it flatter") }
      let node = try any()
      depth -= 1
      guard take(.close) else { throw refusal("a parenthesis is never closed", "each '(' needs its ')'") }
      return node
    }
    guard position < tokens.count, case .word(let word) = tokens[position].token else {
      let what = position < tokens.count ? "'\(shown)' stands where" : "the expression ends where"
      throw refusal("\(what) a factor or a test is expected", Self.forms)
    }
    let start = tokens[position].range.lowerBound
    position += 1
    let test: SelectionExpression.Test
    if position < tokens.count, case .comparison(let comparison) = tokens[position].token {
      position += 1
      test = try axis(word, comparison)
    } else {
      test = self.test(word)
    }
    return .test(test, SourceSpan(file: file, range: start..<tokens[position - 1].range.upperBound))
  }

  private mutating func axis(_ axis: String, _ comparison: Comparison) throws(DiagnosticError)
    -> SelectionExpression.Test
  {
    guard position < tokens.count, case .word(let word) = tokens[position].token, let version = FactorVersion(word[...])
    else { throw refusal("a version is expected here", "such as \(axis)\(comparison.rawValue)3.11") }
    position += 1
    return .axis(axis, comparison, version)
  }

  private mutating func test(_ word: String) -> SelectionExpression.Test {
    guard let colon = word.firstIndex(of: ":") else {
      return .factors(word.split(separator: "-").map { WildcardPattern(String($0)) })
    }
    let value = String(word[word.index(after: colon)...])
    switch word[..<colon] {
    case "factor": return .factors([WildcardPattern(value)])
    case "name": return .name(WildcardPattern(value))
    case "label": return .label(WildcardPattern(value))
    // A kind goes by one of its words.
    case "kind": return .kind(WildcardPattern(EnvironmentKind(word: value)?.description ?? value))
    case "list":
      note(value, "list", among: ["default", "additional"])
      return .list(isDefault: value == "default")
    case "status":
      note(value, "status", among: Self.statusWords.map(\.word) + MatrixStatus.allCases.map(\.rawValue))
      return .status(Self.statuses(value) ?? [])
    default:
      note(String(word[..<colon]), "test", among: ["factor", "name", "label", "kind", "list", "status"], Self.forms)
      return .factors([])
    }
  }

  /// Takes note of a word, the last that was read, where it is none of those there are.
  private mutating func note(_ word: String, _ what: String, among words: [String], _ forms: String? = nil) {
    if words.contains(word) { return }
    let suggestion = closestMatch(to: word, among: words).map { "did you mean '\($0)'? " } ?? ""
    let help = "\(suggestion)\(forms ?? "there are: \(words.joined(separator: ", "))")"
    mistakes += refusal("there is no \(what) '\(word)'", help, back: 1).diagnostics
  }

  /// Words for several outcomes, or beside an outcome's own.
  private static let statusWords: [(word: String, statuses: Set<MatrixStatus>)] = [
    ("failed", Set(MatrixStatus.allCases.filter(\.isBad))), ("passed", Set(MatrixStatus.allCases.filter(\.isGood))),
    ("never", [.unknown]),
  ]

  private static func statuses(_ word: String) -> Set<MatrixStatus>? {
    statusWords.first { $0.word == word }?.statuses ?? MatrixStatus(rawValue: word).map { [$0] }
  }

  private static let forms =
    "there are: a factor, py>=3.11, name:py3*, label:quick, kind:virtualenv, status:failed, list:default"

  // MARK: Tokens

  private mutating func take(_ token: Token) -> Bool {
    guard position < tokens.count, tokens[position].token == token else { return false }
    position += 1
    return true
  }

  private var shown: String { String(decoding: file.bytes[tokens[position].range], as: UTF8.self) }

  /// - Parameter back: How many tokens before the next one the mistake stands.
  private func refusal(_ message: String, _ help: String, back: Int = 0) -> DiagnosticError {
    let place = position - back
    let range = place < tokens.count ? tokens[place].range : file.bytes.count..<file.bytes.count
    return DiagnosticError(.error(message, at: SourceSpan(file: file, range: range), help: help))
  }

  private static let signs: [(String, Token)] =
    [("(", .open), (")", .close), ("&&", .and), ("&", .and), ("||", .or), ("|", .or)]
    + Comparison.allCases.map { ($0.rawValue, .comparison($0)) } + [("=", .comparison(.equal)), ("!", .not)]

  private static func token(_ rest: inout ArraySlice<UInt8>) -> (Token, Range<Int>)? {
    rest = rest.drop { $0 == 0x20 || (0x09...0x0D).contains($0) }
    guard let first = rest.first else { return nil }
    let start = rest.startIndex
    for (sign, token) in signs where rest.starts(with: sign.utf8) {
      rest = rest.dropFirst(sign.utf8.count)
      return (token, start..<rest.startIndex)
    }
    if first == UInt8(ascii: "'") || first == UInt8(ascii: "\"") {
      let inside = rest.dropFirst().prefix { $0 != first }
      rest = rest[inside.endIndex...].dropFirst()
      return (.word(String(decoding: inside, as: UTF8.self)), start..<rest.startIndex)
    }
    var end = rest.startIndex
    while end < rest.endIndex, !rest[end].isEndOfWord, !rest[end...].starts(with: "!=".utf8) { end += 1 }
    let word = rest[..<end]
    rest = rest[end...]
    let text = String(decoding: word, as: UTF8.self)
    let keywords: [String: Token] = ["and": .and, "or": .or, "not": .not]
    return (keywords[text] ?? .word(text), start..<word.endIndex)
  }
}

extension UInt8 {
  /// Blanks, parentheses and signs; `!` and `[` stand in patterns too.
  fileprivate var isEndOfWord: Bool { self <= 0x20 || "()&|<>=\"'".utf8.contains(self) }
}
