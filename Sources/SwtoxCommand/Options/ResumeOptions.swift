import ArgumentParser
import Journal
import SourceText

/// What may be other than in the run that is gone on with.
struct ResumeOptions: ParsableArguments {
  @Option(name: [.customShort("j"), .long], parsing: .unconditional, help: SetupOptions.jobsHelp)
  var jobs: JobCount?

  @Option(name: .customLong("limit"), parsing: .singleValue, help: RunOptions.limitHelp)
  var limitWords: [String] = []

  @Option(name: .customLong("max-fail"), parsing: .unconditional, help: RunOptions.maximumFailuresHelp)
  var maximumFailures: Int?

  @Flag(name: .customLong("fail-fast"), help: RunOptions.failsFastHelp)
  var failsFast = false

  @Flag(name: .customLong("no-back-pressure"), help: RunOptions.ignoresPressureHelp)
  var ignoresPressure = false

  func validate() throws {
    _ = try RunOptions.checkedLimits(limitWords)
    try RunOptions.check(maximumFailures: maximumFailures)
  }

  /// The options of a run, with these in their place.
  func runOptions(of request: RunRequest) throws(DiagnosticError) -> RunOptions {
    var options = try RunOptions.of(request.options)
    if failsFast || maximumFailures != nil {
      (options.failsFast, options.maximumFailures) = (failsFast, maximumFailures)
    }
    if ignoresPressure { options.ignoresPressure = true }
    // Journals of earlier versions tell the number alone.
    let given = options.setup.jobs == .automatic ? JobCount.recorded(request.jobCount) : options.setup.jobs
    options.setup.jobs = jobs ?? given
    let own = Set(limitWords.map(Self.group))
    options.limitWords = options.limitWords.filter { !own.contains(Self.group($0)) } + limitWords
    return options
  }

  private static func group(_ word: String) -> Substring { word.prefix { $0 != "=" } }
}
