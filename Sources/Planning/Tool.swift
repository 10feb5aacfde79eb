/// A program that environments or packages are made with, and how people get it.
package struct Tool: Hashable, Sendable {
  package let name: String
  /// The command that installs it.
  package let installation: String
  /// A variable that holds its path where it is not on PATH.
  package let variable: String?

  package init(_ name: String, installation: String, variable: String? = nil) {
    self.name = name
    self.installation = installation
    self.variable = variable
  }

  package init(_ name: String, debianPackage: String) {
    self.init(name, installation: "apt-get install \(debianPackage)")
  }
}
