import EnvironmentModel
import Planning

/// The root folder of an environment that is a system of its own, and what runs in it.
struct RootFolder: Sendable {
  let stamps: SetupStamps
  let root: RootEnclosure.Root

  private var environment: Environment { stamps.environment }
  private var context: PlanningContext { stamps.context }

  /// Where commands run: the project, its work directory and the environment's own folder are where they are outside.
  var enclosure: Enclosure { .root(place) }

  private var place: RootEnclosure {
    let project = context.project
    let wanted =
      [project.root, project.workDirectory, environment.directory, environment.workingDirectory]
      + (environment.packageRoot.isEmpty ? [] : [environment.packageRoot])
    // What lies below another one comes with it.
    let mounts = Set(wanted).filter { path in !wanted.contains { path != $0 && path.hasPrefix($0 + "/") } }
    return RootEnclosure(
      root: root, mounts: mounts.filter { $0 != "/" }.sorted(), hasNetwork: environment.text("network") != "none",
      reportPath: "\(stamps.folder)/refused")
  }

  /// A command of the set-up inside.
  func inside(_ phase: String, _ words: [Argument], _ variables: [String: String] = [:]) -> Action {
    Action.run(
      CommandAction(
        phase: phase, arguments: words, workingDirectory: "/", environment: self.variables.merging(variables) { $1 })
    ).enclosed(in: setupEnclosure)
  }

  /// Where it is set up: what is installed may have to be fetched, whatever its commands may.
  private var setupEnclosure: Enclosure {
    var place = place
    place.hasNetwork = true
    return .root(place)
  }

  /// Refuses who may not mount anything.
  static func check(_ machine: Observation, for environment: Environment) throws(MissingTool) {
    if !machine.isRoot {
      throw MissingTool("environment '\(environment.name)' is a root folder, which root alone can mount: use sudo")
    }
  }

  /// What tools that set it up see inside: the caller's proxies, and what `set_env` says.
  var variables: [String: String] { EnclosedVariables.of(environment, first: [], in: context) }

  /// A virtual environment for what is installed by Python's means, on top of the Python that is inside.
  func overlay(_ packages: [PackageInstallation]) -> PythonOverlay {
    PythonOverlay(stamps: stamps, packages: packages, captured: nil, isInside: true)
  }

  /// A step of the set-up with its commands inside.
  func inside(_ draft: StepDraft) -> StepDraft {
    guard case .perform(let recipe) = draft.disposition else { return draft }
    var draft = draft
    let enclosure = setupEnclosure
    draft.disposition = .perform(
      recipe.mapped { $0.map { $0.changingVariables(EnclosedVariables.adapted).enclosed(in: enclosure) } })
    return draft
  }

  /// The step that runs the environment's commands inside; `nil` when there are none.
  ///
  /// - Parameters:
  ///   - actions: What comes before them.
  ///   - hasOverlay: Whether programs of a virtual environment are found first.
  func commands(hasOverlay: Bool, preparing actions: [Action] = []) -> StepDraft? {
    let phases = ["commands_pre", "commands", "commands_post"]
    if context.options.skipsCommands || phases.allSatisfy({ environment.commands($0).isEmpty }) { return nil }
    let (own, context) = (environment, context)
    let folders = hasOverlay ? ["\(environment.directory)/python/bin"] : []
    var draft = CommandsRecipe(
      own, context,
      variables: { EnclosedVariables.of(own, first: folders, in: context) }, programs: .any,
      preparing: actions, surveying: environment.directory
    ).draft()
    if case .perform(let recipe) = draft.disposition { draft.disposition = .perform(recipe.enclosed(in: enclosure)) }
    return draft
  }
}
