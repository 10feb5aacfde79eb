package import EnvironmentModel

/// What the dashboard has to know of a project before anything runs.
package struct DashboardProject: Hashable, Sendable {
  package var name: String
  /// The absolute path of the project's folder.
  package var root: String
  package var matrix: EnvironmentMatrix
  /// Every environment in the configuration's order.
  package var environments: [EnvironmentName]
  /// One sentence each, where the configuration has one.
  package var descriptions: [EnvironmentName: String]
  /// What "run all" runs.
  package var defaultEnvironments: [EnvironmentName]

  package init(
    name: String, root: String, matrix: EnvironmentMatrix, environments: [EnvironmentName],
    descriptions: [EnvironmentName: String] = [:], defaultEnvironments: [EnvironmentName]
  ) {
    self.name = name
    self.root = root
    self.matrix = matrix
    self.environments = environments
    self.descriptions = descriptions
    self.defaultEnvironments = defaultEnvironments
  }
}

/// What the inspection shows of an environment beyond its runs, ready to be read by people.
package struct EnvironmentDetail: Hashable, Sendable {
  /// One key of the configuration as it holds for the environment.
  package struct SettingLine: Hashable, Sendable {
    package var key: String
    /// Lines are separated by line feeds.
    package var value: String
    /// `tox.ini:14 [testenv]`, `default`, `command line`.
    package var origin: String
    /// The places whose values this one replaced, nearest first.
    package var overridden: [String]
    /// How the value came about, where that is more than its place: lines with their conditions, and replacements.
    package var steps: [String]

    package init(key: String, value: String, origin: String, overridden: [String] = [], steps: [String] = []) {
      self.key = key
      self.value = value
      self.origin = origin
      self.overridden = overridden
      self.steps = steps
    }
  }

  package var kind: String
  package var interpreter: String
  package var location: String
  /// What it has on the disk; `nil` while that is not known.
  package var byteCount: Int?
  /// What is installed of the project itself: `wheel`, `sdist`, `none`.
  package var package: String
  package var settings: [SettingLine]

  package init(
    kind: String, interpreter: String, location: String, byteCount: Int? = nil, package: String, settings: [SettingLine]
  ) {
    self.byteCount = byteCount
    self.kind = kind
    self.interpreter = interpreter
    self.location = location
    self.package = package
    self.settings = settings
  }
}
