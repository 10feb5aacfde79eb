package import EnvironmentModel
import Planning

/// Builds RPM packages by rpmbuild from a spec file.
///
/// A spec file with archives beside it has its sources in them; one without stands among its sources, of which a copy is
/// built in place. The tests of the spec, its `%check`, run after the package is made and as a command of their own: the
/// exit code of rpmbuild is 1 for whatever fails, so that only the phase of the command tells them from a build that fails.
package struct RpmBuilder: ToolBuilder {
  package init() {}

  package var builders: Set<PackageDefinition.Builder> { [.rpm] }

  private static let rpmbuild = Tool("rpmbuild", debianPackage: "rpm")
  private static let specPatterns = ["*.spec", "rpm/*.spec", "packaging/*.spec"]
  private static let archivePatterns = ["*.tar", "*.tar.*", "*.tgz", "*.txz", "*.zip"]

  var tools: [Tool] { [Self.rpmbuild] }
  var buildFiles: [String] { Self.specPatterns + Self.archivePatterns }

  func recipe(for outline: BuildOutline) throws(BuildRefusal) -> Recipe {
    let spec = try spec(outline)
    let path = try Self.rpmbuild.path(in: outline.context)
    let hasArchives = Self.archivePatterns.contains { !outline.files(matching: $0).isEmpty }
    let place = hasArchives ? outline.definition.root : outline.sourcePath
    let top = "\(outline.folder.outputPath)/rpmbuild"
    let macros =
      [("_topdir", top), ("_sourcedir", parent("\(place)/\(spec)")), ("debug_package", "%{nil}")]
      + outline.settings.values.map { ($0.name, $0.value) }
    let words =
      macros.flatMap { ["--define", "\($0) \($1)"] } + outline.settings.options()
      + (hasArchives ? [] : ["--build-in-place"]) + ["--noclean", "\(place)/\(spec)"]
    let variables = BuildVariables.of(outline.definition, and: ["RPM_*"], in: outline.context)
    return Recipe(
      main: outline.beginning(copiesSources: !hasArchives) + [
        outline.run("build_rpm", [path, "-bb", "--nocheck"] + words, in: place, variables),
        outline.run("check_rpm", [path, "-bi", "--short-circuit"] + words, in: place, variables),
        outline.collection(of: "RPMS/*/*.rpm", in: top, by: "rpmbuild"),
      ])
  }

  /// The only spec file, or of several the one that bears the definition's name.
  private func spec(_ outline: BuildOutline) throws(BuildRefusal) -> String {
    let specs = outline.files.filter { $0.hasSuffix(".spec") }
    let (name, root) = (outline.definition.name, outline.definition.root)
    if specs.isEmpty { throw outline.unknown("no spec file") }
    let named = specs.filter { $0 == "\(name).spec" || $0.hasSuffix("/\(name).spec") }
    guard let spec = specs.count == 1 ? specs.first : named.first else {
      throw .invalid(
        "there are several spec files in '\(root)': \(specs.joined(separator: ", ")); name the definition after the "
          + "one that is meant")
    }
    return spec
  }
}
