package import EnvironmentModel
import RunModel

/// The order that `depends` asks for among the environments of a run.
package struct DependsOrder {
  private var predecessors: [EnvironmentName: [EnvironmentName]] = [:]
  private var requirements: [EnvironmentName: [EnvironmentName]] = [:]

  /// Names that are not part of the run order nothing.
  ///
  /// - Parameter requiresAll: Whether all environments need what they depend on to pass, and not only those that say so.
  package init(_ environments: [Environment], requiresAll: Bool = false) {
    // A failure that does not count blocks nobody.
    let harmless = Set(environments.lazy.filter(\.ignoresOutcome).map(\.name))
    let selected = Set(environments.map(\.name))
    for environment in environments {
      let names = environment.list("depends").flatMap { item in
        (try? EnvironmentPattern(item).expansion) ?? [item]  // a name that is no pattern is taken as it is
      }
      let wanted = names.flatMap { Self.matches($0, selected, environments) }.filter { $0 != environment.name }
      if wanted.isEmpty { continue }
      predecessors[environment.name] = wanted
      guard requiresAll || environment.requiresSuccess else { continue }
      requirements[environment.name] = wanted.filter { !harmless.contains($0) }
    }
  }

  /// The environment of a name, or all that a shell pattern stands for, in the run's order.
  private static func matches(
    _ name: String, _ selected: Set<EnvironmentName>, _ environments: [Environment]
  ) -> [EnvironmentName] {
    guard WildcardPattern.isPattern(name) else {
      return selected.contains(EnvironmentName(name)) ? [EnvironmentName(name)] : []
    }
    let pattern = WildcardPattern(name)
    return environments.map(\.name).filter { pattern.matches($0.text) }
  }

  /// The environments that have ended before another begins.
  package func predecessors(of name: EnvironmentName) -> [EnvironmentName] { predecessors[name] ?? [] }

  /// Those of its predecessors that have to pass before it can begin.
  package func requirements(of name: EnvironmentName) -> [EnvironmentName] { requirements[name] ?? [] }

  /// The names so that each stands behind those it depends on, in or out of circles, else as given.
  ///
  /// - Complexity: O(*names* + *edges*).
  package func sorted(_ names: [EnvironmentName]) -> [EnvironmentName] { Self.sorted(names, behind: predecessors(of:)) }

  /// The same for names that others come before, those that are not among the given ones included.
  static func sorted(_ names: [EnvironmentName], behind others: (EnvironmentName) -> [EnvironmentName])
    -> [EnvironmentName]
  {
    var seen: Set<EnvironmentName> = []
    var order: [EnvironmentName] = []
    var path: [(name: EnvironmentName, isLeft: Bool)] = names.reversed().map { ($0, false) }
    while let (name, isLeft) = path.popLast() {
      if isLeft {
        order.append(name)
      } else if seen.insert(name).inserted {
        path.append((name, true))
        path += others(name).reversed().map { ($0, false) }
      }
    }
    return order
  }

  /// For every environment that comes before itself, a sentence that says so.
  ///
  /// - Complexity: O(*environments* + *edges*), and as much again for each environment of a circle.
  package var circles: [EnvironmentName: String] {
    var found: [EnvironmentName: String] = [:]
    let entangled = entangled
    for name in entangled.keys {
      guard let circle = Self.circle(from: name, in: entangled) else { continue }
      found[name] = "'depends' goes round in a circle: \(circle.map(\.text).joined(separator: " -> "))"
    }
    return found
  }

  /// The edges among environments that would wait for ever: all that stand in circles or behind one.
  private var entangled: [EnvironmentName: [EnvironmentName]] {
    var waiting = predecessors.mapValues(\.count)
    var successors: [EnvironmentName: [EnvironmentName]] = [:]
    for (name, others) in predecessors {
      for other in others { successors[other, default: []].append(name) }
    }
    var free = successors.keys.filter { predecessors[$0] == nil }
    while let name = free.popLast() {
      for successor in successors[name] ?? [] {
        waiting[successor, default: 0] -= 1
        if waiting[successor] == 0 { free.append(successor) }
      }
    }
    return predecessors.filter { waiting[$0.key, default: 0] > 0 }
  }

  /// The shortest way from an environment back to itself.
  private static func circle(
    from start: EnvironmentName, in edges: [EnvironmentName: [EnvironmentName]]
  ) -> [EnvironmentName]? {
    var origin: [EnvironmentName: EnvironmentName] = [:]
    var queue = [start]
    var index = 0
    while index < queue.count {
      let name = queue[index]
      index += 1
      for next in edges[name] ?? [] {
        if next == start { return path(to: name, origin) + [start] }
        if origin[next] == nil {
          origin[next] = name
          queue.append(next)
        }
      }
    }
    return nil
  }

  private static func path(
    to name: EnvironmentName, _ origin: [EnvironmentName: EnvironmentName]
  ) -> [EnvironmentName] {
    var path = [name]
    while let last = path.last, let before = origin[last] { path.append(before) }
    return path.reversed()
  }
}
