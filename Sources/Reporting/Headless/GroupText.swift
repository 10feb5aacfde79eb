import EnvironmentModel
import RunModel

/// What several environments have in common that failed alike, a line for each such failure.
enum GroupText {
  /// So many names are told.
  private static let nameLimit = 8

  /// `the same in 3 environments: AssertionError: 3 != 4 (py39, py310, py311)`; none for failures of one environment.
  static func lines(of failures: [(environment: EnvironmentName, error: String)]) -> [String] {
    FailureGroup.groups(of: failures).filter { $0.environments.count > 1 }.map { group in
      let names = group.environments.prefix(nameLimit).map(\.text).joined(separator: ", ")
      let rest = group.environments.count - nameLimit
      let more = rest > 0 ? " and \(rest) more" : ""
      return "the same in \(group.environments.count) environments: \(group.error) (\(names)\(more))"
    }
  }
}

extension PastResult {
  /// Its first error; `nil` where its log has none.
  var failure: (environment: EnvironmentName, error: String)? {
    firstError.map { (environment, $0) }
  }
}
