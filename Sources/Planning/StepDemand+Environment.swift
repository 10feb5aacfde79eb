import EnvironmentModel
import RunModel

extension StepDemand {
  /// What a step of an environment takes up: its commands what the environment says, and every step counts in the groups
  /// of its kind and stage.
  init(of kind: StepKind, in environment: Environment) {
    guard kind == .runCommands else {
      self.init(groups: [environment.kind.description, "setup"])
      return
    }
    let weight = if case .integer(let count) = environment["weight"]?.value { count } else { 1 }
    self.init(
      weight: weight, memory: ByteSize.read(environment.text("memory")) ?? 0, locks: Set(environment.list("exclusive")),
      groups: [environment.kind.description, "test"])
  }
}
