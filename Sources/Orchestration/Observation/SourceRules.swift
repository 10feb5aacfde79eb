import Host

/// Which files below a project's folder are sources, and which ones tools leave there or need for themselves.
enum SourceRules {
  /// Folders that tools fill wherever they stand; what is in them is no source.
  private static let filled: Set<Substring> = [
    "__pycache__", "node_modules", ".git", ".hg", ".svn", ".bzr", ".eggs",
    ".hypothesis",
  ]
  /// Folders that builds, tests and documentation fill in these very places, unless they are packages.
  static let filledPlaces: Set<String> = ["build", "dist", "htmlcov", "doc/_build", "docs/_build"]
  /// Files by which a folder is a cache (https://bford.info/cachedir), a virtual environment (PEP 405), or what npm, yarn or
  /// pnpm installed.
  static let generatedMarks: Set = [
    "CACHEDIR.TAG", "pyvenv.cfg", ".package-lock.json", ".yarn-integrity", ".yarn-state.yml", ".modules.yaml",
  ]

  /// What copies of a project do without in which something else installs what it needs.
  static let ofCopies = LeftOutFolders(marks: generatedMarks, names: ["node_modules", ".git", ".hg", ".svn"])

  /// Whether a folder with this name, wherever it stands, holds no sources.
  static func isFilled(_ name: Substring) -> Bool { filled.contains(name) || name.hasSuffix(".egg-info") }

  /// Whether a file is made from another, or left behind by tests that measure themselves.
  static func isMade(_ name: Substring) -> Bool {
    name.hasSuffix(".pyc") || name.hasSuffix(".pyo") || left.contains(name) || name.hasPrefix(".coverage.")
  }

  /// What coverage, mypy and testmon leave where they run.
  private static let left: Set<Substring> = [
    ".coverage", ".dmypy.json", ".testmondata", "coverage.xml", "nosetests.xml",
  ]

  /// Hidden files that say what belongs to a package.
  private static let listing: Set = [
    ".gitignore", ".gitattributes", ".git_archival.txt", ".npmignore", ".dockerignore",
  ]
  private static let accounts: Set = ["README", "CHANGES", "CHANGELOG", "HISTORY", "NEWS", "CONTRIBUTING"]
  private static let textEndings: Set = ["", "md", "markdown", "rst", "txt", "adoc", "org"]

  /// Whether a name at the top of a project is that of a file that only tells of it, or of settings for a tool.
  static func isAccount(_ name: String) -> Bool {
    if name.hasPrefix(".") { return !listing.contains(name) }
    let parts = name.split(separator: ".", maxSplits: 1)
    return accounts.contains(parts[0].uppercased())
      && textEndings.contains(parts.count > 1 ? parts[1].lowercased() : "")
  }
}
