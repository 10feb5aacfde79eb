package import EnvironmentModel

/// Chooses the package of an environment by tox's own rules.
package enum PackageSelection {
  /// What `package` may say.
  static let kinds = ["sdist", "wheel", "sdist-wheel", "editable", "editable-legacy", "skip"]

  /// `skip_install`, `no_package` and `package = skip` mean none; `use_develop` means editable; else what `package` says.
  package static func choice(for environment: Environment, project: Project) -> PackageChoice {
    let wanted = environment.text("package")
    guard project.hasPackage, !environment.flag("skip_install"), wanted != "skip"
    else { return .none }
    let root = environment.packageRoot
    let builder: PackageDefinition.Builder =
      switch wanted {
      case "wheel": .wheel
      case "editable", "editable-legacy": .editable
      default: environment.flag("use_develop") ? .editable : .sdist
      }
    let name = builder.rawValue + place(root, in: project)
    return .definition(PackageDefinition(name: name, builder: builder, root: root))
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
