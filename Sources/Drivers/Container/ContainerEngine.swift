import EnvironmentModel
import Planning

/// What runs containers.
struct ContainerEngine: Sendable {
  static let tools = [Tool("podman", debianPackage: "podman"), Tool("docker", debianPackage: "docker.io")]

  let name: String
  /// The absolute path of its program.
  let path: String

  /// Whether containers belong to a service, and not to who starts them.
  var isServed: Bool { name == "docker" }

  /// The one that an environment asks for by `engine` or by a factor, else the first that is there.
  ///
  /// - Parameter name: The one that something else asks for first; empty and `auto` for none.
  static func choose(
    for environment: Environment, wanted name: String = "", in context: PlanningContext
  ) throws(MissingTool) -> ContainerEngine {
    let programs = context.observation.programs
    let factors = environment.name.factors.map(\.text)
    let own = name.isEmpty || name == "auto" ? environment.text("engine") : name
    let wanted = own.isEmpty || own == "auto" ? tools.first { factors.contains($0.name) }?.name : own
    let possible = wanted.map { name in tools.filter { $0.name == name } } ?? tools
    for tool in possible {
      if let path = programs[tool.name] { return ContainerEngine(name: tool.name, path: path) }
    }
    throw MissingTool(noneOf: possible, for: "environment '\(environment.name)'")
  }
}
