import Artifacts
package import EnvironmentModel
package import Planning
import RunModel

/// Environments of a kind that a program of its own knows: `swtox-kind-NAME`.
///
/// It was asked for the recipes before; here they become steps like those of other kinds.
package struct ExternalDriver: EnvironmentDriver {
  private let name: String
  private let account: ExternalKindObservation

  package init(_ name: String, _ account: ExternalKindObservation) {
    self.name = name
    self.account = account
  }

  package var kind: EnvironmentKind { .external(name) }
  package var tools: [Tool] { [] }

  package func readiness(on machine: Observation) -> KindReadiness {
    switch account.description {
    case .success(let description): description.readiness
    case .failure(let fault): .missing(sentence(fault))
    }
  }

  private func sentence(_ fault: ExternalKindFault) -> String {
    "kind '\(name)': its program '\(account.program)' \(fault.reason)"
  }

  package func steps(
    for environment: Environment, packages: [PackageInstallation], in context: PlanningContext
  ) -> [StepDraft] {
    do throws(MissingTool) {
      let recipes = try recipes(for: environment, packages)
      let setup = ExternalSetup(
        kind: name, program: account.program, environment: environment, context: context, packages: packages)
      let create = try setup.create(recipes.create, beside: recipes.dependencies)
      let isNew = create.isPerformed
      let dependencies = try setup.dependencies(recipes.dependencies, isNew: isNew)
      let isChanged = isNew || (dependencies?.isPerformed ?? false)
      let package = try setup.installation(recipes.package, isChanged: isChanged)
      return [create, dependencies, package, setup.commands(recipes.commands)].compactMap { $0 }
    } catch {
      return [error.draft(for: environment, in: context)]
    }
  }

  /// What the program said of an environment, if it can be used.
  private func recipes(
    for environment: Environment, _ packages: [PackageInstallation]
  ) throws(MissingTool) -> ExternalEnvironment {
    let description: ExternalKindDescription
    let recipes: ExternalEnvironment
    do throws(ExternalKindFault) {
      description = try account.description.get()
      guard let answer = account.environments[environment.name] else {
        throw ExternalKindFault("was not asked for '\(environment.name)'")
      }
      recipes = try answer.get()
    } catch {
      throw MissingTool(mistake: sentence(error))
    }
    if case .missing(let words) = description.readiness { throw MissingTool("kind '\(name)': \(words)") }
    for package in packages {
      guard let form = package.form, !description.accepts.contains(form) else { continue }
      let forms = description.accepts.map(\.rawValue).sorted().joined(separator: ", ")
      throw MissingTool(
        mistake: "kind '\(name)' installs no \(form.rawValue), which '\(package.definition.name)' is"
          + (forms.isEmpty ? "; it installs no packages" : "; it installs \(forms)"))
    }
    let known = description.settings.keys.sorted()
    if let unknown = environment.settingsOfKind.keys.sorted().first(where: { !known.contains($0) }) {
      throw MissingTool(
        mistake: "kind '\(name)' has no setting '\(unknown)'"
          + (known.isEmpty ? "; it has none" : "; it has \(known.joined(separator: ", "))"))
    }
    return recipes
  }
}
