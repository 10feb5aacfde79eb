package import EnvironmentModel

/// Which files decide whether a build is still fresh.
package struct BuildInputs: Hashable, Sendable {
  /// The absolute path of the folder of the sources.
  package var root: String
  /// Shell patterns of the files that count; none for all sources.
  package var patterns: [String]
  /// Whether files count that only tell of the project or set up tools, since the artefact has them in it.
  package var hasAccounts: Bool
  /// Whether the commit that is checked out counts.
  package var readsRevision: Bool
  /// Absolute paths of files that say how tests run, and nothing about the package.
  package var testFiles: Set<String>

  package init(
    root: String, patterns: [String] = [], hasAccounts: Bool = false, readsRevision: Bool = false,
    testFiles: Set<String> = []
  ) {
    self.root = root
    self.patterns = patterns
    self.hasAccounts = hasAccounts
    self.readsRevision = readsRevision
    self.testFiles = testFiles
  }

  /// - Parameter system: How packages of that folder are built, for builders that follow it.
  package init(of definition: PackageDefinition, system: BuildSystem, in project: Project) {
    let isPython = [.sdist, .wheel, .editable].contains(definition.builder)
    let own = project.configurationPath
    // These two say how a package is built as well.
    let isShared = own.hasSuffix("/pyproject.toml") || own.hasSuffix("/setup.cfg")
    self.init(
      root: definition.root, patterns: definition.inputs,
      // A wheel has only what it installs; everything else may hold the project as it stands.
      hasAccounts: ![.wheel, .editable].contains(definition.builder),
      // What commands and tools of packaging systems ask for nobody knows.
      readsRevision: definition.inputs.isEmpty && (isPython ? system.readsRevision : definition.builder != .npm),
      testFiles: Set(["tox.ini", "tox.toml"].map { "\(definition.root)/\($0)" } + (isShared ? [] : [own])))
  }
}
