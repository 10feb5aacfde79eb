package import EnvironmentModel

/// One artefact that a run needs: a definition's, or the variant of it that some environments get.
package struct PackageBuild: Sendable, Equatable {
  package var definition: PackageDefinition
  /// What the variant is for, such as `cp311`; `nil` for the only one.
  package var variant: String?
  /// The interpreter that it is built with; `nil` leaves it to the builder.
  package var interpreter: Interpreter?

  package init(_ definition: PackageDefinition, variant: String? = nil, interpreter: Interpreter? = nil) {
    self.definition = definition
    self.variant = variant
    self.interpreter = interpreter
  }

  /// The name of the build step: the definition's, with the variant after `~`.
  package var name: String { definition.name + (variant.map { "~\($0)" } ?? "") }

  /// Whether a build step of this name is one of a definition.
  package static func isBuild(_ name: String, of definition: String) -> Bool {
    name == definition || name.hasPrefix("\(definition)~")
  }
}

/// Where a build works and keeps its accounts, below the work directory.
package struct PackageFolder: Hashable, Sendable {
  /// The absolute path of the folder.
  package var path: String

  package init(path: String) { self.path = path }

  /// - Parameter name: The name of the build step.
  package init(of name: String, in project: Project) { path = "\(project.workDirectory)/\(Self.prefix)\(name)" }

  /// What folders of builds begin with.
  package static let prefix = ".package-"

  /// Where a build script says which artefact it made.
  package var resultPath: String { "\(path)/result.json" }
  /// Where the sources that the build started from are written down.
  package var inputsPath: String { "\(path)/inputs" }
  /// Where the artefact of the last build that came to its end is named.
  package var recordPath: String { "\(path)/artifact.json" }
  /// Where the artefact is made.
  package var outputPath: String { "\(path)/dist" }
}

/// A package on its way into an environment.
package struct PackageInstallation: Sendable, Equatable {
  /// Where it comes from.
  package enum Source: Hashable, Sendable {
    /// An artefact, by the name of its build or of the file that is there.
    case artifact(String)
    /// A package index, by a requirement.
    case requirement(String)
  }

  package var definition: PackageDefinition
  package var source: Source
  /// Whether it is built in this run rather than reused.
  package var isBuilt: Bool
  /// Artefacts by name that it may need, and that an installer may take rather than those of an index.
  package var offered: [String]
  /// Whether one of those is built in this run.
  package var isOfferBuilt = false
  /// The builds that come before it.
  package var builds: [String] = []

  package init(_ definition: PackageDefinition, _ source: Source, isBuilt: Bool = false, offered: [String] = []) {
    self.definition = definition
    self.source = source
    self.isBuilt = isBuilt
    self.offered = offered
  }

  /// The name of its artefact; `nil` for what comes from an index.
  package var artifact: String? { if case .artifact(let name) = source { name } else { nil } }
}
