import EnvironmentModel
import Planning

/// Recipes as text for golden files.
enum RecipeDump {
  static func text(_ disposition: Step.Disposition) -> String {
    guard case .perform(let recipe) = disposition else { return "  \(disposition)\n" }
    let parts = [
      ("preparation", recipe.parts.preparation), ("main", recipe.parts.main), ("cleanup", recipe.parts.cleanup),
      ("last", recipe.parts.last), ("conclusion", recipe.parts.conclusion),
    ]
    let text = parts.filter { !$0.1.isEmpty }.map { name, actions in
      "  \(name):\n" + actions.map { "    \(line($0))\n" }.joined()
    }.joined()
    return text + (recipe.stopsAtFailure ? "" : "  goes on after a failure\n")
  }

  private static func word(_ argument: Argument) -> String {
    switch argument {
    case .text(let text): CommandLine.quoted(text)
    case .artifact(let package, let suffix): "<artifact of \(package)>\(suffix)"
    case .artifactFolder(let package): "<folder of artifact of \(package)>"
    case .condaName(let package): "<name of \(package)>"
    case .condaSpecification(let package): "<specification of \(package)>"
    }
  }

  private static func inside(_ enclosure: Enclosure) -> String {
    switch enclosure {
    case .root(let enclosure): inside(enclosure)
    case .container(let container):
      "\n      inside \(container.name) of \(container.engine)\(container.isServed ? ", served" : "")"
        + "\(container.user.isEmpty ? "" : " as \(container.user)") by \(container.controlFolder)"
    }
  }

  private static func inside(_ enclosure: RootEnclosure) -> String {
    "\n      inside \(enclosure.root) with \(enclosure.mounts.joined(separator: " "))"
      + (enclosure.hasNetwork ? "" : " without network")
  }

  static func line(_ action: Action) -> String {
    switch action {
    case .run(let command):
      let words = command.arguments.map(word)
      let variables = command.environment.sorted { $0.key < $1.key }.map { "\($0)=\($1)" }.joined(separator: " ")
      let packages = command.packages.isEmpty ? "" : "\n      packages \(command.packages.sorted { $0.key < $1.key })"
      let limit = command.timeout.map { "\n      timeout \($0)" } ?? ""
      let captured =
        command.captured.map { "\n      with \($0.path) but \($0.keeping.sorted().joined(separator: " "))" } ?? ""
      return "\(command.phase) in \(command.workingDirectory): \(words.joined(separator: " "))\n"
        + "      \(variables)\(packages)\(limit)\(captured)\(command.enclosure.map(inside) ?? "")"
    case .askKind(let inspection): return "ask \(inspection.program): \(inspection.request)"
    case .hold(let companion): return "hold \(line(.run(companion.command)))"
    case .captureVariables(let capture):
      return "capture into \(capture.changesPath) by way of \(capture.folder)\n      \(line(.run(capture.command)))"
    case .write(let path, let text) where path.hasSuffix(".py"):
      return "write \(path) (\(text.isEmpty ? "empty" : "program"))"
    case .write(let path, let text): return "write \(path): \(text.split(separator: "\n").joined(separator: " | "))"
    case .collectArtifact(let collection):
      let place =
        switch collection.source {
        case .result(let path): path
        case .pattern(let pattern, let folder): "\(pattern) in \(folder)"
        }
      return "collect \(collection.build) (\(collection.builder), \(collection.toolchain)) from \(place)"
    case .createDirectory, .remove, .copySources, .recordArtifacts, .writeConstraints, .recordRequirements,
      .noteEnvironment, .collectTestReports, .clear, .tell, .refreshSources, .checkNode, .writeCondaVariables,
      .writeCondaChannel, .limitConstraints:
      return "\(action)"
    case .checkExtras(let requirements): return "checkExtras \(requirements.extras) of \(requirements.artifacts)"
    case .checkWheels(let artifacts, let interpreter, _):
      return "checkWheels \(artifacts) for \(interpreter.label)"
    case .renew(let requirements, let actions):
      return "renew ifLess \(requirements):\n" + actions.map { "      \(line($0))" }.joined(separator: "\n")
    case .recordInputs(let inputs, let path):
      let counting = (inputs.hasAccounts ? " with accounts" : "") + (inputs.readsRevision ? " with the commit" : "")
      return "recordInputs \(inputs.root) \(inputs.patterns)\(counting) but \(inputs.testFiles.sorted()) in \(path)"
    }
  }
}
