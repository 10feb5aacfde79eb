import ArgumentParser
import EnvironmentModel
import Planning
import SourceText

/// How a run is carried out.
struct RunOptions: ParsableArguments {
  @Option(
    name: [.customShort("j"), .long, .customShort("p"), .customLong("parallel")],
    help: ArgumentHelp(
      "How many steps run at once: a number, 'auto' for the number of processors, or 'all'.", valueName: "n"))
  var jobs: JobCount = .automatic

  @Option(
    name: .customLong("limit"), parsing: .singleValue,
    help: ArgumentHelp(
      """
      At most n steps of a group at once: of a kind such as conda, or setup, test or build; or memory=8GB. Once for each.
      """, valueName: "group=n"))
  var limitWords: [String] = []

  @Option(
    name: .customLong("max-fail"), parsing: .unconditional,
    help: ArgumentHelp("Start nothing more once so many environments or packages have failed.", valueName: "n"))
  var maximumFailures: Int?

  @Flag(name: .customLong("fail-fast"), help: "Start nothing more after the first failure, as with --max-fail 1.")
  var failsFast = false

  @Option(
    name: .customLong("timeout"), parsing: .unconditional,
    help: ArgumentHelp(
      "End each command of an environment that takes longer; counts before 'timeout' of environments.",
      valueName: "seconds"))
  var timeout: Double?

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

  /// The words that stand for the options that change a run, but for the number of jobs.
  var words: [String] {
    let flags = [
      (recreate, "--recreate"), (rebuild, "--rebuild"), (notest, "--notest"), (skipPackage, "--skip-pkg-install"),
    ]
    let choice =
      skipMissingInterpreters == .config ? [] : ["--skip-missing-interpreters", skipMissingInterpreters.rawValue]
    let limits =
      limitWords.flatMap { ["--limit", $0] } + (failureLimit.map { ["--max-fail", String($0)] } ?? [])
      + (timeout.map { ["--timeout", String($0)] } ?? [])
    return flags.filter(\.0).map(\.1) + choice + limits
  }

  /// What the command line says of how much may go on at once; validated when it was read.
  var limits: RunLimits { (try? checkedLimits()) ?? RunLimits() }

  /// After how many failures nothing starts any more; `nil` for never.
  var failureLimit: Int? { failsFast ? 1 : maximumFailures }

  func validate() throws {
    _ = try checkedLimits()
    if let maximumFailures, maximumFailures < 1 {
      throw ValidationError("--max-fail \(maximumFailures): use a number from 1 on")
    }
    if let timeout, !(timeout > 0 && timeout < 1_000_000_000) {
      throw ValidationError("--timeout \(timeout): use a number of seconds above 0 and below a thousand million")
    }
  }

  private func checkedLimits() throws(ValidationError) -> RunLimits {
    var limits = RunLimits()
    for word in limitWords {
      let parts = word.split(separator: "=", maxSplits: 1).map(String.init)
      guard parts.count == 2 else {
        throw ValidationError("--limit '\(word)' sets nothing; write '--limit conda=1' or '--limit memory=8GB'")
      }
      do throws(RunLimits.Fault) {
        try limits.set(parts[0], to: parts[1])
      } catch {
        throw ValidationError("--limit '\(word)': \(error.message); \(error.help)")
      }
    }
    return limits
  }

  var planOptions: PlanOptions {
    var options = PlanOptions(
      recreates: recreate, skipsCommands: notest, rebuilds: rebuild,
      skipsMissingInterpreters: skipMissingInterpreters.value, leavesPackage: skipPackage)
    options.timeout = timeout.map { .seconds($0) }
    return options
  }
}
