package import EnvironmentModel
import Planning

/// Builds conda packages: by rattler-build from a `recipe.yaml`, by conda-build from a `meta.yaml`.
///
/// A copy of the sources is built: conda-build refuses to work below the sources that a recipe names, and whoever copies
/// all that a recipe names would copy the work directory too.
package struct CondaBuilder: ToolBuilder {
  package init() {}

  package var builders: Set<PackageDefinition.Builder> { [.conda] }

  private static let rattlerBuild = BuildTool(
    "rattler-build", installation: "conda install -c conda-forge rattler-build")
  private static let condaBuild = BuildTool("conda-build", installation: "conda install conda-build")
  private static let conda = BuildTool("conda", installation: "conda install conda-build")
  /// Folders where recipes usually stand.
  private static let places = ["", "conda.recipe/", "recipe/", "conda/"]
  private static let recipes = ["recipe.yaml", "meta.yaml"].flatMap { name in places.map { $0 + name } }

  var tools: [BuildTool] { [Self.rattlerBuild, Self.condaBuild, Self.conda] }
  var buildFiles: [String] { Self.recipes }

  func recipe(for outline: BuildOutline) throws(BuildRefusal) -> Recipe {
    let file = try outline.file(among: Self.recipes)
    let isForRattler = file.hasSuffix("recipe.yaml")
    try outline.settings.checkOnlyOptions(of: isForRattler ? "rattler-build" : "conda-build")
    let output = "\(outline.folder.outputPath)/channel"
    let (tool, words) =
      isForRattler ? try rattlerBuild(file, output, outline) : try condaBuild(file, output, outline)
    let variables = BuildVariables.of(
      outline.definition, and: ["CONDA_*", "RATTLER_*", "PIXI_*", "MAMBA_*"], in: outline.context)
    return Recipe(
      main: outline.beginning(copiesSources: true) + [
        .createDirectory(output), outline.run("build_conda", words, in: outline.sourcePath, variables),
        // Packages stand in a folder for their platform, beside accounts of the channel whose names have no dashes.
        outline.collection(of: "[ln]*/*-*-*.*", in: output, by: tool),
      ])
  }

  private func rattlerBuild(
    _ file: String, _ output: String, _ outline: BuildOutline
  ) throws(BuildRefusal) -> (String, [String]) {
    let path = try Self.rattlerBuild.path(in: outline.context)
    let words = [path, "build", "--recipe", "\(outline.sourcePath)/\(file)", "--output-dir", output]
    return ("rattler-build", words + outline.settings.options())
  }

  private func condaBuild(
    _ file: String, _ output: String, _ outline: BuildOutline
  ) throws(BuildRefusal) -> (String, [String]) {
    let (tool, path) = try BuildTool.first(of: [Self.condaBuild, Self.conda], in: outline.context)
    let recipe = parent("\(outline.sourcePath)/\(file)")
    let options = [
      "--croot", "\(outline.folder.outputPath)/work", "--output-folder", output, "--no-anaconda-upload",
    ]
    let command = tool == Self.conda ? [path, "build"] : [path]
    return ("conda-build", command + options + outline.settings.options() + [recipe])
  }
}
