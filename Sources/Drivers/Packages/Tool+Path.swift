import Planning

extension Tool {
  /// The absolute path of the program.
  func path(in context: PlanningContext) throws(BuildRefusal) -> String {
    guard let path = context.observation.programs[name] else {
      throw .unavailable("there is no '\(name)' on PATH; install it with '\(installation)'")
    }
    return path
  }

  /// The first of some tools that do the same which is there, with its absolute path.
  static func first(of tools: [Tool], in context: PlanningContext) throws(BuildRefusal) -> (tool: Tool, path: String) {
    for tool in tools {
      if let path = context.observation.programs[tool.name] { return (tool, path) }
    }
    let names = tools.map { "'\($0.name)'" }.joined(separator: " nor ")
    throw .unavailable("there is neither \(names) on PATH; install one with '\(tools[0].installation)'")
  }
}
