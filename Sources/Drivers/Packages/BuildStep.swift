import EnvironmentModel
import Planning
import RunModel

/// The step of a build as all builders draft it.
enum BuildStep {
  /// Takes the artefact of an earlier build where nothing changed since; else builds, or says why that cannot be.
  ///
  /// - Parameter recipe: Asked only where there is something to build.
  static func draft(
    for build: PackageBuild, in context: PlanningContext, recipe: () throws(BuildRefusal) -> Recipe
  ) -> StepDraft {
    let observed = context.observation.artifacts[build.name]
    let cause: String
    if context.options.rebuilds || context.options.recreates {
      cause = "asked for"
    } else if let changed = observed?.changedInput {
      cause = "\(changed) changed"
    } else if let signature = observed?.signature, signature != context.signature(of: build.definition) {
      cause = "its definition changed"
    } else if observed != nil {
      return StepDraft(.buildPackage, .reuse, reason: "reuse: no input changed")
    } else {
      cause = "not built yet"
    }
    do throws(BuildRefusal) {
      return StepDraft(.buildPackage, .perform(try recipe()), reason: "build \(build.name): \(cause)")
    } catch {
      return error.draft
    }
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
