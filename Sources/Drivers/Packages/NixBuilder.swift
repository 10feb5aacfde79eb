package import EnvironmentModel
import Planning

/// Builds by Nix: a `flake.nix` by `nix build`, a `default.nix` by `nix-build`; the artefact is a file with the path in
/// the store.
///
/// The link to that path stays in the folder of the build, which keeps the store from collecting it as garbage. A copy of
/// the sources is built, since Nix takes all that stands beside the file into its store.
package struct NixBuilder: ToolBuilder {
  package init() {}

  package var builders: Set<PackageDefinition.Builder> { [.nix] }

  private static let nix = Tool("nix", debianPackage: "nix-bin")
  private static let nixBuild = Tool("nix-build", debianPackage: "nix-bin")

  var tools: [Tool] { [Self.nix, Self.nixBuild] }
  var buildFiles: [String] { ["flake.nix", "default.nix"] }

  func recipe(for outline: BuildOutline) throws(BuildRefusal) -> Recipe {
    let isFlake = try outline.file(among: buildFiles) == "flake.nix"
    let tool = isFlake ? Self.nix : Self.nixBuild
    let path = try tool.path(in: outline.context)
    let (output, source) = (outline.folder.outputPath, outline.sourcePath)
    let link = ["--out-link", "\(output)/result"] + outline.settings.options(.separate)
    var words: [String]
    if isFlake {
      try outline.settings.checkOnlyOptions(of: "a flake")
      words = [path, "build", "--extra-experimental-features", "nix-command flakes", "--impure"]
      words += link + ["path:\(source)"]
    } else {
      words = [path] + link + outline.settings.values.flatMap { ["--argstr", $0.name, $0.value] }
      words += ["\(source)/default.nix"]
    }
    let variables = BuildVariables.of(outline.definition, and: ["NIX_*", "NIXPKGS_*"], in: outline.context)
    let record = ["sh", "-c", #"readlink "$1" >"$2""#, "sh", "\(output)/result", "\(output)/store-path"]
    return Recipe(
      main: outline.beginning(copiesSources: true) + [
        outline.run("build_nix", words, in: source, variables), outline.run("record", record, in: output, variables),
        outline.collection(of: "store-path", in: output, by: tool.name),
      ])
  }
}
