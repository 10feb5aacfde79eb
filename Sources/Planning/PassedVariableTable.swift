import EnvironmentModel
import Synchronization

/// Which of the caller's variables are handed on, for each list of patterns worked out once: most environments of a project
/// share theirs.
package final class PassedVariableTable: Sendable {
  private struct Patterns: Hashable {
    var passed: [String]
    var denied: [String]
  }

  private let variables: [String: String]
  private let known = Mutex<[Patterns: [String: String]]>([:])

  package init(_ variables: [String: String]) { self.variables = variables }

  /// The variables whose names match one of some patterns and none of others, whatever the case of their letters.
  ///
  /// - Complexity: O(*variables* × *patterns*) the first time, then O(*patterns*).
  package func variables(passing passed: [String], denying denied: [String]) -> [String: String] {
    let patterns = Patterns(passed: passed, denied: denied)
    if let found = known.withLock({ $0[patterns] }) { return found }
    let wanted = passed.map { WildcardPattern($0.lowercased()) }
    let unwanted = denied.map { WildcardPattern($0.lowercased()) }
    let found = variables.filter { name, _ in
      let name = name.lowercased()
      return wanted.contains { $0.matches(name) } && !unwanted.contains { $0.matches(name) }
    }
    known.withLock { $0[patterns] = found }
    return found
  }
}
