package import EnvironmentModel
package import Planning
import RunModel

/// Environments of Nix: what a shell of Nix would have, from a file, a flake or names of packages.
///
/// What it needs is built when the environment is made, so that a build that fails is no test that fails; then its variables
/// are captured once, and commands run without Nix. A link in the environment's folder keeps the store from collecting what
/// it needs. Where the store lies is left to the caller's variables.
package struct NixDriver: EnvironmentDriver {
  package init() {}

  package var kind: EnvironmentKind { .nix }

  static let nix = Tool("nix", debianPackage: "nix-bin")
  static let store = Tool("nix-store", debianPackage: "nix-bin")

  package var tools: [Tool] { [Self.nix, Self.store, Activation.bash, Tool("uv", installation: "pip install uv")] }

  package func files(of environment: Environment, in project: Project) -> [String] {
    NixSource.files(of: environment, in: project)
  }

  package func steps(
    for environment: Environment, packages: [PackageInstallation], in context: PlanningContext
  ) -> [StepDraft] {
    let programs = context.observation.programs
    guard let nix = programs[Self.nix.name], programs[Activation.bash.name] != nil else {
      let missing = [Self.nix, Activation.bash].filter { programs[$0.name] == nil }
      return [MissingTool(noneOf: missing, for: "kind 'nix'").draft(for: environment, in: context)]
    }
    let source: NixSource
    do throws(MissingTool) {
      source = try NixSource.choose(for: environment, in: context)
    } catch {
      return [error.draft(for: environment, in: context)]
    }
    let setup = NixSetup(
      environment: environment, source: source, nix: nix, context: context, packages: packages)
    let create = setup.create()
    let activation = setup.activation.step(isChanged: create.isPerformed)
    var drafts = [create, activation]
    drafts += setup.python.steps(isNew: create.isPerformed)
    if let package = setup.installation(isNew: create.isPerformed) { drafts.append(package) }
    if !context.options.skipsCommands, let commands = setup.commands() { drafts.append(commands) }
    return drafts
  }
}
