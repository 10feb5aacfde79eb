import EnvironmentModel
import Planning
import RunModel

/// An existing system that is not the machine's own: a root folder, or a container that runs.
struct AttachedSystem: Sendable {
  enum Place: Hashable, Sendable {
    /// By its absolute path.
    case root(String)
    /// By its name.
    case container(String)
  }

  let environment: Environment
  let context: PlanningContext
  let place: Place
  /// The place in words.
  let words: String

  private var stamps: SetupStamps { SetupStamps(environment: environment, context: context) }

  func steps(_ packages: [PackageInstallation]) -> [StepDraft] {
    let enclosure: Enclosure
    do throws(MissingTool) { enclosure = try self.enclosure } catch {
      return [error.draft(for: environment, in: context)]
    }
    let note = environment.dependencies.isEmpty ? "" : "; its deps are left to it"
    var drafts = [StepDraft(.createEnvironment, .reuse, reason: "existing: \(words)\(note)")]
    if !packages.isEmpty { drafts.append(installation(packages, enclosure)) }
    let phases = ["commands_pre", "commands", "commands_post"]
    if context.options.skipsCommands || phases.allSatisfy({ environment.commands($0).isEmpty }) { return drafts }
    let (own, context, place) = (environment, context, place)
    let entering: [Action] = [.createDirectory(control)]
    var draft = CommandsRecipe(
      own, context,
      variables: {
        if case .root = place { return EnclosedVariables.of(own, first: [], in: context) }
        return EnclosedVariables.ofImage(own, first: [], in: context)
      }, programs: .any, preparing: entering, surveying: nil, reachingServicesFrom: servicesView
    ).draft()
    if case .perform(let recipe) = draft.disposition { draft.disposition = .perform(recipe.enclosed(in: enclosure)) }
    return drafts + [draft]
  }

  private var servicesView: ServiceSetup.Place {
    if case .root = place { .machine } else { .container(network: "") }
  }

  private var control: String { "\(stamps.folder)/container" }

  private var enclosure: Enclosure {
    get throws(MissingTool) {
      switch place {
      case .root(let root): return RootFolder(stamps: stamps, root: .folder(root)).enclosure
      case .container(let name):
        let engine = try ContainerEngine.choose(for: environment, in: context)
        var container = ContainerEnclosure(
          engine: engine.path, isServed: engine.isServed, name: name, controlFolder: control,
          user: environment.text("user"), variables: context.setupVariables.common)
        container.isAttached = true
        return .container(container)
      }
    }
  }

  /// Packages go in where they are asked for, by what is inside.
  private func installation(_ packages: [PackageInstallation], _ enclosure: Enclosure) -> StepDraft {
    let record = PackageRecord(packages: packages, stamps: stamps)
    guard let cause = record.cause(isChanged: false) else {
      return StepDraft(.installPackage, .reuse, reason: "reuse: \(record.names) unchanged")
    }
    let install = Action.run(
      CommandAction(
        phase: "install_package",
        arguments: ["/bin/sh", "-c", .text(ContainerScripts.installing), "sh"] + packages.map(\.argument),
        workingDirectory: "/",
        environment: EnclosedVariables.ofImages(context.setupVariables.common).merging([
          "DEBIAN_FRONTEND": "noninteractive"
        ]) { $1 })
    ).enclosed(in: enclosure)
    let (stamps, folder) = (stamps, control)
    return StepDraft(
      .installPackage,
      .perform(
        Recipe {
          Recipe.Parts(main: stamps.forget(.installPackage) + [.createDirectory(folder), install, record.recording])
        }), reason: "\(cause) into \(words)")
  }
}
