/// One capability that an RPM package requires.
package struct RPMRequirement: Hashable, Sendable {
  /// A package's name, a file's path, or something like `libc.so.6(GLIBC_2.34)(64bit)`.
  package var name: String
  /// `=`, `<`, `<=`, `>` or `>=`; empty when every version will do.
  package var relation: String
  /// What the relation compares with; empty without one.
  package var version: String

  package init(name: String, relation: String = "", version: String = "") {
    self.name = name
    self.relation = relation
    self.version = version
  }

  /// Whether it speaks of features that the `rpm` program has, which no package provides.
  package var isAboutProgram: Bool { name.hasPrefix("rpmlib(") }
}
