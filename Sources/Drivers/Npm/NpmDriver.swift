package import EnvironmentModel
package import Planning
import RunModel

/// Environments of Node: a Node of the machine, and a copy of the project with its dependencies and the packed package.
///
/// The copy is `project` in the environment's folder, brought up to date before each run; commands run there. Its
/// `node_modules` hold what the lock file says, and in the place of the project's own package the tarball that was packed
/// of it, so that tests which import it by name see what users will get.
package struct NpmDriver: EnvironmentDriver {
  package init() {}

  package var kind: EnvironmentKind { .npm }

  package var tools: [Tool] {
    // Nodes are found by other means, each with its npm.
    NodeManager.allCases.filter { $0 != .npm }.map(\.tool)
  }

  package func files(of environment: Environment, in project: Project) -> [String] { NodeProject.files(in: project) }

  package func steps(
    for environment: Environment, packages: [PackageInstallation], in context: PlanningContext
  ) -> [StepDraft] {
    let toolchain: NodeToolchain
    do throws(MissingTool) {
      toolchain = try NodeToolchain.choose(for: environment, in: context)
    } catch {
      return [error.draft(for: environment, in: context)]
    }
    let setup = NpmSetup(environment: environment, toolchain: toolchain, context: context, packages: packages)
    let create = setup.create()
    let dependencies = setup.dependencies(isNew: create.isPerformed)
    var drafts = [create]
    if let dependencies { drafts.append(dependencies) }
    let isChanged = create.isPerformed || (dependencies?.isPerformed ?? false)
    if let package = setup.installation(isChanged: isChanged) { drafts.append(package) }
    if !context.options.skipsCommands, let commands = setup.commands() { drafts.append(commands) }
    return drafts
  }
}
