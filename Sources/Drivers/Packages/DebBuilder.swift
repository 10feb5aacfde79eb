package import EnvironmentModel
import Planning

/// Builds Debian packages: by dpkg-buildpackage from sources with a `debian` folder, by dpkg-deb from a tree that is
/// packed as it is and has a `DEBIAN/control`.
package struct DebBuilder: ToolBuilder {
  package init() {}

  package var builders: Set<PackageDefinition.Builder> { [.deb] }

  private static let buildPackage = Tool("dpkg-buildpackage", debianPackage: "dpkg-dev")
  private static let pack = Tool("dpkg-deb", debianPackage: "dpkg")

  var tools: [Tool] { [Self.buildPackage, Self.pack] }
  var buildFiles: [String] { ["debian/control", "DEBIAN/control"] }

  func recipe(for outline: BuildOutline) throws(BuildRefusal) -> Recipe {
    let file = try outline.file(among: buildFiles)
    let isSource = file == "debian/control"
    let tool = isSource ? Self.buildPackage : Self.pack
    try outline.settings.checkOnlyOptions(of: tool.name)
    let path = try tool.path(in: outline.context)
    let main = isSource ? building(path, outline) : try packing(path, outline)
    return Recipe(main: main + [outline.collection(of: "*.deb", in: outline.folder.outputPath, by: tool.name)])
  }

  /// The results come to stand beside the sources, so that these are copied to where results belong.
  private func building(_ path: String, _ outline: BuildOutline) -> [Action] {
    var variables = variables(outline)
    // Else there are two packages, one of them with nothing but symbols.
    let options = variables["DEB_BUILD_OPTIONS"].map { "\($0) " } ?? ""
    variables["DEB_BUILD_OPTIONS"] = options + "noautodbgsym"
    let words = [path, "-us", "-uc", "-b"] + outline.settings.options()
    return outline.beginning(copiesSources: true) + [
      outline.run("build_deb", words, in: outline.sourcePath, variables)
    ]
  }

  private func packing(_ path: String, _ outline: BuildOutline) throws(BuildRefusal) -> [Action] {
    let root = outline.definition.root
    if "\(outline.context.project.workDirectory)/".hasPrefix("\(root)/") {
      throw .invalid(
        "'\(root)' would be packed with swtox's work directory in it; move DEBIAN with the files to pack to a folder of "
          + "their own, and name that with 'root'")
    }
    let words = [path, "--root-owner-group"] + outline.settings.options()
    return outline.beginning() + [
      outline.run("build_deb", words + ["--build", root, outline.folder.outputPath], in: root, variables(outline))
    ]
  }

  private func variables(_ outline: BuildOutline) -> [String: String] {
    BuildVariables.of(outline.definition, and: ["DEB*", "DH_*", "DPKG_*"], in: outline.context)
  }
}
