import Dashboard
import EnvironmentModel
import Journal
import ProjectConfiguration
import RunModel

extension DashboardProject {
  /// So many environments are told with their descriptions; each costs reading its sections.
  private static let describedCount = 200

  /// What the dashboard shows of a project before anything runs.
  init(_ session: ProjectSession) {
    let project = session.project
    var descriptions: [EnvironmentName: String] = [:]
    let described = Array(project.allEnvironments.prefix(Self.describedCount))
    for (name, text) in zip(described, session.configuration.descriptions(of: described)) where !text.isEmpty {
      descriptions[name] = text
    }
    self.init(
      name: project.name, root: project.root,
      matrix: EnvironmentMatrix(names: project.allEnvironments, patterns: project.patterns, named: project.axes),
      environments: project.allEnvironments, descriptions: descriptions, defaultEnvironments: project.environmentList)
  }

  /// What the dashboard shows of a run alone: the environments that it had.
  init(_ run: RecordedRun) {
    let names = run.state.environments
    let root = run.header.project
    self.init(
      name: root.split(separator: "/").last.map(String.init) ?? "", root: root,
      matrix: EnvironmentMatrix(names: names, patterns: []), environments: names, defaultEnvironments: names)
  }
}
