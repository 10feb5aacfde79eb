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

  /// The absolute paths of what is there once a step is done: without one of them its fingerprint counts for nothing.
  package static func marks(of environment: Environment, _ kind: StepKind, in project: Project) -> [String] {
    let directory = environment.directory
    let own = folder(of: environment, in: project)
    let all: [String]
    switch environment.kind {
    case .conda: all = ["\(directory)/conda-meta/history", "\(directory)/bin"]
    case .nix: all = ["\(own)/environment.sh"]
    case .npm: all = ["\(directory)/bin/node"]
    // A link to what all of them share, which somebody may have removed.
    case .deb: all = ["\(directory)/base/.", "\(directory)/changes"]
    case .rpm: all = ["\(directory)/root"]
    case .container: all = ["\(own)/container"]
    // Its own program says what else is there.
    case .external: return [directory]
    case .system: all = ["\(directory)/bin/python"]
    default:
      let packages = environment.text("env_site_packages_dir")
      all = ["\(directory)/bin/python", "\(directory)/pyvenv.cfg"] + (packages.isEmpty ? [] : [packages])
    }
    switch (environment.kind, kind) {
    case (_, .activateEnvironment): return all + ["\(own)/variables"]
    case (.deb, .installDependencies), (.rpm, .installDependencies), (.container, .installDependencies):
      return all + ["\(directory)/python"]
    case (.npm, .installDependencies): return all + ["\(directory)/project/node_modules"]
    default: return all
    }
  }
}
