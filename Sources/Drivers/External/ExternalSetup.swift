import EnvironmentModel
import Planning
import RunModel

/// The steps of an environment whose recipes came from a program.
struct ExternalSetup: Sendable {
  let kind: String
  /// The absolute path of the program.
  let program: String
  let environment: Environment
  let context: PlanningContext
  let packages: [PackageInstallation]

  private var stamps: SetupStamps { SetupStamps(environment: environment, context: context) }
  private var record: PackageRecord { PackageRecord(packages: packages, stamps: stamps) }

  // MARK: Steps

  /// - Parameter dependencies: What it installs besides, of which nothing may be left when that is another.
  func create(_ step: ExternalStep, beside dependencies: ExternalStep) throws(MissingTool) -> StepDraft {
    guard let (fingerprint, actions, marks) = try parts(of: step) else {
      throw MissingTool(mistake: "kind '\(kind)' does not say how '\(environment.name)' is made")
    }
    let setup = self
    let reason =
      stamps.recreation(fingerprint) ?? changedDependencies(dependencies) ?? record.unwanted.map { "recreate: \($0)" }
    return stamps.creation(because: reason, fingerprint) {
      setup.translated(actions, "create") + setup.checks(marks, "create")
    }
  }

  /// Why an environment is made anew for what was installed in it; `nil` where that may stay.
  private func changedDependencies(_ step: ExternalStep) -> String? {
    guard let recorded = stamps.recorded(.installDependencies) else { return nil }
    guard case .perform(let lines, _, _) = step else { return "recreate: deps are not wanted any more" }
    return Fingerprint(lines).difference(from: recorded).map { "recreate: deps changed (\($0))" }
  }

  func dependencies(_ step: ExternalStep, isNew: Bool) throws(MissingTool) -> StepDraft? {
    guard let (fingerprint, actions, marks) = try parts(of: step) else { return nil }
    let recorded = isNew ? nil : stamps.recorded(.installDependencies)
    let change = recorded.map { fingerprint.difference(from: $0) }
    if let change, change == nil { return StepDraft(.installDependencies, .reuse, reason: "reuse") }
    let setup = self
    let recipe = Recipe {
      Recipe.Parts(
        main: setup.stamps.forget(.installDependencies) + setup.translated(actions, "install_deps")
          + setup.checks(marks, "dependencies") + [setup.stamps.record(.installDependencies, fingerprint)])
    }
    return StepDraft(
      .installDependencies, .perform(recipe), reason: (change ?? nil).map { "deps changed: \($0)" } ?? "install deps")
  }

  func installation(_ step: ExternalStep, isChanged: Bool) throws(MissingTool) -> StepDraft? {
    if packages.isEmpty { return nil }
    guard let (fingerprint, actions, marks) = try parts(of: step) else {
      throw MissingTool(mistake: "kind '\(kind)' does not say how \(record.names) is installed")
    }
    var record = record
    record.options = fingerprint.lines
    let setup = self
    return record.installation(isChanged: isChanged) {
      setup.translated(actions, "install_package") + setup.checks(marks, "package")
    }
  }

  /// The step that runs commands; `nil` when there are none.
  func commands(_ answer: ExternalCommands) -> StepDraft? {
    let phases = ["commands_pre", "commands", "commands_post"]
    if context.options.skipsCommands || phases.allSatisfy({ environment.commands($0).isEmpty }) { return nil }
    let setup = self
    let inspection = ExternalInspection(
      kind: kind, program: program, folder: stamps.folder,
      request: ExternalRequest.inspect(id: 1, environment, in: context.project))
    return CommandsRecipe(
      environment, context, variables: { setup.variables(answer) },
      programs: answer.allowsAnyProgram
        ? .any
        : .restricted(folders: [environment.directory] + answer.path, patterns: environment.allowedExternals),
      preparing: translated(answer.before, "prepare") + [.askKind(inspection)],
      concluding: translated(answer.after, "conclude"), surveying: nil
    ).draft()
  }

  /// What commands see: what the environment says of itself counts before what its kind does.
  private func variables(_ answer: ExternalCommands) -> [String: String] {
    var variables = context.passedVariables.variables(
      passing: environment.passedVariables, denying: environment.list("disallow_pass_env"))
    variables.merge(answer.variables) { $1 }
    for assignment in environment.variables { variables[assignment.name] = assignment.value }
    if !environment.variables.contains(where: { $0.name == "VIRTUAL_ENV" }), answer.variables["VIRTUAL_ENV"] == nil {
      variables["VIRTUAL_ENV"] = nil
    }
    let path = variables["PATH"] ?? context.observation.variables["PATH"] ?? "/usr/local/bin:/usr/bin:/bin"
    variables["PATH"] = (answer.path + [path]).joined(separator: ":")
    return variables
  }

  // MARK: Actions

  /// The parts of a step; `nil` for one that does nothing.
  private func parts(
    of step: ExternalStep
  ) throws(MissingTool) -> (fingerprint: Fingerprint, actions: [ExternalAction], marks: [String])? {
    switch step {
    case .nothing: nil
    case .unavailable(let reason): throw MissingTool("kind '\(kind)': \(reason)")
    case .invalid(let reason): throw MissingTool(mistake: "kind '\(kind)': \(reason)")
    case .perform(let fingerprint, let actions, let marks): (Fingerprint(fingerprint), actions, marks)
    }
  }

  private func translated(_ actions: [ExternalAction], _ phase: String) -> [Action] {
    actions.map { action in
      switch action {
      case .run(let words, let folder, let variables, let ignoresFailure):
        return .run(
          CommandAction(
            phase: phase, arguments: words.map(argument),
            workingDirectory: folder.isEmpty ? context.project.root : folder,
            environment: context.setupVariables.common.merging(variables) { $1 }, ignoresFailure: ignoresFailure))
      case .createDirectory(let path): return .createDirectory(path)
      case .remove(let path): return .remove(path)
      case .write(let path, let text): return .write(path: path, text: text)
      case .tell(let text): return .tell(text, unlessThere: "")
      }
    }
  }

  /// A word; one that begins with `{package:NAME}` stands for the artefact of a package.
  private func argument(_ word: String) -> Argument {
    let start = "{package:"
    guard word.hasPrefix(start), let end = word.firstIndex(of: "}") else { return .text(word) }
    let name = word[word.index(word.startIndex, offsetBy: start.count)..<end]
    let suffix = String(word[word.index(after: end)...])
    guard let package = packages.first(where: { $0.definition.name == name }) else { return .text(word) }
    switch package.source {
    case .artifact(let artifact): return .artifact(package: artifact, suffix: suffix)
    case .requirement(let requirement): return .text(requirement + suffix)
    }
  }

  /// Who says that something is done is held to it.
  private func checks(_ marks: [String], _ step: String) -> [Action] {
    if marks.isEmpty { return [] }
    let script = #"""
      kind=$1 step=$2
      shift 2
      for mark; do
        [ -e "$mark" ] && continue
        echo "swtox: kind '$kind' says that '$mark' is there once '$step' is done, and it is not" >&2
        exit 1
      done
      """#
    return [
      .run(
        CommandAction(
          phase: "check", arguments: (["/bin/sh", "-c", script, "sh", kind, step] + marks).map { .text($0) },
          workingDirectory: "/", environment: context.setupVariables.common))
    ]
  }
}
