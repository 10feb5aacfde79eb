import ArgumentParser
import EnvironmentModel

/// Where the project is and how its files are read.
struct ProjectOptions: ParsableArguments {
  @Option(
    name: [.customShort("c"), .customLong("conf")],
    help: ArgumentHelp(
      "The configuration file, or the folder that holds it.",
      discussion: "Without it the file is searched for here and in the folders above.", valueName: "path"),
    completion: .file())
  var configuration: String?

  @Option(
    name: .customLong("workdir"),
    help: ArgumentHelp("The folder for environments, artefacts and runs.", valueName: "folder"), completion: .directory)
  var workDirectory: String?

  @Option(
    name: .customLong("root"),
    help: ArgumentHelp("The folder that relative paths start from, if not the configuration's.", valueName: "folder"),
    completion: .directory)
  var root: String?

  @Option(
    name: [.customShort("x"), .customLong("override")], parsing: .singleValue,
    help: ArgumentHelp(
      "Set a key, or add to it with '+=', whatever the file says: testenv:lint.deps+=ruff; may be repeated.",
      discussion: "The variable TOX_OVERRIDE does the same, with ';' between several.",
      valueName: "section.key=value"))
  var overrides: [String] = []

  @Flag(name: .long, help: "No dashboard: plain text for scripts and CI.")
  var headless = false

  /// Overrides that a command makes by itself, and nobody has written.
  var ownOverrides: [String] = []

  private enum CodingKeys: CodingKey {
    case configuration, workDirectory, root, overrides, headless
  }

  /// The words that name the project on a command line.
  var words: [String] {
    var words: [String] = []
    if let path = configuration { words += ["-c", path] }
    if let folder = workDirectory { words += ["--workdir", folder] }
    if let folder = root { words += ["--root", folder] }
    for override in overrides { words += ["-x", override] }
    return words
  }

  /// The command line that runs environments of this project, to which `-e` and their names are put.
  var rerunCommand: String { commandLine("--headless") }

  /// A command line for this project, to which more words can be put.
  ///
  /// - Parameter command: The words behind the program's name.
  func commandLine(_ command: String...) -> String {
    (["swtox-tui"] + command + words).map(CommandLine.quoted).joined(separator: " ")
  }
}

extension ProjectOptions {
  /// The same, where environments are the one that the program was started in.
  func inPlace(_ names: [EnvironmentName]) -> ProjectOptions {
    var changed = self
    changed.ownOverrides += names.uniqued(by: \.self).map { DevenvCommand.override(of: "kind", for: $0, "system") }
    return changed
  }
}
