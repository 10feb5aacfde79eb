/// What a step does.
package enum StepKind: String, Hashable, Sendable, CaseIterable {
  case buildPackage = "build"
  case createEnvironment = "create"
  case installDependencies = "deps"
  case installPackage = "package"
  case activateEnvironment = "activate"
  case runCommands = "commands"

  /// The step as a word in progress lines.
  package var label: String {
    switch self {
    case .buildPackage: "build"
    case .createEnvironment: "create"
    case .installDependencies: "install deps"
    case .installPackage: "install package"
    case .activateEnvironment: "activate"
    case .runCommands: "run"
    }
  }
}
