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
  /// - Complexity: O(*names* × *factors*).
  package init(names: [EnvironmentName], patterns: [String]) {
    var grouping = FactorGrouping()
    for pattern in patterns { grouping.add(pattern) }
    for name in names { grouping.addInterpreters(of: name) }
    let groups = grouping.groups
    var groupOfFactor: [String: Int] = [:]
    for (index, group) in groups.enumerated() {
      for value in group where !value.isEmpty { groupOfFactor[value] = index }
    }
    var places: [(name: EnvironmentName, values: [String])] = []
    var others: [EnvironmentName] = []
    for name in names {
      if let values = Self.values(of: name, groupOfFactor, groupCount: groups.count) {
        places.append((name, values))
      } else {
        others.append(name)
      }
    }
    let axes = Self.axes(groups: groups, places: places.map(\.values))
    self.axes = axes.map(\.axis)
    self.others = others
    coordinates = Dictionary(
      places.map { name, values in
        (name, axes.map { $0.index[values[$0.position]] ?? 0 })
      }, uniquingKeysWith: { first, _ in first })
  }

  /// The value a name has on each group, and last what remains; `nil` when it has no part in any group.
  private static func values(
    of name: EnvironmentName, _ groupOfFactor: [String: Int], groupCount: Int
  ) -> [String]? {
    var values = Array(repeating: "", count: groupCount + 1)
    var rest: [String] = []
    let factors = name.factors.filter { !$0.text.isEmpty }
    for factor in factors {
      if let group = groupOfFactor[factor.text], values[group].isEmpty {
        values[group] = factor.text
      } else {
        rest.append(factor.text)
      }
    }
    guard rest.count < factors.count else { return nil }
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
      if position < groups.count { order = groups[position].filter { used.contains($0) && !$0.isEmpty } }
      if used.contains(""), position < groups.count { order.append("") }
      if order.isEmpty || order == [""] { return nil }
      let axis = MatrixAxis(name: axisName(order, isRest: position == groups.count), values: order)
      return (axis, position, Dictionary(uniqueKeysWithValues: order.enumerated().map { ($1, $0) }))
    }
  }

  /// The letters the values share at their start, `py` for interpreters, else the first value.
  private static func axisName(_ values: [String], isRest: Bool) -> String {
    if isRest { return "variant" }
    let named = values.filter { !$0.isEmpty }
    if named.allSatisfy({ PythonFactor($0) != nil }) { return "py" }
    guard var prefix = named.first else { return "" }
    for value in named { while !value.hasPrefix(prefix) { prefix = String(prefix.dropLast()) } }
    let letters = prefix.prefix { $0.isLetter }
    return letters.isEmpty ? named.joined(separator: "|") : String(letters)
  }
}
