import EnvironmentModel
import Planning

/// What the container of an environment starts from.
enum ContainerImage: Hashable, Sendable {
  /// An image by its name.
  case named(String)
  /// What a file builds.
  ///
  /// - `path`: The absolute path of the file, whose folder is the context.
  /// - `mark`: A mark of its content.
  case built(path: String, target: String, mark: String)
  /// What a package definition builds, by the name of its build.
  case package(String)

  static func file(of environment: Environment) -> String? {
    ["containerfile", "dockerfile"].map { environment.text($0) }.first { !$0.isEmpty }
  }

  static func choose(
    for environment: Environment, packages: [PackageInstallation], in context: PlanningContext
  ) throws(MissingTool) -> ContainerImage {
    let images = packages.filter { $0.form == .image }
    let (name, file) = (environment.text("image"), file(of: environment))
    if images.count > 1 || (images.count == 1 && (!name.isEmpty || file != nil)) || (!name.isEmpty && file != nil) {
      throw MissingTool(
        mistake:
          "environment '\(environment.name)' has more than one image to start from: 'image', 'containerfile' and "
          + "packages that are images exclude each other")
    }
    if let package = images.first?.artifact { return .package(package) }
    if let file {
      guard let text = context.observation.texts[file] else {
        throw MissingTool(mistake: "'containerfile': there is no '\(file)'")
      }
      return .built(path: file, target: environment.text("target"), mark: Digest.of(Array(text.utf8)))
    }
    if name.isEmpty {
      throw MissingTool(
        mistake: "environment '\(environment.name)' has no image: set 'image' or 'containerfile', or have a package of "
          + "builder 'image' match it")
    }
    return .named(name)
  }
}
