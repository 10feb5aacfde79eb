/// Collects which factors are alternatives of each other.
struct FactorGrouping {
  /// Groups in order of first appearance, each with its values in order; empty ones have gone into others.
  private(set) var groups: [[String]] = []
  private var groupOfValue: [String: Int] = [:]
  private var pythonGroup: Int?
  /// Factors that were looked at for interpreters.
  private var knownFactors: Set<String> = []
  /// One value of each group that was named, with the name.
  private var namedValues: [(value: String, name: String)] = []

  /// Adds the alternatives of every part of a pattern that has a brace group.
  mutating func add(_ pattern: String) {
    for segment in segments(pattern) {
      guard let expansion = try? EnvironmentPattern(segment).expansion else { continue }  // reported by the reader
      if expansion.count > 1 || PythonFactor(expansion.first ?? "") != nil { unite(expansion) }
    }
  }

  /// Adds alternatives that somebody gave a name.
  mutating func add(_ values: [String], named name: String) {
    guard let value = values.first(where: { !$0.isEmpty }) else { return }
    unite(values)
    namedValues.append((value, name))
  }

  /// The name that a group was given; `nil` for most.
  func name(of group: Int) -> String? { namedValues.first { groupOfValue[$0.value] == group }?.name }

  /// Adds those of a name's factors that are interpreters, which are alternatives wherever they come from.
  mutating func addInterpreters(among factors: [Factor]) {
    for factor in factors where knownFactors.insert(factor.text).inserted && PythonFactor(factor.text) != nil {
      unite([factor.text])
    }
  }

  /// The parts of a pattern between dashes that stand outside braces.
  private func segments(_ pattern: String) -> [String] {
    splitOutsideBraces(pattern[...]) { $0 == UInt8(ascii: "-") }.map(String.init)
  }

  /// Makes one group of the values and of all groups they stand in; the first of these takes the others in.
  private mutating func unite(_ values: [String]) {
    let values = values.filter { !$0.isEmpty }
    let hasInterpreter = values.contains { PythonFactor($0) != nil }
    var united = Set(values.compactMap { groupOfValue[$0] })
    if hasInterpreter, let pythonGroup { united.insert(pythonGroup) }
    let target = united.min() ?? groups.count
    if target == groups.count { groups.append([]) }
    for group in united.sorted() where group != target { move(group, into: target) }
    if hasInterpreter || pythonGroup.map(united.contains) == true { pythonGroup = target }
    for value in values where groupOfValue[value] == nil {
      groupOfValue[value] = target
      groups[target].append(value)
    }
  }

  /// Leaves an empty group behind, so that the others keep their places.
  private mutating func move(_ group: Int, into target: Int) {
    for value in groups[group] { groupOfValue[value] = target }
    groups[target] += groups[group]
    groups[group] = []
  }
}
