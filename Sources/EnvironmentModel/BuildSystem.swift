package import SourceText

/// The `[build-system]` table of a project, as PEP 517 and PEP 518 define it.
package struct BuildSystem: Hashable, Sendable {
  package var requires: [String]
  /// `module:object` of the build back end.
  package var backend: String
  /// Folders of the project that hold the back end itself.
  package var backendPath: [String]
  /// Whether the project seems to compile something, so that a wheel of it serves one interpreter.
  package var buildsNativeCode: Bool
  /// Whether the project seems to take its version from version control.
  package var readsRevision: Bool
  /// What is wrong with what the project says of it; then nothing can be built by it.
  package var faults: [Diagnostic] = []

  package init(
    requires: [String], backend: String, backendPath: [String] = [], buildsNativeCode: Bool = false,
    readsRevision: Bool = false
  ) {
    self.requires = requires
    self.backend = backend
    self.backendPath = backendPath
    self.buildsNativeCode = buildsNativeCode
    self.readsRevision = readsRevision
  }

  /// Words of `setup.py`, `setup.cfg` and `pyproject.toml` by which projects say that they compile something.
  private static let nativeWords = [
    "ext_modules", "ext-modules", "cffi_modules", "cffi-modules", "rust_extensions", "cythonize", "mypycify", "maturin",
    "scikit-build", "scikit_build", "skbuild", "meson-python", "mesonpy", "pybind11",
  ]

  /// Whether a project whose build files have this text seems to compile something.
  package static func buildsNativeCode(_ text: String) -> Bool {
    nativeWords.contains { text.firstRange(of: $0) != nil }
  }

  /// Words of these files by which projects say that their version is a matter of tags and commits.
  private static let revisionWords = [
    "scm", "hatch-vcs", "versioneer", "versioningit", "dunamai", "pbr", "dynamic-version", "git-version",
  ]

  /// Whether a project whose build files have this text seems to take its version from version control.
  package static func readsRevision(_ text: String) -> Bool {
    revisionWords.contains { text.firstRange(of: $0) != nil }
  }

  /// What a project without the table means.
  package static let legacy = BuildSystem(requires: ["setuptools"], backend: "setuptools.build_meta:__legacy__")
}
