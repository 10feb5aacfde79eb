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
}
