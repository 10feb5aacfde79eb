package import EnvironmentModel
package import Planning
import RunModel

/// Environments that are systems of RPM packages: a root folder that dnf or rpm fills, in which commands run.
package struct RpmDriver: EnvironmentDriver {
  package init() {}

  package var kind: EnvironmentKind { .rpm }

  static let rpm = Tool("rpm", debianPackage: "rpm")
  static let dnf = Tool("dnf", debianPackage: "dnf")
  static let repositories = Tool("createrepo_c", debianPackage: "createrepo-c")

  package var tools: [Tool] { [Self.rpm, Self.dnf, Self.repositories] }

  package func files(of environment: Environment, in project: Project) -> [String] { [RpmClient.debianMark] }

  package func steps(
    for environment: Environment, packages: [PackageInstallation], in context: PlanningContext
  ) -> [StepDraft] {
    let setup: RpmSetup
    do throws(MissingTool) {
      try RootFolder.check(context.observation, for: environment)
      setup = RpmSetup(
        environment: environment, client: try RpmClient.choose(for: environment, in: context), context: context,
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
