/// What an environment was made of when its commands ran, for those who compare runs.
package struct EnvironmentContent: Hashable, Sendable {
  /// A package that is installed in it.
  package struct Package: Hashable, Sendable, Comparable {
    /// As its installer spells it.
    package var name: String
    package var version: String

    package init(name: String, version: String) {
      self.name = name
      self.version = version
    }

    package static func < (left: Self, right: Self) -> Bool {
      (left.name, left.version) < (right.name, right.version)
    }
  }

  /// Its interpreter with the version, `CPython 3.12.1`; empty where nobody knows.
  package var interpreter: String
  /// What made it, with its version where that is known: `uv 0.9.5`.
  package var tool: String
  /// A mark of the packages: equal for equal lists, empty for none.
  package var packagesMark: String
  /// The packages in the order of their names; `nil` where the run told the list of this mark before.
  package var packages: [Package]?

  package init(interpreter: String = "", tool: String = "", packagesMark: String = "", packages: [Package]? = nil) {
    self.interpreter = interpreter
    self.tool = tool
    self.packagesMark = packagesMark
    self.packages = packages
  }
}
