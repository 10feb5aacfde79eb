import EnvironmentModel
import Planning
import RunModel

/// The fingerprints of an environment: those that earlier steps left, and the actions that leave new ones.
struct SetupStamps: Sendable {
  let environment: Environment
  let context: PlanningContext

  /// Where a step's fingerprint is kept.
  func path(_ kind: StepKind) -> String { EnvironmentStamp.path(of: environment, kind, in: context.project) }

  /// The folder of the fingerprints and of what else belongs to the environment and not to its tools.
  var folder: String { EnvironmentStamp.folder(of: environment, in: context.project) }

  /// What a step of an earlier run left; `nil` when it never came to its end.
  func recorded(_ kind: StepKind) -> String? {
    context.observation.stamps[StepID(.environment(environment.name), kind)]
  }

  /// Says that a step came to its end.
  func record(_ kind: StepKind, _ fingerprint: Fingerprint) -> Action {
    .write(path: path(kind), text: fingerprint.text)
  }

  /// Forgets steps, so that what is broken off is never taken for done.
  func forget(_ kinds: StepKind...) -> [Action] { kinds.map { .remove(path($0)) } }

  /// Why an environment is made anew; `nil` when the one that is there will do.
  ///
  /// - Parameter fingerprint: What decides how it is made.
  func recreation(_ fingerprint: Fingerprint) -> String? {
    guard let recorded = recorded(.createEnvironment) else {
      return context.absence(of: environment, fingerprint)
    }
    if context.options.recreates || environment.flag("recreate") { return "recreate: asked for" }
    return fingerprint.difference(from: recorded).map { "recreate: \($0)" }
  }

  /// The step that makes an environment, or leaves the one that is there.
  ///
  /// - Parameters:
  ///   - reason: Why it is made; `nil` when the one that is there will do.
  ///   - actions: What makes it in an empty folder.
  func creation(
    because reason: String?, locks: Set<String> = [], _ fingerprint: Fingerprint,
    _ actions: @escaping @Sendable () -> [Action]
  ) -> StepDraft {
    guard let reason else { return StepDraft(.createEnvironment, .reuse, reason: "reuse") }
    if let refusal = EnvironmentRefusal.reason(of: environment, in: context) {
      return StepDraft(.createEnvironment, .invalid(refusal), reason: refusal)
    }
    let stamps = self
    let recipe = Recipe {
      let directory = stamps.environment.directory
      let beginning: [Action] = [.remove(directory), .createDirectory(parent(directory))]
      let end: [Action] = [.createDirectory(stamps.folder), stamps.record(.createEnvironment, fingerprint)]
      return Recipe.Parts(main: beginning + actions() + end)
    }
    return StepDraft(.createEnvironment, .perform(recipe), reason: reason, locks: locks)
  }
}
