import RunModel

extension StepKind {
  /// What a step has done, for progress: `py311: created in 0.3s`.
  var doneText: String {
    switch self {
    case .buildPackage: "built"
    case .createEnvironment: "created"
    case .installDependencies: "dependencies installed"
    case .installPackage: "package installed"
    case .activateEnvironment: "activated"
    case .runCommands: "commands run"
    }
  }
}
