package import SourceText

/// A project as its configuration describes it, before any environment's settings are resolved.
package struct Project: Sendable {
  /// The absolute path of the folder that holds the configuration file.
  package var root: String
  /// The absolute path of the configuration file.
  package var configurationPath: String
  /// The absolute path of the folder for environments, artefacts and runs.
  package var workDirectory: String
  /// The default environments in order.
  package var environmentList: [EnvironmentName]
  /// Environments that the configuration defines beyond the list, in order of definition.
  package var additionalEnvironments: [EnvironmentName]
  /// The generative items of the list, as written, from which axes are found.
  package var patterns: [String]
  /// Axes that were given a name, with the factors that are their values.
  package var axes: [EnvironmentGroup] = []
  package var skipsMissingInterpreters: Bool
  /// Whether there is something of the project to build and install.
  package var hasPackage: Bool
  /// Whether packages may be built and there is no project to build them from.
  package var lacksSources = false
  /// The package and environment definitions.
  package var definitions = Definitions()
  /// How much of a run may go on at once.
  package var limits = RunLimits()
  /// How long runs are kept.
  package var retention = RetentionSettings()
  /// What may not be shown.
  package var secrets = SecretRules()
  /// Where the default environments are listed; `nil` when they are not.
  package var environmentListSpan: SourceSpan?

  package init(
    root: String, configurationPath: String, workDirectory: String, environmentList: [EnvironmentName],
    additionalEnvironments: [EnvironmentName], patterns: [String], skipsMissingInterpreters: Bool,
    hasPackage: Bool
  ) {
    self.root = root
    self.configurationPath = configurationPath
    self.workDirectory = workDirectory
    self.environmentList = environmentList
    self.additionalEnvironments = additionalEnvironments
    self.patterns = patterns
    self.skipsMissingInterpreters = skipsMissingInterpreters
    self.hasPackage = hasPackage
  }

  /// The last component of the root's path.
  package var name: String { root.split(separator: "/").last.map(String.init) ?? "/" }
  package var allEnvironments: [EnvironmentName] { environmentList + additionalEnvironments }
}
