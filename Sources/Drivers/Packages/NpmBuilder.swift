package import EnvironmentModel
import Planning

/// Packs npm packages, among the sources themselves: their scripts find what is installed there.
package struct NpmBuilder: ToolBuilder {
  package init() {}

  package var builders: Set<PackageDefinition.Builder> { [.npm] }

  private static let npm = Tool("npm", debianPackage: "npm")

  var tools: [Tool] { [Self.npm] }
  var buildFiles: [String] { ["package.json"] }

  func recipe(for outline: BuildOutline) throws(BuildRefusal) -> Recipe {
    _ = try outline.file(among: buildFiles)
    try outline.settings.checkOnlyOptions(of: "npm")
    let node = outline.context.observation.nodes.first { $0.npm != nil }
    let npm: [String]
    if let node, let program = node.npm {
      npm = [node.path, program]
    } else {
      npm = [try Self.npm.path(in: outline.context)]
    }
    let output = outline.folder.outputPath
    var variables = BuildVariables.of(outline.definition, and: ["NODE_*", "NPM_*"], in: outline.context)
    // Its scripts are to find the Node that packs.
    if let node { variables["PATH"] = "\(parent(node.path)):\(variables["PATH"] ?? "")" }
    // It would ask the registry for a newer npm, and wait where there is no network.
    variables["npm_config_update_notifier"] = "false"
    return Recipe(
      main: outline.beginning() + [
        outline.run(
          "build_npm", npm + ["pack", "--pack-destination", output] + outline.settings.options(),
          in: outline.definition.root, variables),
        outline.collection(of: "*.tgz", in: output, by: "npm"),
      ])
  }
}
