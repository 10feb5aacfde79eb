import Artifacts
import EnvironmentModel
import Planning

/// The actions that build a Python package: an environment for the back end, its requirements, its hooks.
struct PythonBuildRecipe {
  let build: PackageBuild
  let toolchain: PythonToolchain
  /// The artefacts that the build needs, by definition.
  let needed: [String: String]
  let context: PlanningContext

  private var definition: PackageDefinition { build.definition }
  private var folder: PackageFolder { PackageFolder(of: build.name, in: context.project) }
  private var environmentPath: String { "\(folder.path)/env" }
  private var python: String { "\(environmentPath)/bin/python" }
  /// The environment whose settings the build takes over.
  private var place: Environment? { definition.buildEnvironment.flatMap { context.buildEnvironments[$0] } }

  var recipe: Recipe {
    // Python finds modules beside its script, so the name is one that no back end imports.
    let script = "\(folder.path)/swtox_build.py"
    let installation = Installation(toolchain: toolchain, python: python)
    let installer = installation.command([]).map { if case .text(let word) = $0 { word } else { "" } }
    let creation = toolchain.creation(of: environmentPath, isSeeded: toolchain.installer == .own)
    var main: [Action] = [
      // Until the build ends well, there is none that a later run may take.
      .remove(environmentPath), .remove(folder.recordPath), .remove(folder.resultPath), .createDirectory(folder.path),
      .recordInputs(context.inputs(of: definition), path: folder.inputsPath),
      .write(path: script, text: BuildScript.text), run("create", creation.map { .text($0) }),
    ]
    let buildSystem = context.buildSystem(definition.root)
    let required =
      (buildSystem.requires + (place?.dependencies ?? []).flatMap(RequirementLine.arguments)).map { Argument.text($0) }
      + needed.values.sorted().map { Argument.artifact(package: $0, suffix: "") } + releases.map { .text($0) }
    if !required.isEmpty { main.append(run("build_requires", installation.command(required))) }
    main.append(
      run(
        "build_\(definition.builder.rawValue)",
        [
          .text(python), .text(script), .text(mode), .text(buildSystem.backend),
          .text(buildSystem.backendPath.joined(separator: ":")), .text(folder.outputPath), .text(folder.resultPath),
          .text(settings), "--",
        ] + installer.map { .text($0) }))
    main.append(
      .collectArtifact(
        ArtifactCollection(
          build: build, source: .result(folder.resultPath), folder: folder, toolchain: toolchain.interpreter.label,
          environment: definition.buildEnvironment ?? "", signature: context.signature(of: definition), needed: needed))
    )
    return Recipe(main: main)
  }

  /// What the build needs from a package index.
  private var releases: [String] {
    definition.dependencies.compactMap(context.project.definitions.package).filter { $0.builder == .index }
      .map(\.requirement)
  }

  /// What the script makes: a wheel that only the building interpreter loads is kept where it is for that one, or where
  /// the definition itself says how many there are.
  private var mode: String {
    let isKept = build.variant != nil || definition.variants != nil
    return definition.builder == .wheel && isKept ? "own-wheel" : definition.builder.rawValue
  }

  /// What the back end is told, as JSON.
  private var settings: String {
    let members = definition.configSettings.map { "\(JSONValue.quoted($0.name)): \(JSONValue.quoted($0.value))" }
    return "{\(members.joined(separator: ", "))}"
  }

  private func run(_ phase: String, _ words: [Argument]) -> Action {
    .run(
      CommandAction(
        phase: phase, arguments: words, workingDirectory: definition.root, environment: variables, packages: needed,
        timeout: definition.timeout))
  }

  private var variables: [String: String] {
    var variables = context.setupVariables.common
    if case .uv = toolchain.installer { variables = SetupVariables.forUV(variables) }
    for assignment in (place?.ownVariables ?? []) + definition.variables {
      variables[assignment.name] = assignment.value
    }
    return variables
  }
}

extension Environment {
  /// What `set_env` assigns beside the variables that every environment has.
  fileprivate var ownVariables: [VariableAssignment] {
    let common: Set = [
      "VIRTUAL_ENV", "PIP_USER", "PIP_DISABLE_PIP_VERSION_CHECK", "PYTHONIOENCODING", "PYTHONHASHSEED",
    ]
    return variables.filter { !common.contains($0.name) && !$0.name.hasPrefix("TOX_") }
  }
}

extension Interpreter {
  /// The name of its binary interface, as wheels have it: `cp311`, `pp310`, `cp313t`.
  var tag: String {
    let short: String =
      switch implementation {
      case .pypy: "pp"
      case .cpython, .any: "cp"
      default: implementation.rawValue
      }
    return short + version.prefix(2).map(String.init).joined() + (isFreeThreaded ? "t" : "")
  }
}
