import ArgumentParser
import Planning
import SourceText

/// How a run is carried out.
struct RunOptions: ParsableArguments {
  @Option(
    name: [.customShort("j"), .long, .customShort("p"), .customLong("parallel")],
    help: ArgumentHelp(
      "How many steps run at once: a number, 'auto' for the number of processors, or 'all'.", valueName: "n"))
  var jobs: JobCount = .automatic

  @Flag(name: [.customShort("r"), .long], help: "Make environments anew, even if nothing changed.")
  var recreate = false

  @Flag(
    name: [.customShort("b"), .customLong("rebuild"), .customLong("no-cache")],
    help: "Build packages anew, even if nothing changed.")
  var rebuild = false

  @Flag(name: .long, help: "Create environments and install, but run no commands.")
  var notest = false

  @Flag(name: .customLong("skip-pkg-install"), help: "Leave the package as it is: neither build nor install it.")
  var skipPackage = false

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
    } else if argument == "all" {
      self = .count(10_000)
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

extension RunOptions {
  /// The options of a command line that says nothing.
  static func none() throws(DiagnosticError) -> RunOptions { try of([]) }

  /// The options that words of an earlier command line stand for.
  static func of(_ words: [String]) throws(DiagnosticError) -> RunOptions {
    do {
      return try RunOptions.parse(words)
    } catch {
      throw DiagnosticError(.error("'\(words.joined(separator: " "))': \(RunOptions.message(for: error))"))
    }
  }

  /// The words that stand for the options that change a plan.
  var words: [String] {
    let flags = [
      (recreate, "--recreate"), (rebuild, "--rebuild"), (notest, "--notest"), (skipPackage, "--skip-pkg-install"),
    ]
    let choice =
      skipMissingInterpreters == .config ? [] : ["--skip-missing-interpreters", skipMissingInterpreters.rawValue]
    return flags.filter(\.0).map(\.1) + choice
  }

  var planOptions: PlanOptions {
    PlanOptions(
      recreates: recreate, skipsCommands: notest, rebuilds: rebuild,
      skipsMissingInterpreters: skipMissingInterpreters.value, leavesPackage: skipPackage)
  }
}
