/// How the commands of a packaging environment make a package: tox's `package = external`.
package struct ExternalBuild: Hashable, Sendable {
  package var commands: [CommandLine]
  /// The absolute path of the folder in which they run; made if needed.
  package var workingDirectory: String
  /// The absolute path of the folder that they may use for themselves, which is empty at the beginning.
  package var temporaryDirectory: String
  /// Where the package is after that: a shell pattern below a folder with an absolute path.
  package var artifactFolder: String
  package var artifactPattern: String
  /// Whether later commands run after one failed.
  package var ignoresErrors = false

  /// - Parameter pattern: What `package_glob` says; without it the only file in `dist` of the temporary folder is meant.
  package init(
    commands: [CommandLine], workingDirectory: String, temporaryDirectory: String, pattern: String, root: String
  ) {
    self.commands = commands
    self.workingDirectory = workingDirectory
    self.temporaryDirectory = temporaryDirectory
    let places = [temporaryDirectory, root, ""]
    if pattern.isEmpty {
      (artifactFolder, artifactPattern) = ("\(temporaryDirectory)/dist", "*")
    } else if !pattern.hasPrefix("/") {
      (artifactFolder, artifactPattern) = (root, pattern)
    } else {
      // What stands in folders' own names is no pattern.
      artifactFolder = places.first { pattern.hasPrefix("\($0)/") } ?? ""
      artifactPattern = String(Substring(pattern.utf8.dropFirst(artifactFolder.utf8.count + 1)))
      if artifactFolder.isEmpty { artifactFolder = "/" }
    }
  }
}
