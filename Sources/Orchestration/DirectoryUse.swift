package import Planning
package import RunModel

/// Which directories the steps of a plan still work in: others may have them when those have ended.
package struct DirectoryUse: Sendable {
  private var openSteps: [StepOwner: Int] = [:]
  private var directories: [StepOwner: Set<String>] = [:]
  private var userCounts: [String: Int] = [:]

  /// - Parameter places: The directories of an owner. An owner works in those of the environments that it waits for too.
  package init(_ plan: Plan, places: (StepOwner) -> Set<String>) {
    for step in plan.steps {
      let owner = step.id.owner
      if openSteps[owner] == nil { directories[owner] = places(owner) }
      openSteps[owner, default: 0] += 1
      for other in step.needs + step.follows where other.owner != owner {
        if case .environment = other.owner { directories[owner]?.formUnion(places(other.owner)) }
      }
    }
    for directory in directories.values.joined() { userCounts[directory, default: 0] += 1 }
  }

  /// Those that no step works in.
  package func unused(among directories: Set<String>) -> Set<String> {
    directories.filter { userCounts[$0] == nil }
  }

  /// Takes in the end of a step.
  ///
  /// - Returns: The directories that no step works in any more.
  package mutating func finish(_ step: StepID) -> [String] {
    guard let count = openSteps[step.owner] else { return [] }
    openSteps[step.owner] = count > 1 ? count - 1 : nil
    if count > 1 { return [] }
    return (directories[step.owner] ?? []).filter { directory in
      userCounts[directory, default: 1] -= 1
      return userCounts[directory] == 0
    }
  }
}
