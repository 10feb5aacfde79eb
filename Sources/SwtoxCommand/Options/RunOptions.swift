import ArgumentParser
import EnvironmentModel
import Planning
import SourceText

/// How a run is carried out.
struct RunOptions: ParsableArguments {
  @OptionGroup var setup: SetupOptions

  @Option(
    name: .customLong("limit"), parsing: .singleValue,
    help: Self.limitHelp)
  var limitWords: [String] = []

  @Flag(name: .customLong("no-back-pressure"), help: Self.ignoresPressureHelp)
  var ignoresPressure = false

  @Flag(
    name: .customLong("jobserver"),
    help: "Share the jobs with make, ninja and cargo in the environments, so that all together keep to their number.")
  var sharesJobs = false

  @Option(
    name: .customLong("max-fail"), parsing: .unconditional,
    help: Self.maximumFailuresHelp)
  var maximumFailures: Int?

  @Flag(name: .customLong("fail-fast"), help: Self.failsFastHelp)
  var failsFast = false

  @Option(
    name: .customLong("timeout"), parsing: .unconditional,
    help: ArgumentHelp(
      "End each command of an environment that takes longer; counts before 'timeout' of environments.",
      valueName: "seconds"))
  var timeout: Double?

  @Flag(
    name: .customLong("with-deps"),
    help: "Run what 'depends' names with the environments; a failure of it blocks those that name it.")
  var withDependencies = false

  @Flag(name: .long, help: "Create environments and install, but run no commands.")
  var notest = false

  @Flag(
    name: [.customLong("pkg-only"), .customLong("sdistonly")], help: "Build the packages, and make no environment.")
  var buildsOnly = false

  @Flag(
    name: .customLong("in-place"),
    help: "Make no environments: run the commands in the one this was started in, and install nothing.")
  var isInPlace = false
}

extension RunOptions {
  var jobs: JobCount { setup.jobs }

  /// The options of a command that only sets up.
  static func preparing(_ setup: SetupOptions) throws(DiagnosticError) -> RunOptions {
    var options = try none()
    options.setup = setup
    options.notest = true
    return options
  }

  static let maximumFailuresHelp = ArgumentHelp(
    "Start nothing more once so many environments or packages have failed.", valueName: "n")
  static let failsFastHelp: ArgumentHelp = "Start nothing more after the first failure, as with --max-fail 1."

  static let ignoresPressureHelp: ArgumentHelp = "Start steps however hard the machine has to work."

  static let limitHelp = ArgumentHelp(
    """
    At most n steps of a group at once: of a kind such as conda, or setup, test or build; or memory=8GB; or the percentage \
    of pressure on the machine from which on nothing new starts: cpu_pressure, memory_pressure, io_pressure. Once for each.
    """, valueName: "group=n")

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

  /// The words that stand for the options that change a run; of the number of jobs only one that was given.
  var words: [String] {
    let flags = [
      (setup.recreate, "--recreate"), (setup.rebuild, "--rebuild"), (notest, "--notest"),
      (withDependencies, "--with-deps"),
      (ignoresPressure, "--no-back-pressure"), (sharesJobs, "--jobserver"),
      (setup.skipPackage, "--skip-pkg-install"), (setup.develops, "--develop"),
      (setup.skipsInstallation, "--skip-env-install"), (buildsOnly, "--pkg-only"),
      (isInPlace, "--in-place"),
      (setup.listsDependencies, "--list-dependencies"),
    ]
    let skip = setup.skipMissingInterpreters
    let choice = skip == .config ? [] : ["--skip-missing-interpreters", skip.rawValue]
    let limits =
      limitWords.flatMap { ["--limit", $0] } + (failureLimit.map { ["--max-fail", String($0)] } ?? [])
      + (timeout.map { ["--timeout", String($0)] } ?? [])
      + (setup.givenPackage.map { ["--installpkg", $0] } ?? [])
    let jobs = if case .count(let count) = setup.jobs { ["--jobs", String(count)] } else { [String]() }
    return flags.filter(\.0).map(\.1) + choice + limits + jobs
  }

  /// What the command line says of how much may go on at once; validated when it was read.
  var limits: RunLimits { (try? Self.checkedLimits(limitWords)) ?? RunLimits() }

  /// After how many failures nothing starts any more; `nil` for never.
  var failureLimit: Int? { failsFast ? 1 : maximumFailures }

  func validate() throws {
    _ = try Self.checkedLimits(limitWords)
    try Self.check(maximumFailures: maximumFailures)
    try Self.check(timeout: timeout)
  }

  static func check(maximumFailures: Int?) throws(ValidationError) {
    guard let maximumFailures, maximumFailures < 1 else { return }
    throw ValidationError("--max-fail \(maximumFailures): use a number from 1 on")
  }

  static func check(timeout: Double?) throws(ValidationError) {
    guard let timeout, !(timeout > 0 && timeout < 1_000_000_000) else { return }
    throw ValidationError("--timeout \(timeout): use a number of seconds above 0 and below a thousand million")
  }

  /// - Throws: What is wrong with the first word that makes no sense.
  static func checkedLimits(_ words: [String]) throws(ValidationError) -> RunLimits {
    var limits = RunLimits()
    for word in words {
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
      recreates: setup.recreate, skipsCommands: notest, rebuilds: setup.rebuild,
      skipsMissingInterpreters: setup.skipMissingInterpreters.value, leavesPackage: setup.skipPackage)
    options.requiresPrerequisites = withDependencies
    options.develops = setup.develops
    options.skipsInstallation = setup.skipsInstallation || isInPlace
    options.buildsOnly = buildsOnly
    options.listsDependencies = setup.listsDependencies
    options.givenPackage = setup.givenPackage
    options.timeout = timeout.map { .seconds($0) }
    return options
  }
}
