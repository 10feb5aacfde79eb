package import EnvironmentModel
package import Planning
import RunModel

/// Builds sdists, wheels and editable wheels by the hooks of PEP 517 and PEP 660, in an environment of their own.
///
/// A pure wheel made from the sdist stands for the sdist: installing either leaves the same files, and the wheel is
/// built once instead of once in every environment.
package struct PythonPackageBuilder: PackageBuilder {
  package init() {}

  /// The folder of a definition's build environment and artefacts.
  package static func directory(of definition: PackageDefinition, in project: Project) -> String {
    "\(project.workDirectory)/.package-\(definition.name)"
  }

  /// Where the build writes which artefact it made.
  package static func resultPath(of definition: PackageDefinition, in project: Project) -> String {
    "\(directory(of: definition, in: project))/result.json"
  }

  /// Where the inputs of the last build are written down.
  package static func inputsPath(of definition: PackageDefinition, in project: Project) -> String {
    "\(directory(of: definition, in: project))/inputs"
  }

  package func step(for definition: PackageDefinition, in context: PlanningContext) -> StepDraft {
    let observed = context.observation.artifacts[definition.name]
    let reason: String
    if context.options.rebuilds || context.options.recreates {
      reason = "build \(definition.name): asked for"
    } else if let observed, let changed = observed.changedInput {
      reason = "build \(definition.name): \(changed) changed"
    } else if observed != nil {
      return StepDraft(.buildPackage, .reuse, reason: "reuse: no input changed")
    } else {
      reason = "build \(definition.name): not built yet"
    }
    guard let interpreter = buildInterpreter(context) else {
      let places = context.observation.searchedPlaces.joined(separator: ", ")
      let missing = "no interpreter to build the package with (looked in \(places))"
      return StepDraft(.buildPackage, .unavailable(missing), reason: missing)
    }
    switch PythonToolchain.tools(for: interpreter, context.observation) {
    case .failure(let missing): return StepDraft(.buildPackage, .unavailable(missing.reason), reason: missing.reason)
    case .success(let toolchain):
      return StepDraft(.buildPackage, .perform(recipe(definition, toolchain, context)), reason: reason)
    }
  }

  /// The newest released CPython.
  private func buildInterpreter(_ context: PlanningContext) -> Interpreter? {
    let candidates = context.observation.pythons.interpreters.filter {
      $0.implementation == .cpython && !$0.isFreeThreaded && !$0.isPrerelease && $0.isAtLeast([3, 8])
    }
    return candidates.max { $0.version.lexicographicallyPrecedes($1.version) }
  }

  private func recipe(
    _ definition: PackageDefinition, _ toolchain: PythonToolchain, _ context: PlanningContext
  ) -> Recipe {
    let directory = Self.directory(of: definition, in: context.project)
    let environment = "\(directory)/env"
    let python = "\(environment)/bin/python"
    // Python finds modules beside its script, so the name is one that no back end imports.
    let script = "\(directory)/swtox_build.py"
    let result = Self.resultPath(of: definition, in: context.project)
    var variables = SetupVariables.of(context.observation.variables)
    if case .uv = toolchain.installer { variables = SetupVariables.forUV(variables) }
    func run(_ phase: String, _ words: [Argument]) -> Action {
      .run(
        CommandAction(phase: phase, arguments: words, workingDirectory: definition.root, environment: variables))
    }
    let installation = Installation(toolchain: toolchain, python: python)
    let installer = installation.command([]).map { if case .text(let word) = $0 { word } else { "" } }
    let creation = toolchain.creation(of: environment, isSeeded: toolchain.installer == .own)
    var main: [Action] = [
      .remove(environment), .remove(result), .createDirectory(directory),
      .recordInputs(root: definition.root, path: Self.inputsPath(of: definition, in: context.project)),
      .write(path: script, text: BuildScript.text), run("create", creation.map { .text($0) }),
    ]
    let buildSystem = context.buildSystem(definition.root)
    let requires = buildSystem.requires
    if !requires.isEmpty { main.append(run("build_requires", installation.command(requires.map { .text($0) }))) }
    main.append(
      run(
        "build_\(definition.builder.rawValue)",
        [
          .text(python), .text(script), .text(definition.builder.rawValue), .text(buildSystem.backend),
          .text(buildSystem.backendPath.joined(separator: ":")), .text("\(directory)/dist"), .text(result), "--",
        ] + installer.map { .text($0) }))
    main.append(.collectArtifact(package: definition.name, resultPath: result))
    return Recipe(main: main)
  }
}
