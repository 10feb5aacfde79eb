/// The `[build-system]` table of a project, as PEP 517 and PEP 518 define it.
package struct BuildSystem: Hashable, Sendable {
  package var requires: [String]
  /// `module:object` of the build back end.
  package var backend: String
  /// Folders of the project that hold the back end itself.
  package var backendPath: [String]

  package init(requires: [String], backend: String, backendPath: [String] = []) {
    self.requires = requires
    self.backend = backend
    self.backendPath = backendPath
  }

  /// What a project without the table means.
  package static let legacy = BuildSystem(requires: ["setuptools"], backend: "setuptools.build_meta:__legacy__")
}
