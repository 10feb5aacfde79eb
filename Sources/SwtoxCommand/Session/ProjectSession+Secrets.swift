import EnvironmentModel
import Host
import Planning
import RunModel

extension ProjectSession {
  /// What may not be shown of a run: secrets of the caller, of its environments, and of what its packages are built in.
  func secretMask(_ environments: [Environment], _ plan: Plan? = nil) -> SecretMask {
    let builds = plan?.steps.filter { $0.id.kind == .buildPackage }.flatMap(\.variables) ?? []
    let assigned = environments.flatMap(\.variables).map { (name: $0.name, value: $0.value) }
    let inherited = host.variables.map { (name: $0.key, value: $0.value) }
    return SecretMask(project.secrets.secrets(in: inherited + assigned + builds))
  }
}

extension Step {
  /// The variables of its commands.
  fileprivate var variables: [(name: String, value: String)] {
    guard case .perform(let recipe) = disposition else { return [] }
    let commands = recipe.parts.all.compactMap { action in
      if case .run(let command) = action { command } else { nil }
    }
    return commands.flatMap { $0.environment.map { (name: $0.key, value: $0.value) } }
  }
}
