package import EnvironmentModel
package import Planning
import RunModel

/// Environments that are Debian systems: a root folder of a suite, made once for all environments, with the changes of one
/// environment laid over it.
///
/// Packages are installed inside by apt with what they depend on, and commands run inside.
package struct DebDriver: EnvironmentDriver {
  package init() {}

  package var kind: EnvironmentKind { .deb }

  static let bootstrap = Tool("mmdebstrap", debianPackage: "mmdebstrap")

  package var tools: [Tool] { [Self.bootstrap] }

  package func files(of environment: Environment, in project: Project) -> [String] {
    ["/etc/os-release"] + DebianTests.files(of: environment, in: project)
  }

  package func steps(
    for environment: Environment, packages: [PackageInstallation], in context: PlanningContext
  ) -> [StepDraft] {
    let setup: DebSetup
    do throws(MissingTool) {
      try RootFolder.check(context.observation, for: environment)
      setup = DebSetup(
        environment: environment, base: try DebBase.choose(for: environment, in: context), context: context,
        packages: packages)
      try setup.check()
    } catch {
      return [error.draft(for: environment, in: context)]
    }
    let create = setup.create()
    let python = setup.overlay.steps(isNew: create.isPerformed).map(setup.folder.inside)
    let isChanged = create.isPerformed || python.contains(where: \.isPerformed)
    return [create] + python + [setup.installation(isChanged: isChanged), setup.commands()].compactMap { $0 }
  }
}
