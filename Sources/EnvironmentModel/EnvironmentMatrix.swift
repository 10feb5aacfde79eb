/// One dimension of the matrix: alternatives of which an environment has one, or none.
package struct MatrixAxis: Hashable, Sendable {
  /// What the alternatives have in common: `py`, `dj`, or the first alternative.
  package var name: String
  /// The alternatives in order; the empty text stands for environments that have none.
  package var values: [String]

  package init(name: String, values: [String]) {
    self.name = name
    self.values = values
  }

  private static let kinds: Set = ["venv", "virtualenv", "conda", "docker", "nix", "deb", "rpm", "npm", "apk"]

  /// Whether the alternatives are kinds of environments.
  package var isKind: Bool { values.allSatisfy { $0.isEmpty || Self.kinds.contains($0) } }
}

/// The environments of a project arranged by the factors they are made of.
///
/// Alternatives of one brace group are one axis; groups that share an alternative are the same axis, and all
/// interpreter factors are one. What remains of a name beyond its axes is its place on a last axis. Names that
/// have no part in any axis stand apart in ``others``.
package struct EnvironmentMatrix: Hashable, Sendable {
  package let axes: [MatrixAxis]
  /// For each arranged name the index of its value on every axis.
  package let coordinates: [EnvironmentName: [Int]]
  /// Names outside the product, in order.
  package let others: [EnvironmentName]

  /// Arranges names by the brace groups of the patterns that gave them.
  ///
  /// - Parameter named: Axes that somebody gave a name, with the factors that are their values; they come first.
  /// - Complexity: O(*names* × *factors*).
  package init(names: [EnvironmentName], patterns: [String], named: [EnvironmentGroup] = []) {
    var grouping = FactorGrouping()
    for axis in named { grouping.add(axis.members, named: axis.name) }
    for pattern in patterns { grouping.add(pattern) }
    let factors = names.map(\.factors)
    for factors in factors { grouping.addInterpreters(among: factors) }
    let groups = grouping.groups
    var groupOfFactor: [String: Int] = [:]
    for (index, group) in groups.enumerated() {
      for value in group where !value.isEmpty { groupOfFactor[value] = index }
    }
    var places: [(name: EnvironmentName, values: [String])] = []
    var others: [EnvironmentName] = []
    for (name, factors) in zip(names, factors) {
      if let values = Self.values(of: factors, groupOfFactor, groupCount: groups.count) {
        places.append((name, values))
      } else {
        others.append(name)
      }
    }
    let axes = Self.axes(groups: groups, places: places.map(\.values))
    self.axes = Self.distinctlyNamed(
      axes.map { MatrixAxis(name: grouping.name(of: $0.position) ?? $0.axis.name, values: $0.axis.values) })
    self.others = others
    coordinates = Dictionary(
      places.map { name, values in
        (name, axes.map { $0.index[values[$0.position]] ?? 0 })
      }, uniquingKeysWith: { first, _ in first })
  }

  /// The value a name has on each group, and last what remains; `nil` when it has no part in any group.
  private static func values(
    of factors: [Factor], _ groupOfFactor: [String: Int], groupCount: Int
  ) -> [String]? {
    var values = Array(repeating: "", count: groupCount + 1)
    var rest: [String] = []
    var count = 0
    for factor in factors where !factor.text.isEmpty {
      count += 1
      if let group = groupOfFactor[factor.text], values[group].isEmpty {
        values[group] = factor.text
      } else {
        rest.append(factor.text)
      }
    }
    guard rest.count < count else { return nil }
    values[groupCount] = rest.joined(separator: "-")
    return values
  }

  private static func axes(
    groups: [[String]], places: [[String]]
  ) -> [(axis: MatrixAxis, position: Int, index: [String: Int])] {
    (0...groups.count).compactMap { position in
      var used: Set<String> = []
      var order: [String] = []
      for place in places where used.insert(place[position]).inserted { order.append(place[position]) }
      if position < groups.count {
        order = inOrderOfVersions(groups[position].filter { used.contains($0) && !$0.isEmpty })
      }
      if used.contains(""), position < groups.count { order.append("") }
      if order.isEmpty || order == [""] { return nil }
      let axis = MatrixAxis(name: axisName(order, isRest: position == groups.count), values: order)
      return (axis, position, Dictionary(uniqueKeysWithValues: order.enumerated().map { ($1, $0) }))
    }
  }

  /// Interpreters that come in no order, as when several lists name them, by their versions; all else as it is.
  private static func inOrderOfVersions(_ values: [String]) -> [String] {
    let factors = values.compactMap { PythonFactor($0) }
    guard factors.count == values.count, factors.count > 2 else { return values }
    let keys = factors.map { ($0.implementation == .pypy ? [1] : [0]) + $0.version }
    let isRising = zip(keys, keys.dropFirst()).allSatisfy { !$1.lexicographicallyPrecedes($0) }
    let isFalling = zip(keys, keys.dropFirst()).allSatisfy { !$0.lexicographicallyPrecedes($1) }
    if isRising || isFalling { return values }
    return values.indices.sorted { left, right in
      keys[left] == keys[right] ? left < right : keys[left].lexicographicallyPrecedes(keys[right])
    }.map { values[$0] }
  }

  /// Axes whose names differ: a second one of a name has a number behind it.
  private static func distinctlyNamed(_ axes: [MatrixAxis]) -> [MatrixAxis] {
    var counts: [String: Int] = [:]
    return axes.map { axis in
      counts[axis.name, default: 0] += 1
      let count = counts[axis.name] ?? 1
      return count == 1 ? axis : MatrixAxis(name: "\(axis.name)\(count)", values: axis.values)
    }
  }

  /// The letters the values share at their start, `py` for interpreters, `kind` for kinds of environments; else the values,
  /// or the first and how many more there are.
  private static func axisName(_ values: [String], isRest: Bool) -> String {
    if isRest { return "variant" }
    let named = values.filter { !$0.isEmpty }
    if named.allSatisfy({ PythonFactor($0) != nil }) { return "py" }
    guard var prefix = named.first else { return "" }
    for value in named { while !value.hasPrefix(prefix) { prefix = String(prefix.dropLast()) } }
    let letters = prefix.prefix { $0.isLetter }
    if !letters.isEmpty { return String(letters) }
    if MatrixAxis(name: "", values: named).isKind { return "kind" }
    let joined = named.joined(separator: "/")
    return joined.utf8.count <= 14 ? joined : "\(named[0])+\(named.count - 1)"
  }
}
