import ArgumentParser
import LocalHost

/// How environments are made.
struct SetupOptions: ParsableArguments {
  @Option(
    name: [.customShort("j"), .long, .customShort("p"), .customLong("parallel")], parsing: .unconditional,
    help: Self.jobsHelp)
  var jobs: JobCount = .automatic

  @Flag(name: [.customShort("r"), .long], help: "Make environments anew, even if nothing changed.")
  var recreate = false

  @Flag(
    name: [.customShort("b"), .customLong("rebuild"), .customLong("no-cache")],
    help: "Build packages anew, even if nothing changed.")
  var rebuild = false

  @Flag(name: .customLong("skip-pkg-install"), help: "Leave the package as it is: neither build nor install it.")
  var skipPackage = false

  @Flag(name: .customLong("develop"), help: "Install packages so that changes of their sources show at once.")
  var develops = false

  @Option(
    name: .customLong("installpkg"),
    help: ArgumentHelp("A built package that environments get in the place of their own.", valueName: "file"),
    completion: .file())
  var givenPackage: String?

  @Flag(name: .customLong("skip-env-install"), help: "Install nothing: neither dependencies nor packages.")
  var skipsInstallation = false

  @Flag(
    name: .customLong("list-dependencies"),
    help: "Tell what is installed, by list_dependencies_command, before commands run.")
  var listsDependencies = false

  @Option(
    name: .long,
    help: ArgumentHelp(
      "Whether environments without their interpreter are skipped: true, false or config.", valueName: "choice"))
  var skipMissingInterpreters: SkipChoice = .config

  static let jobsHelp = ArgumentHelp(
    "How many steps run at once: a number, 'auto' for the number of processors, or 'all'.", valueName: "n")
}

/// A number of jobs, or as many as there are processors.
enum JobCount: ExpressibleByArgument, Equatable {
  case automatic
  case count(Int)

  init?(argument: String) {
    if argument == "auto" {
      self = .automatic
    } else if argument == "all" {
      self = .count(10_000)
    } else if let count = Int(argument), count > 0 {
      self = .count(count)
    } else {
      return nil
    }
  }

  /// The number that a run had.
  static func recorded(_ count: Int) -> JobCount {
    count == LocalMachine.coreCount ? .automatic : .count(max(1, count))
  }

  var defaultValueDescription: String { "auto" }
}

/// Whether missing interpreters are fine.
enum SkipChoice: String, ExpressibleByArgument, CaseIterable {
  case `true`, `false`, config

  /// `nil` leaves it to the configuration.
  var value: Bool? { self == .config ? nil : self == .true }
}
