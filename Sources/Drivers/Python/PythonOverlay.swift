import EnvironmentModel
import Planning
import RunModel

/// A virtual environment on top of a Python that another kind of environment brings: it takes the requirements and packages
/// that are installed by Python's means, and sees all that the Python has.
struct PythonOverlay: Sendable {
  let stamps: SetupStamps
  /// What it installs of the project, in order.
  let packages: [PackageInstallation]
  /// What the activation of the environment changed of the variables, by which the Python is found.
  let captured: CapturedVariables?
  /// Whether the Python is in another system, in which the machine's tools are not.
  var isInside = false

  private var environment: Environment { stamps.environment }
  private var context: PlanningContext { stamps.context }
  var directory: String { "\(environment.directory)/python" }
  private var requirements: [String] { setup().requirements }

  /// Whether it is there and nothing asks for it any more.
  var isLeftOver: Bool {
    requirements.isEmpty && packages.isEmpty && stamps.recorded(.installDependencies) != nil
      && !context.options.leavesPackage
  }

  /// The step that makes it with the requirements; none where nothing asks for it.
  func steps(isNew: Bool) -> [StepDraft] {
    if requirements.isEmpty, packages.isEmpty { return [] }
    let setup = setup()
    let dependencies = setup.dependencies(isNew: true)
    let recorded = stamps.recorded(.installDependencies)
    let reason: String
    if isNew || recorded == nil {
      reason = dependencies?.reason ?? "make a virtual environment for packages"
    } else if let changed = setup.changedDependencies {
      reason = "recreate: deps changed (\(changed))"
    } else if let stale = setup.staleInstallation, !context.options.leavesPackage {
      reason = "recreate: \(stale)"
    } else {
      return [StepDraft(.installDependencies, .reuse, reason: "reuse")]
    }
    let overlay = self
    return [StepDraft(.installDependencies, .perform(Recipe { Recipe.Parts(main: overlay.creation) }), reason: reason)]
  }

  /// The step that installs packages; `nil` when there are none.
  func installation(isNew: Bool) -> StepDraft? {
    let isChanged = steps(isNew: isNew).contains(where: \.isPerformed)
    return setup().installation(isNew: isChanged)
  }

  private var creation: [Action] {
    let setup = setup()
    var words = ["python3", "-m", "venv", "--system-site-packages"]
    if !isInside, context.observation.uv != nil { words.append("--without-pip") }
    var command = CommandAction(
      phase: "create_overlay", arguments: (words + [directory]).map { .text($0) },
      workingDirectory: context.project.root, environment: context.setupVariables.common)
    command.captured = captured
    let empty = setup.dependencyActions.isEmpty ? [stamps.record(.installDependencies, Fingerprint([]))] : []
    return stamps.forget(.installDependencies, .installPackage) + [.remove(directory), .run(command)]
      + setup.dependencyActions + empty
  }

  private func setup() -> VirtualenvSetup {
    VirtualenvSetup(
      into: "\(directory)/bin/python", installer: isInside ? .own : nil, environment: environment, context: context,
      packages: packages)
  }
}
