import EnvironmentModel
import Planning

/// What installs the dependencies of a Node project, with what it is called by.
enum NodeManager: String, Hashable, CaseIterable {
  case npm, yarn, pnpm

  /// The program that does it.
  var tool: Tool {
    switch self {
    case .npm: Tool("npm", debianPackage: "npm")
    // Debian's finds its parts by Debian's Node alone.
    case .yarn: Tool("yarn", installation: "npm install --global yarn")
    case .pnpm: Tool("pnpm", installation: "npm install --global pnpm")
    }
  }

  /// The files that pin what is installed.
  var lockFiles: [String] {
    switch self {
    case .npm: ["npm-shrinkwrap.json", "package-lock.json"]
    case .yarn: ["yarn.lock"]
    case .pnpm: ["pnpm-lock.yaml"]
    }
  }

  /// The options of an installation that changes no lock file, or that makes do without one.
  ///
  /// - Parameter isModern: Whether yarn is 2 or later.
  func installation(hasLock: Bool, isModern: Bool, isOffline: Bool) -> [String] {
    switch self {
    case .npm:
      [hasLock ? "ci" : "install", "--no-audit", "--no-fund"] + (isOffline ? ["--offline"] : [])
    case .yarn:
      // Yarn 2 and later have other words, and take from their own settings whether they are offline.
      isModern
        ? ["install", "--immutable"]
        : ["install", "--non-interactive"] + [hasLock ? "--frozen-lockfile" : "--no-lockfile"]
          + (isOffline ? ["--offline"] : [])
    case .pnpm:
      ["install"] + [hasLock ? "--frozen-lockfile" : "--no-lockfile"] + (isOffline ? ["--offline"] : [])
    }
  }

  /// The commands that run a script of package.json, in each of some workspaces or in the project.
  ///
  /// - Parameter program: The name or path by which it is called.
  func running(_ words: [String], in workspaces: [String], by program: String) -> [[String]] {
    // npm wants a '--' before arguments, and many write it.
    let arguments = words.count > 1 && words[1] == "--" ? Array(words.dropFirst(2)) : Array(words.dropFirst())
    let words = [words[0]] + arguments
    switch self {
    case .npm:
      let places = workspaces.flatMap { ["--workspace", $0] }
      return [[program, "run", words[0]] + places + (arguments.isEmpty ? [] : ["--"] + arguments)]
    case .yarn:
      if workspaces.isEmpty { return [[program, "run"] + words] }
      return workspaces.map { [program, "workspace", $0, "run"] + words }
    case .pnpm:
      // A name of nothing would be a success.
      let places = workspaces.flatMap { ["--filter", $0] } + (workspaces.isEmpty ? [] : ["--fail-if-no-match"])
      return [[program] + places + ["run"] + words]
    }
  }
}
