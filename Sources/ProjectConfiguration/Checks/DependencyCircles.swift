/// What needs itself, by way of others or at once.
struct DependencyCircles {
  /// What each name needs, of names that are there.
  private let needs: [[Int]]
  private let names: [String]
  private let positions: [String: Int]
  /// Which group of names that all need each other each one is in; `nil` for those that do not need themselves.
  private let groups: [Int?]

  /// - Parameter needs: The names with those that each needs; of equal ones the first counts.
  /// - Complexity: O(*n*) in the number of names and needs.
  init(_ needs: [(name: String, needs: [String])]) {
    names = needs.map(\.name)
    let positions = Dictionary(names.enumerated().map { ($1, $0) }) { first, _ in first }
    self.positions = positions
    let places = needs.map { $0.needs.compactMap { positions[$0] } }
    self.needs = places
    groups = Self.groups(places)
  }

  /// For each group of names that need each other a shortest way around, from the name that is first in the alphabet.
  var representatives: [[String]] {
    var first: [Int: Int] = [:]
    for (place, group) in groups.enumerated() {
      guard let group else { continue }
      if let known = first[group], names[known] <= names[place] { continue }
      first[group] = place
    }
    return first.values.sorted().compactMap { circle(through: names[$0]) }
  }

  /// The shortest way from a name back to itself, its end left out; `nil` when it does not need itself.
  ///
  /// - Complexity: O(*n*) in the number of names and needs of its group.
  func circle(through name: String) -> [String]? {
    guard let start = positions[name], let group = groups[start] else { return nil }
    var before: [Int: Int] = [:]
    var queue = [start]
    var next = 0
    while next < queue.count {
      let place = queue[next]
      next += 1
      for need in needs[place] {
        if need == start { return way(to: place, before) }
        guard groups[need] == group, before[need] == nil else { continue }
        before[need] = place
        queue.append(need)
      }
    }
    return nil
  }

  private func way(to end: Int, _ before: [Int: Int]) -> [String] {
    var way = [end]
    while let place = before[way[way.count - 1]] { way.append(place) }
    return way.reversed().map { names[$0] }
  }

  /// Strongly connected components of more than one member, or of one that needs itself: Tarjan's, without recursion.
  private static func groups(_ needs: [[Int]]) -> [Int?] {
    var groups = [Int?](repeating: nil, count: needs.count)
    var order = [Int?](repeating: nil, count: needs.count)
    var lowest = [Int](repeating: 0, count: needs.count)
    var isOpen = [Bool](repeating: false, count: needs.count)
    var (open, count): ([Int], Int) = ([], 0)
    for root in needs.indices where order[root] == nil {
      var path = [(place: root, next: 0)]
      while let (place, next) = path.last {
        if order[place] == nil {
          (order[place], lowest[place], isOpen[place]) = (count, count, true)
          open.append(place)
          count += 1
        }
        if next < needs[place].count {
          path[path.count - 1].next += 1
          let need = needs[place][next]
          if order[need] == nil {
            path.append((need, 0))
          } else if isOpen[need] {
            lowest[place] = min(lowest[place], order[need] ?? 0)
          }
          continue
        }
        path.removeLast()
        if let last = path.last?.place { lowest[last] = min(lowest[last], lowest[place]) }
        guard lowest[place] == order[place] else { continue }
        let start = open.lastIndex(of: place) ?? 0
        let isCircle = open.count - start > 1 || needs[place].contains(place)
        for member in open[start...] {
          isOpen[member] = false
          if isCircle { groups[member] = place }
        }
        open.removeSubrange(start...)
      }
    }
    return groups
  }
}
