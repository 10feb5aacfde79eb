import Synchronization

/// Which lines of a long value can count for which factors, so that an environment looks at few of them.
struct FactorIndex: Sendable {
  /// Values with fewer lines are as fast without.
  private static let lineLimit = 32

  /// Lines that can count whatever the factors are.
  private let always: [Int]
  /// For each factor the lines of which an alternative asks for it.
  private let byFactor: [String: [Int]]

  /// `nil` for short values, and for those in which whether a line counts decides on the next one.
  ///
  /// - Complexity: O(*n*) in the number of terms of all conditions.
  init?(_ lines: [ConditionalLine]) {
    guard lines.count >= Self.lineLimit else { return nil }
    if lines.contains(where: { $0.condition != nil && $0.content.hasSuffix("\\") }) { return nil }
    var frequency: [String: Int] = [:]
    for term in lines.lazy.compactMap(\.condition).flatMap(\.alternatives).joined() where !term.isNegated {
      frequency[term.factor, default: 0] += 1
    }
    var always: [Int] = []
    var byFactor: [String: [Int]] = [:]
    for (place, line) in lines.enumerated() {
      // The rarest factor of each alternative tells the most.
      let needed = line.condition?.alternatives.map { terms in
        terms.filter { !$0.isNegated }.map(\.factor).min { frequency[$0, default: 0] < frequency[$1, default: 0] }
      }
      guard let needed, needed.allSatisfy({ $0 != nil }) else {
        always.append(place)
        continue
      }
      for factor in Set(needed.compactMap { $0 }) { byFactor[factor, default: []].append(place) }
    }
    self.always = always
    self.byFactor = byFactor
  }

  /// The lines to look at for an environment, ascending, each once.
  ///
  /// - Complexity: O(*m* log *m*) in the number of these lines, and O(1) for each factor.
  func candidates(for factors: Set<String>) -> [Int] {
    var candidates = always
    for factor in factors { candidates += byFactor[factor] ?? [] }
    candidates.sort()
    var last = -1
    candidates.removeAll { place in
      defer { last = place }
      return place == last
    }
    return candidates
  }
}

/// An index that is made when somebody asks for it, since most values are never looked at.
final class LazyFactorIndex: Sendable {
  private let lines: [ConditionalLine]
  private let made = Mutex<FactorIndex??>(nil)

  init(_ lines: [ConditionalLine]) { self.lines = lines }

  /// The index; `nil` for values that have none.
  var value: FactorIndex? {
    made.withLock { made in
      if let made { return made }
      let index = FactorIndex(lines)
      made = .some(index)
      return index
    }
  }
}
