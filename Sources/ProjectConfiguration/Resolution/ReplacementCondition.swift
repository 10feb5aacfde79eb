/// A condition of an `if` replacement: names and comparisons with `and`, `or`, `not`, in Python's grammar.
///
/// `env.NAME` and `env['NAME']` are a variable's text, `factor.NAME` and `factor['NAME']` whether an environment has a
/// factor, `env_name` its name; strings stand in quotes; `==` and `!=` compare.
struct ReplacementCondition {
  private indirect enum Node {
    case text(String)
    case variable(String)
    case factor(String)
    case environmentName
    case not(Node)
    case all([Node])
    case any([Node])
    case equal(Node, Node, negated: Bool)
  }

  private enum Token: Equatable {
    case word(String)
    case string(String)
    case symbol(String)
  }

  private let root: Node

  init(_ text: String) throws(SubstitutionError) {
    guard let tokens = Self.tokens(text) else {
      throw .malformedReplacement("Invalid condition expression: \(text)")
    }
    var parser = Parser(tokens: tokens, text: text)
    root = try parser.disjunction()
    guard parser.isAtEnd else { throw .malformedReplacement("Invalid condition expression: \(text)") }
  }

  /// Whether the condition holds.
  ///
  /// - Parameter variable: The text of a variable, empty when it is not set.
  func holds(
    environment: String, factors: Set<String>, variable: (String) -> String
  ) throws(SubstitutionError) -> Bool {
    Self.isTrue(evaluate(root, environment, factors, variable))
  }

  private enum Value: Equatable {
    case text(String)
    case flag(Bool)
  }

  private static func isTrue(_ value: Value) -> Bool {
    switch value {
    case .text(let text): !text.isEmpty
    case .flag(let flag): flag
    }
  }

  private func evaluate(
    _ node: Node, _ environment: String, _ factors: Set<String>, _ variable: (String) -> String
  ) -> Value {
    func truth(_ node: Node) -> Bool { Self.isTrue(evaluate(node, environment, factors, variable)) }
    switch node {
    case .text(let text): return .text(text)
    case .variable(let name): return .text(variable(name))
    case .factor(let factor): return .flag(factors.contains(factor))
    case .environmentName: return .text(environment)
    case .not(let inner): return .flag(!truth(inner))
    case .all(let nodes): return .flag(nodes.allSatisfy(truth))
    case .any(let nodes): return .flag(nodes.contains(where: truth))
    case .equal(let left, let right, let negated):
      let isEqual =
        evaluate(left, environment, factors, variable) == evaluate(right, environment, factors, variable)
      return .flag(isEqual != negated)
    }
  }

  private struct Parser {
    let tokens: [Token]
    let text: String
    var position = 0
    var depth = 0

    var isAtEnd: Bool { position == tokens.count }

    private mutating func take(_ token: Token) -> Bool {
      guard position < tokens.count, tokens[position] == token else { return false }
      position += 1
      return true
    }

    mutating func disjunction() throws(SubstitutionError) -> Node {
      depth += 1
      defer { depth -= 1 }
      if depth > SubstitutionResolver.depthLimit { throw .tooDeep }
      var nodes = [try conjunction()]
      while take(.word("or")) { nodes.append(try conjunction()) }
      return nodes.count == 1 ? nodes[0] : .any(nodes)
    }

    private mutating func conjunction() throws(SubstitutionError) -> Node {
      var nodes = [try negation()]
      while take(.word("and")) { nodes.append(try negation()) }
      return nodes.count == 1 ? nodes[0] : .all(nodes)
    }

    private mutating func negation() throws(SubstitutionError) -> Node {
      var isNegated = false
      var count = 0
      while take(.word("not")) { (isNegated, count) = (!isNegated, count + 1) }
      let node = try comparison()
      return count == 0 ? node : isNegated ? .not(node) : .not(.not(node))
    }

    private mutating func comparison() throws(SubstitutionError) -> Node {
      let left = try operand()
      for (symbol, negated) in [("==", false), ("!=", true)] where take(.symbol(symbol)) {
        let right = try operand()
        if position < tokens.count, case .symbol(let next) = tokens[position], next != ")" {
          throw .malformedReplacement("Unsupported expression in condition: \(text)")
        }
        return .equal(left, right, negated: negated)
      }
      if position < tokens.count, case .symbol(let symbol) = tokens[position], "<>=".contains(symbol.prefix(1)) {
        throw .malformedReplacement("Unsupported comparison operator in condition: \(text)")
      }
      return left
    }

    private mutating func operand() throws(SubstitutionError) -> Node {
      guard position < tokens.count else {
        throw .malformedReplacement("Invalid condition expression: \(text)")
      }
      let token = tokens[position]
      position += 1
      switch token {
      case .symbol("("):
        let node = try disjunction()
        guard take(.symbol(")")) else { throw .malformedReplacement("Invalid condition expression: \(text)") }
        return node
      case .string(let text): return .text(text)
      case .word(let name): return try lookUp(name)
      case .symbol: throw .malformedReplacement("Invalid condition expression: \(text)")
      }
    }

    private mutating func lookUp(_ name: String) throws(SubstitutionError) -> Node {
      var key: String?
      if take(.symbol(".")), position < tokens.count, case .word(let word) = tokens[position] {
        key = word
        position += 1
      } else if take(.symbol("[")), position < tokens.count, case .string(let text) = tokens[position] {
        key = text
        position += 1
        guard take(.symbol("]")) else { throw .malformedReplacement("Invalid condition expression: \(text)") }
      }
      switch (name, key) {
      case ("env_name", nil): return .environmentName
      case ("env", let key?): return .variable(key)
      case ("factor", let key?): return .factor(key)
      case (_, nil): throw .malformedReplacement("Unsupported expression in condition: \(name)")
      default:
        throw .malformedReplacement("Unsupported namespace in condition: \(name) (expected 'env' or 'factor')")
      }
    }
  }

  /// `nil` when a string does not end or a character means nothing.
  private static func tokens(_ text: String) -> [Token]? {
    var tokens: [Token] = []
    var rest = text[...]
    while let first = rest.first {
      if first.isWhitespace {
        rest = rest.dropFirst()
      } else if first == "'" || first == "\"" {
        guard let end = rest.dropFirst().firstIndex(of: first) else { return nil }
        tokens.append(.string(String(rest[rest.index(after: rest.startIndex)..<end])))
        rest = rest[rest.index(after: end)...]
      } else if first.isLetter || first == "_" || first.isNumber {
        let word = rest.prefix { $0.isLetter || $0.isNumber || $0 == "_" }
        tokens.append(.word(String(word)))
        rest = rest.dropFirst(word.count)
      } else if let symbol = ["==", "!=", "<=", ">=", "(", ")", "[", "]", ".", "<", ">"].first(where: rest.hasPrefix) {
        tokens.append(.symbol(symbol))
        rest = rest.dropFirst(symbol.count)
      } else {
        return nil
      }
    }
    return tokens
  }
}
