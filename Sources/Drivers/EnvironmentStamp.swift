package import EnvironmentModel
package import RunModel

/// Where a step of an environment leaves its fingerprint: in the environment's own folder, but beside one that is not ours.
package enum EnvironmentStamp {
  /// The absolute path of a step's fingerprint.
  package static func path(of environment: Environment, _ kind: StepKind, in project: Project) -> String {
    "\(folder(of: environment, in: project))/\(kind.rawValue)"
  }

  /// The folder of an environment's fingerprints.
  package static func folder(of environment: Environment, in project: Project) -> String {
    environment.kind == .system
      ? "\(project.workDirectory)/\(environment.name)/.swtox" : "\(environment.directory)/.swtox"
  }

  /// The absolute path of what every environment of its kind has: without it there is none, whatever fingerprints are left.
  package static func mark(of environment: Environment) -> String {
    switch environment.kind {
    case .conda: "\(environment.directory)/conda-meta/history"
    case .nix: "\(environment.directory)/.swtox/environment.sh"
    case .npm: "\(environment.directory)/bin/node"
    default: "\(environment.directory)/bin/python"
    }
  }
}
