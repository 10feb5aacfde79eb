package import EnvironmentModel
import Planning

/// Why the folder of an environment must not be emptied, to make an environment in it or for good.
package enum EnvironmentRefusal {
  /// A sentence for people; `nil` when it may.
  static func reason(of environment: Environment, in context: PlanningContext) -> String? {
    let (project, directory) = (context.project, environment.directory)
    if let reason = reason(ofFolder: directory, in: project) { return reason }
    if !holds(project.workDirectory, directory), context.observation.foreignDirectories.contains(directory) {
      return "env_dir '\(directory)' holds files that swtox did not make; remove it or change env_dir"
    }
    return nil
  }

  /// Why a folder is none that may go, whatever is in it; `nil` when it may.
  package static func reason(ofFolder directory: String, in project: Project) -> String? {
    if holds(directory, project.root) || holds(directory, project.workDirectory) {
      return "env_dir '\(directory)' holds the project or its work directory; choose a folder of its own"
    }
    if ["runs", "locks"].contains(where: { holds("\(project.workDirectory)/\($0)", directory) }) {
      return "swtox itself uses '\(directory)'; name the environment otherwise or change its env_dir"
    }
    return nil
  }

  private static func holds(_ folder: String, _ path: String) -> Bool {
    path == folder || path.hasPrefix(folder == "/" ? "/" : folder + "/")
  }
}
