/// How one artefact of the project is built.
package struct PackageDefinition: Hashable, Sendable {
  /// The form of the artefact, by the word that `package` has for it.
  package enum Builder: String, Hashable, Sendable {
    case sdist, wheel, editable
  }

  /// The definition's name; it names the build step and its column in the packages strip.
  package var name: String
  package var builder: Builder
  /// The folder of the package's sources.
  package var root: String

  package init(name: String, builder: Builder, root: String) {
    self.name = name
    self.builder = builder
    self.root = root
  }
}

/// What an environment gets of the project itself.
package enum PackageChoice: Hashable, Sendable {
  case none
  /// The artefact of a definition.
  case definition(PackageDefinition)
}
