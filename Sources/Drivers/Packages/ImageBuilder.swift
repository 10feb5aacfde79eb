package import EnvironmentModel
package import Planning

/// Builds container images by podman or docker; the artefact is the file with the image's identity.
///
/// The image itself stays with the engine. A tag of the project's own keeps the newest one from being pruned.
package struct ImageBuilder: ToolBuilder {
  package init() {}

  package var builders: Set<PackageDefinition.Builder> { [.image] }

  var tools: [Tool] { ContainerEngine.tools }
  var buildFiles: [String] { ["Containerfile", "Dockerfile"] }

  /// One image for each engine, since none knows another's.
  package func build(
    of definition: PackageDefinition, for environment: Environment, in context: PlanningContext
  ) -> PackageBuild {
    let own = definition.variants == .environment ? environment.name.text : nil
    // Without an engine the environment says so itself.
    guard environment.kind == .container, let engine = try? ContainerEngine.choose(for: environment, in: context) else {
      return PackageBuild(definition, variant: own)
    }
    return PackageBuild(definition, variant: (own.map { "\($0)-" } ?? "") + engine.name)
  }

  func recipe(for outline: BuildOutline) throws(BuildRefusal) -> Recipe {
    let file = try outline.file(among: buildFiles)
    let wanted = ContainerEngine.tools.filter { tool in
      outline.build.variant?.split(separator: "-").last.map { $0 == tool.name } ?? false
    }
    let (engine, path) = try Tool.first(of: wanted.isEmpty ? ContainerEngine.tools : wanted, in: outline.context)
    let (output, source) = (outline.folder.outputPath, outline.sourcePath)
    let arguments = outline.settings.values.flatMap { ["--build-arg", "\($0.name)=\($0.value)"] }
    let marks = [
      "--tag", "swtox/package:\(Digest.of(Array(outline.folder.path.utf8)))", "--label",
      "swtox.package=\(outline.build.name)", "--label", "swtox.place=\(outline.folder.path)", "--label",
      "swtox.project=\(outline.context.project.root)",
    ]
    let words =
      ["/bin/sh", "-c", ContainerScripts.building, "sh", path, "--iidfile", "\(output)/image.iid", "--file"]
      + ["\(source)/\(file)"] + marks + arguments
      + outline.settings.options() + [source]
    let variables = BuildVariables.of(
      outline.definition,
      and: ["DOCKER_*", "CONTAINER*", "BUILDAH_*", "BUILDKIT_*", "REGISTRY_AUTH_FILE", "DBUS_SESSION_BUS_ADDRESS"],
      in: outline.context)
    return Recipe(
      main: outline.beginning(copiesSources: true) + [
        outline.run("build_image", words, in: source, variables, patience: .ofHolders),
        outline.collection(of: "image.iid", in: output, by: engine.name),
      ])
  }
}
