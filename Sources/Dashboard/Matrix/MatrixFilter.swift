package import EnvironmentModel
package import RunModel

/// Which environments are shown: words that all have to hold.
///
/// `status:fail,error` and `py:>=3.11` ask for one of several states or values of an axis, with `*` and `?` for any
/// characters; any other word is looked for in the name, in which capitals do not count. A `!` in front turns a word round.
package struct MatrixFilter: Hashable, Sendable {
  private enum Test: Hashable, Sendable {
    case status(Set<MatrixStatus>)
    /// By the axis's name, as a filter may outlive the matrix that it was typed for.
    case axis(String, [ValueTest])
    case name(String)
    case pattern(WildcardPattern)
  }

  private struct Word: Hashable, Sendable {
    var isNegated: Bool
    var test: Test
  }

  /// What is wrong with a filter, in one line.
  package struct Mistake: Error, Hashable, Sendable {
    package let text: String
  }

  /// As it was typed.
  package let text: String
  private var words: [Word] = []
  /// Whether it depends on what runs come to.
  package private(set) var asksForStatus = false

  /// Reads a filter for a matrix with these axes; `nil` for a text without words.
  package init?(_ text: String, axes: [MatrixAxis]) throws(Mistake) {
    self.text = text
    for word in text.split(separator: " ") { try add(word, axes) }
    if words.isEmpty { return nil }
  }

  /// Whether an environment is shown.
  ///
  /// - Parameters:
  ///   - coordinate: The indices of its values on the axes; `nil` outside the product, where no axis holds.
  ///   - status: Asked only where it matters.
  package func admits(
    _ name: EnvironmentName, at coordinate: [Int]?, _ axes: [MatrixAxis], status: () -> MatrixStatus
  ) -> Bool {
    words.allSatisfy { word in
      let holds: Bool
      switch word.test {
      case .status(let wanted): holds = wanted.contains(status())
      case .axis(let name, let tests):
        let index = axes.firstIndex { $0.name == name }
        let value = index.flatMap { index in coordinate.map { axes[index].values[$0[index]] } }
        holds = value.map { value in tests.contains { $0.admits(value, of: name) } } ?? false
      case .name(let part): holds = name.text.lowercased().contains(part)
      case .pattern(let pattern): holds = pattern.matches(name.text)
      }
      return holds != word.isNegated
    }
  }

  private mutating func add(_ word: Substring, _ axes: [MatrixAxis]) throws(Mistake) {
    let isNegated = word.hasPrefix("!")
    let body = isNegated ? word.dropFirst() : word
    if body.isEmpty { throw Mistake(text: "a word is missing behind '!'") }
    words.append(Word(isNegated: isNegated, test: try test(body, axes)))
  }

  private mutating func test(_ word: Substring, _ axes: [MatrixAxis]) throws(Mistake) -> Test {
    guard let colon = word.firstIndex(of: ":") else {
      let text = String(word)
      return WildcardPattern.isPattern(text) ? .pattern(WildcardPattern(text)) : .name(text.lowercased())
    }
    let key = word[..<colon]
    let values = word[word.index(after: colon)...].split(separator: ",").map(String.init)
    if values.isEmpty { throw Mistake(text: "'\(word)' names no value") }
    if key == "status" {
      asksForStatus = true
      return .status(try Self.statuses(values))
    }
    guard axes.contains(where: { $0.name == key }) else {
      let known = (["status"] + axes.map(\.name)).joined(separator: ", ")
      throw Mistake(text: "there is no '\(key)' to filter by; there are \(known)")
    }
    return .axis(String(key), values.map { ValueTest($0) })
  }

  private static func statuses(_ words: [String]) throws(Mistake) -> Set<MatrixStatus> {
    var result: Set<MatrixStatus> = []
    for word in words {
      // `failed` and `ok` as people say them.
      let known = ["failed": "fail", "ok": "pass", "passed": "pass", "errors": "error"][word] ?? word
      let matching = MatrixStatus.allCases.filter { $0.rawValue.hasPrefix(known) }
      guard let status = matching.first(where: { $0.rawValue == known }) ?? matching.first else {
        let names = MatrixStatus.allCases.map(\.rawValue).joined(separator: ", ")
        throw Mistake(text: "'\(word)' is no state; there are \(names)")
      }
      result.insert(status)
    }
    return result
  }
}

/// What a value of an axis is asked for: a pattern, or a version to compare with.
private struct ValueTest: Hashable, Sendable {
  private enum Comparison: String, CaseIterable {
    case atLeast = ">=", atMost = "<=", above = ">", below = "<"
  }

  private var pattern: WildcardPattern?
  private var comparison: Comparison?
  private var version: [Int] = []

  init(_ text: String) {
    if let comparison = Comparison.allCases.first(where: { text.hasPrefix($0.rawValue) }) {
      self.comparison = comparison
      version = Self.version(of: String(text.dropFirst(comparison.rawValue.count)), axis: "") ?? []
    } else {
      pattern = WildcardPattern(text)
      if text.first?.isNumber == true { version = Self.version(of: text, axis: "") ?? [] }
    }
  }

  func admits(_ value: String, of axis: String) -> Bool {
    // The axis's name need not be repeated: `py:3.11`, `dj:42`.
    if let pattern {
      return pattern.matches(value) || pattern.matches(String(value.dropFirst(axis.count)))
        || !version.isEmpty && Self.version(of: value, axis: axis) == version
    }
    guard let comparison, let own = Self.version(of: value, axis: axis) else { return false }
    switch comparison {
    case .atLeast: return !own.lexicographicallyPrecedes(version)
    case .atMost: return !version.lexicographicallyPrecedes(own)
    case .above: return version.lexicographicallyPrecedes(own)
    case .below: return own.lexicographicallyPrecedes(version)
    }
  }

  /// The numbers of `py311`, `3.11`, `dj42` or `5.0`; `nil` for what has none.
  private static func version(of text: String, axis: String) -> [Int]? {
    if let python = PythonFactor(text), !python.version.isEmpty { return python.version }
    let rest = text.hasPrefix(axis) ? text.dropFirst(axis.count) : text[...]
    let numbers = rest.drop { !$0.isNumber }.split(separator: ".").map { Int($0) }
    let known = numbers.prefix { $0 != nil }.compactMap { $0 }
    return known.isEmpty ? nil : known
  }
}
