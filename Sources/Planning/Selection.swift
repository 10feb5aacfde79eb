package import EnvironmentModel

/// Which environments a command line asks for.
package struct Selection: Hashable, Sendable {
  /// Names, patterns with braces, `ALL`; empty for the default environments.
  package var items: [String]

  package init(items: [String] = []) { self.items = items }

  /// A name that no environment can have, or an item whose braces make no sense.
  package struct UnknownName: Error, Hashable, Sendable {
    package var name: String
    /// What is wrong with its braces, and what to do; `nil` when they are in order.
    package var problem: PatternError?
  }

  /// The environments in the order asked for, without repeats.
  ///
  /// - Parameter knownFactors: Any name made of these and of interpreters may be asked for.
  /// - Throws: ``UnknownName`` for the first name the project cannot have.
  package func resolve(in project: Project, knownFactors: Set<String>) throws(UnknownName) -> [EnvironmentName] {
    if items.isEmpty { return project.environmentList }
    let defined = Set(project.allEnvironments)
    var seen: Set<EnvironmentName> = []
    var names: [EnvironmentName] = []
    for item in items.flatMap(Self.split) {
      for name in try Self.names(item, project) {
        guard defined.contains(name) || Self.isPossible(name, knownFactors) else {
          throw UnknownName(name: name.text, problem: nil)
        }
        if seen.insert(name).inserted { names.append(name) }
      }
    }
    return names
  }

  private static func split(_ item: String) -> [String] {
    splitOutsideBraces(item[...]) { $0 == UInt8(ascii: ",") }.map(String.init)
  }

  private static func names(_ item: String, _ project: Project) throws(UnknownName) -> [EnvironmentName] {
    if item == "ALL" { return project.allEnvironments }
    do throws(PatternError) {
      return try EnvironmentPattern(item).expansion.map { EnvironmentName($0) }
    } catch {
      throw UnknownName(name: item, problem: error)
    }
  }

  private static func isPossible(_ name: EnvironmentName, _ knownFactors: Set<String>) -> Bool {
    name.isPathComponent
      && name.factors.allSatisfy { knownFactors.contains($0.text) || PythonFactor($0.text) != nil }
  }
}
