import Synchronization

/// Which lines of a long value can count for which factors, so that an environment looks at few of them.
struct FactorIndex: Sendable {
  /// Values with fewer lines are as fast without.
  static let lineLimit = 32

  /// Lines that can count whatever the factors are.
  private let always: [Int]
  /// For each factor the lines of which an alternative asks for it.
  private let byFactor: [String: [Int]]

  /// `nil` for short values, and for those in which whether a line counts decides on the next one.
  ///
  /// - Complexity: O(*n*) in the number of terms of all conditions.
  init?(_ lines: [ConditionalLine]) {
    guard lines.count >= Self.lineLimit else { return nil }
    if lines.contains(where: { $0.condition != nil && $0.content.utf8.last == UInt8(ascii: "\\") }) { return nil }
    var frequency: [String: Int] = [:]
    for part in lines.lazy.compactMap(\.condition).flatMap(\.alternatives).joined() {
      for term in part.joined() where !term.isNegated { frequency[term.factor, default: 0] += 1 }
    }
    var always: [Int] = []
    var byFactor: [String: [Int]] = [:]
    for (place, line) in lines.enumerated() {
      let needed = line.condition?.alternatives.map { Self.needed($0, frequency) }
      guard let needed, needed.allSatisfy({ $0 != nil }) else {
        always.append(place)
        continue
      }
      for factor in Set(needed.lazy.compactMap { $0 }.joined()) { byFactor[factor, default: []].append(place) }
    }
    self.always = always
    self.byFactor = byFactor
  }

  /// Factors one of which an alternative of a condition asks for, the rarest there are; `nil` when it asks for none.
  private static func needed(_ parts: [FactorCondition.Part], _ frequency: [String: Int]) -> [String]? {
    var rarest: (count: Int, factors: [String])?
    for part in parts {
      // The rarest factor of each choice tells the most.
      let choices = part.map { terms in
        terms.lazy.filter { !$0.isNegated }.map { (count: frequency[$0.factor, default: 0], factor: $0.factor) }
          .min { $0.count < $1.count }
      }
      guard choices.allSatisfy({ $0 != nil }) else { continue }
      let count = choices.reduce(0) { $0 + ($1?.count ?? 0) }
      if rarest == nil || count < rarest?.count ?? 0 { rarest = (count, choices.compactMap { $0?.factor }) }
    }
    return rarest?.factors
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
