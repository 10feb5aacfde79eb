package import EnvironmentModel
import Planning

/// Builds conda packages: by rattler-build from a `recipe.yaml`, by conda-build from a `meta.yaml`.
///
/// Where there is no rattler-build, its library for Python is fetched, which does the same. Without a recipe, a definition
/// that depends on one of a wheel becomes what is in the wheel.
///
/// A copy of the sources is built: conda-build refuses to work below the sources that a recipe names, and whoever copies
/// all that a recipe names would copy the work directory too.
package struct CondaBuilder: ToolBuilder {
  package init() {}

  package var builders: Set<PackageDefinition.Builder> { [.conda] }

  private static let rattlerBuild = Tool(
    "rattler-build", installation: "conda install -c conda-forge rattler-build")
  private static let condaBuild = Tool("conda-build", installation: "conda install conda-build")
  private static let conda = Tool("conda", installation: "conda install conda-build")
  /// Folders where recipes usually stand.
  private static let places = ["", "conda.recipe/", "recipe/", "conda/"]
  private static let recipes = ["recipe.yaml", "meta.yaml"].flatMap { name in places.map { $0 + name } }

  var tools: [Tool] { [Self.rattlerBuild, Self.condaBuild, Self.conda] }
  var buildFiles: [String] { Self.recipes }
  /// conda-build shares conda's cache of packages, which nothing protects.
  var locks: Set<String> { ["conda"] }

  func recipe(for outline: BuildOutline) throws(BuildRefusal) -> Recipe {
    if !Self.recipes.contains(where: outline.files.contains), let wheel = wheel(outline) {
      return try recipe(from: wheel, outline)
    }
    let file = try outline.file(among: Self.recipes)
    let isForRattler = file.hasSuffix("recipe.yaml")
    try outline.settings.checkOnlyOptions(of: isForRattler ? "rattler-build" : "conda-build")
    let output = "\(outline.folder.outputPath)/channel"
    let (tool, words) =
      isForRattler ? try rattlerBuild(file, output, outline) : try condaBuild(file, output, outline)
    let preparation = tool == "py-rattler-build" ? try rattler(outline).preparation(of: tool) : []
    let variables = BuildVariables.of(
      outline.definition, and: ["CONDA_*", "RATTLER_*", "PIXI_*", "MAMBA_*"], in: outline.context)
    return Recipe(
      main: outline.beginning(copiesSources: true) + preparation + [
        .createDirectory(output), outline.run("build_conda", words, in: outline.sourcePath, variables),
        // Packages stand in a folder for their platform, beside accounts of the channel whose names have no dashes.
        outline.collection(of: "[ln]*/*-*-*.*", in: output, by: tool),
      ])
  }

  /// The definition that it depends on and that gives a wheel; `nil` where there is none.
  private func wheel(_ outline: BuildOutline) -> String? {
    outline.needed.keys.sorted().first { name in
      outline.context.project.definitions.package(named: name)?.form == .wheel
    }
  }

  private func recipe(from wheel: String, _ outline: BuildOutline) throws(BuildRefusal) -> Recipe {
    let python = outline.context.observation.pythons.interpreters.first { $0.isAtLeast([3, 8]) }
    guard let python else {
      throw .unavailable("there is no Python to read the wheel of '\(wheel)' with; install one of 3.8 or later")
    }
    let output = "\(outline.folder.outputPath)/channel"
    let script = "\(outline.folder.outputPath)/wheel.py"
    return Recipe(
      main: outline.beginning() + [
        .write(path: script, text: WheelProgram.text),
        outline.run(
          "build_conda", [python.path, "-B", script, "{package:\(wheel)}", output], in: outline.folder.outputPath,
          BuildVariables.of(outline.definition, in: outline.context)),
        outline.collection(of: "noarch/*.tar.bz2", in: output, by: "wheel"),
      ])
  }

  private func rattlerBuild(
    _ file: String, _ output: String, _ outline: BuildOutline
  ) throws(BuildRefusal) -> (String, [String]) {
    let recipe = "\(outline.sourcePath)/\(file)"
    if let path = outline.context.observation.programs[Self.rattlerBuild.name] {
      let words = [path, "build", "--recipe", recipe, "--output-dir", output]
      return ("rattler-build", words + outline.settings.options())
    }
    let client = try rattler(outline)
    let words = client.command("build", ["--output-dir", output] + outline.settings.options() + [recipe])
    return ("py-rattler-build", words)
  }

  private func rattler(_ outline: BuildOutline) throws(BuildRefusal) -> RattlerClient {
    do throws(MissingTool) {
      return try RattlerClient.choose(in: outline.context, because: "there is no 'rattler-build' on PATH")
    } catch {
      throw .unavailable(error.reason)
    }
  }

  private func condaBuild(
    _ file: String, _ output: String, _ outline: BuildOutline
  ) throws(BuildRefusal) -> (String, [String]) {
    let (tool, path) = try Tool.first(of: [Self.condaBuild, Self.conda], in: outline.context)
    let recipe = parent("\(outline.sourcePath)/\(file)")
    let options = [
      "--croot", "\(outline.folder.outputPath)/work", "--output-folder", output, "--no-anaconda-upload",
    ]
    let command = tool == Self.conda ? [path, "build"] : [path]
    return ("conda-build", command + options + outline.settings.options() + [recipe])
  }
}
