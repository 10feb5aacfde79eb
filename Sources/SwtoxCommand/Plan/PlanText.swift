import EnvironmentModel
import Planning
import RunModel

/// A plan as a tree for people: owners in order, under each its steps with their reasons and, if wanted, their actions.
struct PlanText {
  var showsRecipes: Bool

  func text(of plan: Plan) -> String {
    var text = ""
    var owner: StepOwner?
    for step in plan.steps {
      if step.id.owner != owner { text += "\(step.id.owner.label)\n" }
      owner = step.id.owner
      text += "  \(step.id.kind.label.padded(to: 16)) \(Self.word(step.disposition).padded(to: 12)) \(step.reason)\n"
      let needs = step.needs.filter { $0.owner != step.id.owner }.map(\.owner.label)
      let follows = step.follows.map(\.owner.label).filter { !needs.contains($0) }
      let waits = needs + follows.map { "\($0), however that ends" }
      if !waits.isEmpty {
        text += "  \("".padded(to: 16)) \("".padded(to: 12)) after \(waits.joined(separator: ", "))\n"
      }
      if showsRecipes, case .perform(let recipe) = step.disposition { text += lines(of: recipe) }
    }
    return text
  }

  /// What becomes of a step, in a word.
  static func word(_ disposition: Step.Disposition) -> String {
    switch disposition {
    case .perform: "perform"
    case .reuse: "reuse"
    case .skip: "skip"
    case .unavailable: "unavailable"
    case .invalid: "error"
    }
  }

  private func lines(of recipe: Recipe) -> String {
    Self.actions(of: recipe).map { "      \($0)\n" }.joined()
  }

  /// The actions of a recipe, each on a line.
  static func actions(of recipe: Recipe) -> [String] {
    lines(of: recipe.parts.all)
  }

  private static func lines(of actions: [Action]) -> [String] {
    actions.flatMap { action in
      guard case .renew(_, let others) = action else { return [line(action)] }
      return [line(action)] + lines(of: others).map { "  \($0)" }
    }
  }

  private static func line(_ action: Action) -> String {
    switch action {
    case .run(let command):
      // Marked as they are in a configuration.
      "run \(command.ignoresFailure ? "- " : "")\(command.invertsResult ? "! " : "")"
        + words(of: command)
    case .hold(let companion):
      "keep running until the step ends: \(words(of: companion.command))"
    case .createDirectory(let path): "make folder \(path)"
    case .remove(let path): "remove \(path)"
    case .copySources(let source, let destination): "copy sources under \(source) to \(destination)"
    case .write(let path, _): "write \(path)"
    case .refreshSources(let source, let copy, _): "bring the copy of \(source) in \(copy) up to date"
    case .checkNode(let artifacts, _):
      "check that Node may run \(artifacts.joined(separator: ", "))"
    case .clear(let folder, let kept): "remove all below \(folder) but folders '\(kept)'"
    case .tell(let text, let path): "tell, unless \(path) is there: \(text)"
    case .captureVariables(let capture):
      "run \(words(of: capture.command)), and keep the variables in \(capture.changesPath)"
    case .writeCondaVariables(let prefix, let path): "write the variables of \(prefix) to \(path)"
    case .writeCondaChannel(let artifacts, _, let path):
      "make a channel of \(artifacts.joined(separator: ", ")) in \(path)"
    case .collectArtifact(let collection): "store artefact of \(collection.build)"
    case .recordArtifacts(_, _, let path): "write down what is installed in \(path)"
    case .recordRequirements(let requirements): "write down what it needs in \(requirements.path)"
    case .checkWheels(let artifacts, let interpreter, _):
      "check that \(interpreter.label) can load \(artifacts.joined(separator: ", "))"
    case .checkExtras(let requirements):
      "check that \(requirements.artifacts.joined(separator: ", ")) has the extras \(requirements.extras.joined(separator: ", "))"
    case .renew(let requirements, _): "where less is needed than \(requirements.path) says:"
    case .writeConstraints(let artifacts, let path): "tie the names of \(artifacts.joined(separator: ", ")) in \(path)"
    case .limitConstraints(let files, let artifacts, let path):
      "write what \(files.joined(separator: ", ")) say but of \(artifacts.joined(separator: ", ")) to \(path)"
    case .askKind(let inspection): "ask \(inspection.program) what is installed"
    case .noteEnvironment(let folder): "note what is installed in \(folder)"
    case .collectTestReports(let search):
      "keep reports of tests: \((search.files + search.patterns).joined(separator: ", "))"
    case .recordInputs(let inputs, let path):
      "write down inputs under \(inputs.root)\(inputs.patterns.map { " \($0)" }.joined()) in \(path)"
    }
  }

  private static func words(of command: CommandAction) -> String {
    var words = command.arguments.map(word)
    if command.hidesScript { words[2] = "…" }
    return words.joined(separator: " ")
  }

  private static func word(_ argument: Argument) -> String {
    switch argument {
    case .text(let text): CommandLine.quoted(text)
    case .artifact(let package, let suffix): "{package:\(package)}\(suffix)"
    case .artifactFolder(let package): "{package:\(package)}/.."
    case .condaName(let package): "NAME of {package:\(package)}"
    case .condaSpecification(let package): "NAME=VERSION=BUILD of {package:\(package)}"
    }
  }
}

extension String {
  /// The text with blanks behind it up to a width.
  func padded(to width: Int) -> String { self + String(repeating: " ", count: max(0, width - count)) }
}
