import ArgumentParser
import EnvironmentModel

/// Where the project is and how its files are read.
struct ProjectOptions: ParsableArguments {
  @Option(
    name: [.customShort("c"), .customLong("conf")],
    help: ArgumentHelp(
      "The configuration file, or the folder that holds it.",
      discussion: "Without it the file is searched for here and in the folders above.", valueName: "path"))
  var configuration: String?

  @Option(
    name: .customLong("workdir"),
    help: ArgumentHelp("The folder for environments, artefacts and runs.", valueName: "folder"))
  var workDirectory: String?

  @Option(
    name: [.customShort("x"), .customLong("override")], parsing: .singleValue,
    help: ArgumentHelp(
      "Set a key, or add to it with '+=', whatever the file says: testenv:lint.deps+=ruff; may be repeated.",
      discussion: "The variable TOX_OVERRIDE does the same, with ';' between several.",
      valueName: "section.key=value"))
  var overrides: [String] = []

  @Flag(name: .long, help: "No dashboard: plain text for scripts and CI.")
  var headless = false

  /// The command line that runs environments of this project, to which `-e` and their names are put.
  var rerunCommand: String {
    var words = ["swtox-tui", "--headless"]
    if let path = configuration { words += ["-c", path] }
    if let folder = workDirectory { words += ["--workdir", folder] }
    for override in overrides { words += ["-x", override] }
    return words.map(CommandLine.quoted).joined(separator: " ")
  }
}

/// Which environments are meant.
struct SelectionOptions: ParsableArguments {
  @Option(
    name: [.customShort("e"), .customLong("env")], parsing: .singleValue,
    help: ArgumentHelp(
      "Environments to run: names, patterns such as 'py3{11,12}' or 'py3*', or ALL; may be repeated.",
      discussion: "Without it the env_list of the configuration counts, or the variable TOXENV.", valueName: "env"))
  var environments: [String] = []

  @Option(
    name: [.customShort("f"), .customLong("factor")], parsing: .singleValue,
    help: ArgumentHelp(
      "Environments with all of these factors, blanks or commas between them.",
      discussion: "Repeated, environments with the factors of any one are meant. Names given by -e narrow them down.",
      valueName: "factors"))
  var factorItems: [String] = []

  @Option(
    name: [.customShort("m"), .customLong("label")], parsing: .singleValue,
    help: ArgumentHelp("Environments with any of these labels; may be repeated.", valueName: "labels"))
  var labelItems: [String] = []

  @Option(
    name: .customLong("skip-env"),
    help: ArgumentHelp(
      "Leave out environments whose names begin with a match of this regular expression.",
      discussion: "Without it the variable TOX_SKIP_ENV counts.", valueName: "regex"))
  var skipped: String?

  /// The sets of factors, each of which is enough.
  var factorSets: [Set<String>] {
    factorItems.map { Set($0.split { $0 == "," || $0 == "-" || $0.isWhitespace }.map(String.init)) }
      .filter { !$0.isEmpty }
  }

  /// Whether factors or labels choose, and not names alone.
  var choosesByProperty: Bool { !factorSets.isEmpty || !labelNames.isEmpty }

  var labelNames: [String] { labelItems.flatMap { $0.split { $0 == "," || $0.isWhitespace }.map(String.init) } }
}

/// How a run is carried out.
struct RunOptions: ParsableArguments {
  @Option(
    name: [.customShort("j"), .long],
    help: ArgumentHelp("How many steps run at once: a number, or 'auto' for the number of processors.", valueName: "n"))
  var jobs: JobCount = .automatic

  @Flag(name: [.customShort("r"), .long], help: "Make environments anew, even if nothing changed.")
  var recreate = false

  @Flag(name: [.customShort("b"), .customLong("rebuild")], help: "Build packages anew, even if nothing changed.")
  var rebuild = false

  @Flag(name: .long, help: "Create environments and install, but run no commands.")
  var notest = false

  @Option(
    name: .long,
    help: ArgumentHelp(
      "Whether environments without their interpreter are skipped: true, false or config.", valueName: "choice"))
  var skipMissingInterpreters: SkipChoice = .config
}

/// A number of jobs, or as many as there are processors.
enum JobCount: ExpressibleByArgument, Equatable {
  case automatic
  case count(Int)

  init?(argument: String) {
    if argument == "auto" {
      self = .automatic
    } else if let count = Int(argument), count > 0 {
      self = .count(count)
    } else {
      return nil
    }
  }

  var defaultValueDescription: String { "auto" }
}

/// Whether missing interpreters are fine.
enum SkipChoice: String, ExpressibleByArgument, CaseIterable {
  case `true`, `false`, config

  /// `nil` leaves it to the configuration.
  var value: Bool? { self == .config ? nil : self == .true }
}
