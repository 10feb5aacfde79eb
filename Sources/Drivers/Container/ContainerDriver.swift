package import EnvironmentModel
package import Planning
import RunModel

/// Environments that are containers of podman or docker.
///
/// What is installed is kept as an image, from which each step starts a container that ends with it: tests always find what
/// was installed, and never what other tests did to it. The project, its work directory and the environment's folder are
/// inside what they are outside.
package struct ContainerDriver: EnvironmentDriver {
  package init() {}

  package var kind: EnvironmentKind { .container }
  package var tools: [Tool] { ContainerEngine.tools }

  package func files(of environment: Environment, in project: Project) -> [String] {
    [ContainerImage.file(of: environment)].compactMap { $0 }
  }

  package func steps(
    for environment: Environment, packages: [PackageInstallation], in context: PlanningContext
  ) -> [StepDraft] {
    let setup: ContainerSetup
    do throws(MissingTool) {
      let engine = try ContainerEngine.choose(for: environment, in: context)
      setup = ContainerSetup(
        environment: environment, engine: engine,
        image: try ContainerImage.choose(for: environment, packages: packages, in: context), context: context,
        packages: packages)
      try setup.check()
    } catch {
      return [error.draft(for: environment, in: context)]
    }
    let create = setup.create()
    let python = setup.overlay.steps(isNew: create.isPerformed).map { setup.inside($0) }
    let isChanged = create.isPerformed || python.contains(where: \.isPerformed)
    return [create] + python + [setup.installation(isChanged: isChanged), setup.commands()].compactMap { $0 }
  }
}
