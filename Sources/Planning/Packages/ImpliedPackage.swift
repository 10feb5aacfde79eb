import EnvironmentModel

/// The definitions that tox's own words for `package` stand for.
package enum ImpliedPackage {
  /// Words of `package` that are understood without a definition of that name.
  static let words = ["sdist", "wheel", "sdist-wheel", "editable", "editable-legacy", "external", "skip"]

  /// Whether a build is of what one of ``words`` means, in whatever environment and of whatever folder.
  package static func isName(_ build: String) -> Bool { words.contains(String(build.prefix { !"=@~".contains($0) })) }

  /// Whether a word means that something is built from the project's own sources.
  static func needsSources(_ word: String) -> Bool { words.contains(word) && word != "skip" && word != "external" }

  /// The packaging environment that all share where nothing is said.
  private static let usualEnvironment = ".pkg"

  /// - Parameter word: One of ``words`` but `skip`.
  /// - Returns: `nil` for other words.
  static func definition(_ word: String, for environment: Environment, in project: Project) -> PackageDefinition? {
    let root = environment.packageRoot
    let builder: PackageDefinition.Builder
    switch word {
    case "wheel": builder = .wheel
    case "editable", "editable-legacy": builder = .editable
    case "sdist", "sdist-wheel", "": builder = .sdist
    case "external" where environment.externalBuild != nil: builder = .command
    default: return nil
    }
    // What tox calls the packaging environment is where the build runs; each has settings of its own.
    let name = environment.text("package_env")
    let usual = [usualEnvironment, "\(usualEnvironment)_external"]
    let mark = name.isEmpty || usual.contains(name) ? "" : "=\(name)"
    var definition = PackageDefinition(
      name: (word == "external" ? word : builder.rawValue) + mark + place(root, in: project), builder: builder,
      root: root)
    if word == "external", let build = environment.externalBuild {
      definition.external = build
      definition.commands = build.commands
      definition.artifactPattern = build.artifactPattern
      definition.format = ArtifactForm(fileName: build.artifactPattern) ?? .wheel
    }
    definition.isImplied = true
    definition.buildEnvironment = name.isEmpty ? nil : name
    return definition
  }

  /// What tells packages of other folders from the project's own: `@libs+core`.
  private static func place(_ root: String, in project: Project) -> String {
    if root == project.root { return "" }
    let isInside = root.hasPrefix(project.root + "/")
    let path = isInside ? root.dropFirst(project.root.count + 1) : root[...]
    // What the path itself has of the marks is escaped, so that no two folders have the same name.
    let parts = path.split(separator: "/").map { part in
      part.unicodeScalars.map { $0 == "+" ? "%2B" : $0 == "%" ? "%25" : String($0) }.joined()
    }
    return (isInside ? "@" : "@+") + parts.joined(separator: "+")
  }
}
