package import SourceText

/// How one artefact is built, and which environments it is for.
package struct PackageDefinition: Sendable, Equatable {
  /// What makes the artefact.
  package enum Builder: String, Hashable, Sendable, CaseIterable {
    case sdist, wheel, editable, conda, deb, rpm, npm, image, nix
    /// Files that are there already.
    case existing
    /// A release of a package index.
    case index
    /// Commands of the configuration.
    case command
  }

  /// How many variants of the artefact there are.
  package enum Variants: String, Hashable, Sendable, CaseIterable {
    case project, interpreter, platform, environment
  }

  /// The definition's name; it names the build step and its place in the packages strip.
  package var name: String
  package var builder: Builder
  /// The environments it is for; without any it is chosen by its artefact's metadata.
  package var rules: [MatchingRule] = []
  /// Whether it says which environments it is for.
  package var hasRules = false
  /// Whether some of what it says of that cannot be read.
  package var hasUnreadableRules = false
  /// The environment that builds it; `nil` for one made for the purpose.
  package var buildEnvironment: String?
  /// `nil` leaves it to the builder.
  package var variants: Variants?
  /// The folder of the package's sources.
  package var root: String
  /// Shell patterns of the files that decide whether a build is still fresh; none for all sources.
  package var inputs: [String] = []
  /// Definitions whose artefacts the build needs.
  package var dependencies: [String] = []
  /// What `command` runs.
  package var commands: [CommandLine] = []
  /// A shell pattern for the file that `command` leaves, below ``root``; of other builders for the one that is meant
  /// among several results, below the folder of results.
  package var artifactPattern = ""
  /// A shell pattern for the files of `existing`.
  package var path = ""
  /// What `index` installs.
  package var requirement = ""
  package var variables: [VariableAssignment] = []
  package var passedVariables: [String] = []
  /// What is handed to a build back end or tool: for tools, names that begin with `-` are options.
  package var configSettings: [VariableAssignment] = []
  /// How long the build may take; `nil` for as long as it takes.
  package var timeout: Duration?
  /// What the configuration says the artefact is.
  package var format: ArtifactForm?
  /// Why it cannot be used; the sentence was told with its place.
  package var fault: String?
  /// Whether nobody defined it: one of tox's own words stands for it, and it is built in a packaging environment.
  package var isImplied = false
  /// Where its commands run and leave what they make, when a packaging environment has them; `nil` for others.
  package var external: ExternalBuild?
  /// Where it says what it depends on, and in which environment it is built; `nil` where it does not.
  package var dependencySpan: SourceSpan?
  package var buildEnvironmentSpan: SourceSpan?
  /// Where it is defined; `nil` for one that tox's own keys imply.
  package var span: SourceSpan?

  package init(name: String, builder: Builder, root: String) {
    self.name = name
    self.builder = builder
    self.root = root
  }

  /// What the artefact is; `nil` when only the files themselves tell.
  package var form: ArtifactForm? {
    if let format { return format }
    switch builder {
    case .index: return .wheel
    case .existing: return ArtifactForm(fileName: path)
    case .command: return ArtifactForm(fileName: artifactPattern)
    default: return ArtifactForm(rawValue: builder.rawValue)
    }
  }

  /// The same package so installed that changes of its sources show at once; itself where that cannot be.
  package var developed: PackageDefinition {
    guard builder == .sdist || builder == .wheel else { return self }
    var definition = self
    definition.builder = .editable
    definition.name =
      span == nil ? name.replacing(builder.rawValue, with: "editable", maxReplacements: 1) : "\(name)-editable"
    definition.variants = nil
    definition.format = nil
    return definition
  }

  /// Whether it is built as its project's `pyproject.toml` says.
  package var followsBuildSystem: Bool { [.sdist, .wheel, .editable].contains(builder) }

  /// Whether there is anything to build.
  package var isBuilt: Bool { builder != .existing && builder != .index }
}
