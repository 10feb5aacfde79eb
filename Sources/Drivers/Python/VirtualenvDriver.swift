package import EnvironmentModel
package import Planning
import RunModel

/// Python virtual environments, made by uv where there is one, else by `venv` and pip, else by virtualenv.
package struct VirtualenvDriver: EnvironmentDriver {
  package init() {}

  package var kind: EnvironmentKind { .virtualenv }

  package var tools: [Tool] {
    [
      Tool("uv", installation: "pip install uv"), Tool("python3", debianPackage: "python3-venv"),
      Tool("virtualenv", installation: "pip install virtualenv"),
    ]
  }

  package func steps(
    for environment: Environment, packages: [PackageInstallation], in context: PlanningContext
  ) -> [StepDraft] {
    let toolchain: PythonToolchain
    switch PythonToolchain.choose(for: environment, in: context) {
    case .failure(let missing): return [missing.draft(for: environment, in: context)]
    case .success(let found): toolchain = found
    }
    let setup = VirtualenvSetup(environment: environment, toolchain: toolchain, context: context, packages: packages)
    let create = setup.create()
    let isNew = create.isPerformed && create.reason != VirtualenvSetup.pipReason
    let dependencies = setup.dependencies(isNew: isNew)
    let isGrown = !isNew && dependencies?.isPerformed == true
    var drafts = [create]
    if let dependencies { drafts.append(dependencies) }
    if let package = setup.installation(isNew: isNew, isGrown: isGrown) { drafts.append(package) }
    let hasCommands = ["commands_pre", "commands", "commands_post"].contains { !environment.commands($0).isEmpty }
    if !context.options.skipsCommands, hasCommands {
      drafts.append(CommandsRecipe(environment, context, surveying: environment.directory).draft())
    }
    return drafts
  }
}

extension StepDraft {
  var isPerformed: Bool { if case .perform = disposition { true } else { false } }
}
