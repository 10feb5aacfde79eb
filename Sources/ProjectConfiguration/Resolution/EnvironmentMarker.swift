import EnvironmentModel

/// Why a text is no marker.
enum MarkerError: Error {
  case malformed(String)

  var message: String {
    switch self {
    case .malformed(let text): "'\(text)' is no environment marker"
    }
  }
}

/// A condition on the machine and its Python, as requirements write them after a semicolon (PEP 508).
struct EnvironmentMarker {
  private indirect enum Node {
    case all([Node])
    case any([Node])
    case comparison(Operand, String, Operand)
  }

  private enum Operand {
    case text(String)
    case variable(String)
  }

  private let root: Node

  init(_ text: String) throws(MarkerError) {
    guard let words = Self.words(text), !words.isEmpty else { throw .malformed(text) }
    var rest = words[...]
    root = try Self.disjunction(&rest, text, 0)
    if !rest.isEmpty { throw .malformed(text) }
  }

  /// Whether the marker holds where its variables have these values; a variable without a value is empty.
  func holds(in environment: [String: String]) -> Bool { Self.holds(root, environment) }

  private static func holds(_ node: Node, _ environment: [String: String]) -> Bool {
    switch node {
    case .all(let nodes): return nodes.allSatisfy { holds($0, environment) }
    case .any(let nodes): return nodes.contains { holds($0, environment) }
    case .comparison(let left, let comparison, let right):
      let (first, second) = (text(left, environment), text(right, environment))
      if case .variable(let name) = right, ["extras", "dependency_groups"].contains(name) {
        return second.split(separator: "\n").contains { $0 == first } == (comparison == "in")
      }
      let isVersion = [left, right].contains { operand in
        if case .variable(let name) = operand {
          name.hasSuffix("_version") && name != "platform_version"
        } else {
          false
        }
      }
      return compare(first, comparison, second, isVersion: isVersion)
    }
  }

  private static func text(_ operand: Operand, _ environment: [String: String]) -> String {
    switch operand {
    case .text(let text): text
    case .variable(let name): environment[name] ?? ""
    }
  }

  /// Whether versions compare so; true for those whose numbers cannot be told.
  static func compareVersions(_ left: String, _ comparison: String, _ right: String) -> Bool {
    let number = right.hasSuffix(".*") ? String(right.dropLast(2)) : right
    return numbers(number) == nil || compare(left, comparison, right, isVersion: true)
  }

  private static func compare(_ left: String, _ comparison: String, _ right: String, isVersion: Bool) -> Bool {
    switch comparison {
    case "in": return right.contains(left)
    case "not in": return !right.contains(left)
    default: break
    }
    let isWildcard = right.hasSuffix(".*")
    let (first, second) = (numbers(left), numbers(isWildcard ? String(right.dropLast(2)) : right))
    guard isVersion, let first, let second else {
      switch comparison {
      case "==", "===": return left == right
      case "!=": return left != right
      case "<": return left < right
      case "<=": return left <= right
      case ">": return left > right
      case ">=": return left >= right
      default: return false
      }
    }
    let isStart = zip(first, second).allSatisfy { $0 == $1 } && first.count >= second.count
    let count = max(first.count, second.count)
    let (one, two) = (padded(first, count), padded(second, count))
    switch comparison {
    case "==", "===": return isWildcard ? isStart : one == two
    case "!=": return isWildcard ? !isStart : one != two
    case "<": return one.lexicographicallyPrecedes(two)
    case "<=": return !two.lexicographicallyPrecedes(one)
    case ">": return two.lexicographicallyPrecedes(one)
    case ">=": return !one.lexicographicallyPrecedes(two)
    case "~=": return !one.lexicographicallyPrecedes(two) && first.starts(with: second.dropLast())
    default: return false
    }
  }

  private static func padded(_ numbers: [Int], _ count: Int) -> [Int] {
    numbers + Array(repeating: 0, count: count - numbers.count)
  }

  private static func numbers(_ text: String) -> [Int]? {
    let parts = text.split(separator: ".", omittingEmptySubsequences: false).map { Int($0) }
    return parts.contains { $0 == nil } ? nil : parts.compactMap { $0 }
  }

  // MARK: Reading

  private static func disjunction(
    _ rest: inout ArraySlice<String>, _ text: String, _ depth: Int
  ) throws(MarkerError) -> Node {
    var nodes = [try conjunction(&rest, text, depth)]
    while rest.first == "or" {
      rest.removeFirst()
      nodes.append(try conjunction(&rest, text, depth))
    }
    return .any(nodes)
  }

  private static func conjunction(
    _ rest: inout ArraySlice<String>, _ text: String, _ depth: Int
  ) throws(MarkerError) -> Node {
    var nodes = [try atom(&rest, text, depth)]
    while rest.first == "and" {
      rest.removeFirst()
      nodes.append(try atom(&rest, text, depth))
    }
    return .all(nodes)
  }

  private static func atom(_ rest: inout ArraySlice<String>, _ text: String, _ depth: Int) throws(MarkerError) -> Node {
    guard let first = rest.popFirst(), depth < SubstitutionResolver.depthLimit else { throw .malformed(text) }
    if first == "(" {
      let node = try disjunction(&rest, text, depth + 1)
      guard rest.popFirst() == ")" else { throw .malformed(text) }
      return node
    }
    guard let left = operand(first), var comparison = rest.popFirst() else { throw .malformed(text) }
    if comparison == "not" {
      guard rest.popFirst() == "in" else { throw .malformed(text) }
      comparison = "not in"
    }
    guard comparisons.contains(comparison), let last = rest.popFirst(), let right = operand(last) else {
      throw .malformed(text)
    }
    return .comparison(left, comparison, right)
  }

  private static let comparisons: Set<String> = ["==", "!=", "<", "<=", ">", ">=", "~=", "===", "in", "not in"]
  private static let variables: Set<String> = [
    "os_name", "sys_platform", "platform_machine", "platform_python_implementation", "platform_release",
    "platform_system", "platform_version", "python_version", "python_full_version", "implementation_name",
    "implementation_version", "extra", "extras", "dependency_groups",
  ]

  private static func operand(_ word: String) -> Operand? {
    if let first = word.first, first == "'" || first == "\"" { return .text(String(word.dropFirst().dropLast())) }
    return variables.contains(word) ? .variable(word) : nil
  }

  /// Words, strings in their quotes, comparisons and brackets; `nil` when a string does not end.
  private static func words(_ text: String) -> [String]? {
    var words: [String] = []
    var rest = text[...]
    while let first = rest.first {
      if first.isWhitespace {
        rest = rest.dropFirst()
      } else if first == "'" || first == "\"" {
        guard let end = rest.dropFirst().firstIndex(of: first) else { return nil }
        words.append(String(rest[...end]))
        rest = rest[rest.index(after: end)...]
      } else if first == "(" || first == ")" {
        words.append(String(first))
        rest = rest.dropFirst()
      } else {
        let isSymbol = "<>=!~".contains(first)
        let word = rest.prefix {
          isSymbol ? "<>=!~".contains($0) : $0.isLetter || $0 == "_" || $0.isNumber || $0 == "."
        }
        if word.isEmpty { return nil }
        words.append(String(word))
        rest = rest.dropFirst(word.count)
      }
    }
    return words
  }
}
