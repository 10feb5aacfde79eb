package import EnvironmentModel
package import Planning
import RunModel

/// Environments of conda, with the keys of tox-conda and their meaning.
///
/// Conda makes the environment with the Python that its name asks for, then installs `conda_deps`, and pip what `deps` say;
/// packages of conda come from the artefact itself, with what they need from the channels. Then the environment is
/// activated once, and commands run with the variables that this left.
package struct CondaDriver: EnvironmentDriver {
  package init() {}

  package var kind: EnvironmentKind { .conda }

  static let bzip2 = Tool("bzip2", debianPackage: "bzip2")

  package var tools: [Tool] {
    CondaClient.tools + [Activation.bash, Self.bzip2, Tool("uv", installation: "pip install uv")]
  }

  package func files(of environment: Environment, in project: Project) -> [String] {
    ["conda_env", "conda_spec"].map(environment.text).filter { !$0.isEmpty }
  }

  package func steps(
    for environment: Environment, packages: [PackageInstallation], in context: PlanningContext
  ) -> [StepDraft] {
    let client: CondaClient
    do throws(MissingTool) {
      client = try CondaClient.choose(for: environment, in: context)
    } catch {
      return [error.draft(for: environment, in: context)]
    }
    let spec = environment.text("conda_spec")
    if !spec.isEmpty, context.observation.texts[spec] == nil {
      return [Self.invalid("'conda_spec = \(spec)': there is no such file")]
    }
    let content: CondaContent
    do throws(CondaFile.Fault) {
      content = try CondaContent(environment, context)
    } catch {
      return [Self.invalid("'conda_env = \(environment.text("conda_env"))': \(error.reason)")]
    }
    let setup = CondaSetup(
      environment: environment, client: client, content: content, context: context, packages: packages)
    let create = setup.create()
    var drafts = [create]
    var isChanged = create.isPerformed
    if let dependencies = setup.dependencies(isNew: isChanged) { drafts.append(dependencies) }
    if let package = setup.installation(isNew: isChanged) {
      drafts.append(package)
      isChanged = isChanged || package.isPerformed
    }
    drafts.append(setup.activation.step(isChanged: isChanged))
    if !context.options.skipsCommands, let commands = setup.commands() { drafts.append(commands) }
    return drafts
  }

  private static func invalid(_ reason: String) -> StepDraft {
    StepDraft(.createEnvironment, .invalid(reason), reason: reason)
  }
}
