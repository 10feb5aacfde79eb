/// A program that environments or packages are made with, and how people get it.
package struct Tool: Hashable, Sendable {
  package let name: String
  /// The command that installs it.
  package let installation: String
  /// What makes it tell its version.
  package let versionArguments: [String]
  /// A variable that holds its path where it is not on PATH.
  package let variable: String?

  package init(
    _ name: String, installation: String, versionArguments: [String] = ["--version"], variable: String? = nil
  ) {
    self.name = name
    self.installation = installation
    self.versionArguments = versionArguments
    self.variable = variable
  }

  package init(_ name: String, debianPackage: String, versionArguments: [String] = ["--version"]) {
    self.init(name, installation: "apt-get install \(debianPackage)", versionArguments: versionArguments)
  }
}
