import EnvironmentModel
import Planning
import RunModel

/// The step of a build as all builders draft it.
enum BuildStep {
  /// Takes the artefact of an earlier build where nothing changed since; else builds, or says why that cannot be.
  ///
  /// - Parameters:
  ///   - needed: The artefacts that the build needs, by definition.
  ///   - recipe: Asked only where there is something to build.
  static func draft(
    for build: PackageBuild, needed: [String: String], in context: PlanningContext,
    recipe: () throws(BuildRefusal) -> Recipe
  ) -> StepDraft {
    guard let cause = cause(of: build, needed, context) else {
      return StepDraft(.buildPackage, .reuse, reason: "reuse: no input changed")
    }
    do throws(BuildRefusal) {
      return StepDraft(.buildPackage, .perform(try recipe()), reason: "build \(build.name): \(cause)")
    } catch {
      return error.draft
    }
  }

  /// Why something is built; `nil` when what an earlier build made will do.
  private static func cause(
    of build: PackageBuild, _ needed: [String: String], _ context: PlanningContext
  ) -> String? {
    if context.options.rebuilds || context.options.recreates { return "asked for" }
    // Nobody says what the commands of a packaging environment look at.
    if build.definition.external != nil { return "its commands say what it is" }
    guard let observed = context.observation.artifacts[build.name] else { return "not built yet" }
    if let changed = observed.changedInput { return "\(changed) changed" }
    if let signature = observed.signature, signature != context.signature(of: build.definition) {
      return "its definition changed"
    }
    // What is built in this run has no identity yet; that the build follows it is settled elsewhere.
    let other = needed.sorted { $0.key < $1.key }.first { definition, name in
      guard let now = context.observation.artifacts[name]?.identity else { return false }
      return now != observed.needs[definition]
    }
    return other.map { "package \($0.key) changed" }
  }

  /// The environment that a definition names to build in; `nil` when it names none.
  ///
  /// - Parameter purpose: What is not done in environments of other kinds, for the message: `no commands are run`.
  /// - Throws: That its kind has no folder of programs to build with.
  static func environment(
    of definition: PackageDefinition, _ purpose: String, in context: PlanningContext
  ) throws(BuildRefusal) -> Environment? {
    guard let environment = definition.buildEnvironment.flatMap({ context.buildEnvironments[$0] }) else { return nil }
    guard environment.kind == .virtualenv || environment.kind == .pyenv else {
      throw .invalid("build_env '\(environment.name)' is of kind '\(environment.kind)', in which \(purpose) yet")
    }
    return environment
  }
}
