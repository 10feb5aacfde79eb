import EnvironmentModel
import Planning

/// A build with what the recipes of all tools have in common: how they begin, run commands and end.
struct BuildOutline {
  let build: PackageBuild
  /// The artefacts that the build needs, by definition.
  let needed: [String: String]
  let context: PlanningContext

  var definition: PackageDefinition { build.definition }
  var folder: PackageFolder { PackageFolder(of: build.name, in: context.project) }
  var settings: BuildSettings { BuildSettings(definition) }
  /// Where the sources are copied for tools that write among them, or would take the work directory for sources.
  var sourcePath: String { "\(folder.outputPath)/source" }

  // MARK: Sources

  /// The files of the sources by which builders know them: paths from the root.
  var files: [String] { context.observation.buildFiles[definition.root] ?? [] }

  /// Those that match a shell pattern.
  func files(matching pattern: String) -> [String] {
    let pattern = WildcardPattern(pattern)
    return files.filter(pattern.matches)
  }

  /// The first of some files that is there.
  func file(among names: [String]) throws(BuildRefusal) -> String {
    guard let name = names.first(where: files.contains) else {
      throw unknown(names.count == 1 ? "no \(names[0])" : "none of \(names.joined(separator: ", "))")
    }
    return name
  }

  /// That a builder does not find by what it knows sources.
  func unknown(_ what: String) -> BuildRefusal {
    .invalid("there is \(what) in '\(definition.root)'; say with 'root' where the sources of '\(definition.name)' are")
  }

  // MARK: Parts of recipes

  /// An empty folder for what is made, the account of the sources, and a copy of them where the tool needs one.
  func beginning(copiesSources: Bool = false) -> [Action] {
    let actions: [Action] = [
      // Until the build ends well, there is none that a later run may take.
      .remove(folder.recordPath), .remove(folder.resultPath), .remove(folder.outputPath),
      .createDirectory(folder.outputPath),
      .recordInputs(context.inputs(of: definition), path: folder.inputsPath),
    ]
    return actions + (copiesSources ? [.copySources(from: definition.root, to: sourcePath)] : [])
  }

  /// A command of the build.
  func run(
    _ phase: String, _ words: [String], in workingDirectory: String, _ variables: [String: String],
    patience: StopPatience = .ofTools
  ) -> Action {
    .run(
      CommandAction(
        phase: phase, arguments: words.map { .text($0) }, workingDirectory: workingDirectory, environment: variables,
        packages: needed, timeout: definition.timeout, patience: patience))
  }

  /// Takes in what was made.
  ///
  /// - Parameters:
  ///   - pattern: Where the definition does not say which of several files it is, as `artifact`.
  ///   - tool: What made it, for people.
  func collection(of pattern: String, in place: String, by tool: String) -> Action {
    let pattern = definition.artifactPattern.isEmpty ? pattern : definition.artifactPattern
    return .collectArtifact(
      ArtifactCollection(
        build: build, source: .pattern(pattern, folder: place), folder: folder, toolchain: tool,
        environment: definition.buildEnvironment ?? "", signature: context.signature(of: definition), needed: needed))
  }
}
