import Drivers
import EnvironmentModel
import Planning
import RunModel

/// A project with its sources at `/p/pkg` and a machine, to plan a build in.
struct BuildScene {
  var definition: PackageDefinition
  var observation: Observation
  var options = PlanOptions()
  var environments: [String: Environment] = [:]
  var workDirectory = "/p/.swtox"

  /// - Parameters:
  ///   - programs: Those that are in `/usr/bin`.
  ///   - files: What stands among the sources.
  init(_ builder: PackageDefinition.Builder, programs: [String] = [], files: [String] = []) {
    definition = PackageDefinition(name: "demo", builder: builder, root: "/p/pkg")
    observation = Observation(
      variables: [
        "PATH": "/usr/bin", "HOME": "/home/u", "SECRET": "x", "LC_ALL": "C.UTF-8", "CONDA_EXE": "c", "DEBEMAIL": "e",
        "npm_config_offline": "true", "DOCKER_HOST": "unix:///d", "CONTAINERS_CONF": "/c", "NIX_PATH": "nixpkgs=/n",
      ])
    observation.programs = Dictionary(uniqueKeysWithValues: programs.map { ($0, "/usr/bin/\($0)") })
    observation.buildFiles = ["/p/pkg": files]
  }

  /// The same with something changed.
  func with(_ change: (inout BuildScene) -> Void) -> BuildScene {
    var scene = self
    change(&scene)
    return scene
  }

  var context: PlanningContext {
    let project = Project(
      root: "/p", configurationPath: "/p/tox.ini", workDirectory: workDirectory, environmentList: [],
      additionalEnvironments: [], patterns: [], skipsMissingInterpreters: false, hasPackage: true)
    return PlanningContext(
      project: project, observation: observation, options: options, buildEnvironments: environments)
  }

  /// The build step as the builder of the definition drafts it.
  func step(of build: PackageBuild? = nil, needed: [String: String] = [:]) throws -> StepDraft {
    guard let builder = PackageBuilders.all.first(where: { $0.builders.contains(definition.builder) }) else {
      throw NoBuilder()
    }
    return builder.step(for: build ?? PackageBuild(definition), needed: needed, in: context)
  }

  /// The commands of the step.
  func commands() throws -> [CommandAction] {
    guard case .perform(let recipe) = try step().disposition else { throw NoBuilder() }
    return recipe.parts.main.compactMap { if case .run(let command) = $0 { command } else { nil } }
  }

  private struct NoBuilder: Error {}
}

/// The words of a command that are known when it is planned.
func words(_ command: CommandAction) -> [String] {
  command.arguments.map { if case .text(let word) = $0 { word } else { "" } }
}
