import EnvironmentModel
import Planning
import RunModel

/// A plan as text for people: owners in order, under each its steps with their reasons.
struct PlanText {
  var showsRecipes: Bool

  func text(of plan: Plan) -> String {
    var text = ""
    var owner: StepOwner?
    for step in plan.steps {
      if step.id.owner != owner { text += "\(step.id.owner.label)\n" }
      owner = step.id.owner
      text += "  \(padded(step.id.kind.label, 16)) \(padded(word(step.disposition), 12)) \(step.reason)\n"
      if showsRecipes, case .perform(let recipe) = step.disposition { text += lines(of: recipe) }
    }
    return text
  }

  private func word(_ disposition: Step.Disposition) -> String {
    switch disposition {
    case .perform: "perform"
    case .reuse: "reuse"
    case .skip: "skip"
    case .unavailable: "unavailable"
    case .invalid: "error"
    }
  }

  private func lines(of recipe: Recipe) -> String {
    (recipe.preparation + recipe.main + recipe.cleanup).map { "      \(line($0))\n" }.joined()
  }

  private func line(_ action: Action) -> String {
    switch action {
    case .run(let command): "run \(command.arguments.map(word).joined(separator: " "))"
    case .createDirectory(let path): "make folder \(path)"
    case .remove(let path): "remove \(path)"
    case .write(let path, _): "write \(path)"
    case .collectArtifact(let collection): "store artefact of \(collection.build)"
    case .recordArtifacts(_, _, let path): "write down what is installed in \(path)"
    case .recordInputs(let root, let patterns, let path):
      "write down inputs under \(root)\(patterns.map { " \($0)" }.joined()) in \(path)"
    }
  }

  private func word(_ argument: Argument) -> String {
    switch argument {
    case .text(let text): CommandLine.quoted(text)
    case .artifact(let package, let suffix): "{package:\(package)}\(suffix)"
    case .artifactFolder(let package): "{package:\(package)}/.."
    }
  }

  private func padded(_ text: String, _ width: Int) -> String {
    text + String(repeating: " ", count: max(0, width - text.count))
  }
}
