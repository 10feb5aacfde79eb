package import EnvironmentModel

/// What is left of an environment that somebody has half removed.
package struct BrokenEnvironment: Hashable, Sendable {
  /// The text of the fingerprint that its first step left.
  package var fingerprint: String
  /// The absolute path of something that was there when it was made and is not any more.
  package var missingPath: String

  package init(fingerprint: String, missingPath: String) {
    self.fingerprint = fingerprint
    self.missingPath = missingPath
  }
}

extension PlanningContext {
  /// Why an environment of which no fingerprint counts has to be made: there is none, or what is there is broken.
  ///
  /// - Parameters:
  ///   - fingerprint: What decides how it is made.
  ///   - comparable: What of a text counts in the comparison.
  package func absence(
    of environment: Environment, _ fingerprint: Fingerprint, comparable: (String) -> String = { $0 }
  ) -> String {
    guard let broken = observation.brokenEnvironments[environment.name] else { return "no environment yet" }
    if let difference = fingerprint.difference(from: comparable(broken.fingerprint)) {
      return "recreate: \(difference)"
    }
    let folder = environment.directory + "/"
    let path = broken.missingPath
    return "recreate: '\(path.hasPrefix(folder) ? String(path.dropFirst(folder.count)) : path)' is gone"
  }
}
