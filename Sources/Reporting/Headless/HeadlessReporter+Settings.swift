import RunModel

extension HeadlessReporter {
  /// How a reporter shows what it shows.
  package struct Settings: Sendable {
    package var style: TextStyle
    package var output: OutputMode
    /// How many steps run at once, for the first line; `nil` where nobody knows.
    package var jobCount: Int?
    /// The run's folder, as the reader can use it.
    package var folder: String
    /// The command line that runs environments again when `-e` and names are put after it.
    package var rerunCommand: String
    /// What follows the names: ` -- -k fast` where the run had arguments for the tests.
    package var rerunSuffix: String
    /// How wide a status line may be that is written anew all the time; `nil` without one.
    package var statusColumnCount: Int?
    /// The command line that tells which tests failed where.
    package var testsCommand = "swtox-tui history tests"
    package var verbosity = Verbosity.usual
    /// The build service that reads commands in the output; `nil` for none.
    package var service: BuildService?
    /// The absolute path that paths of annotations start from; empty leaves them as they are.
    package var sourceRoot = ""
    /// Whether logs come in the order of the plan, where environments end in any.
    package var isOrdered = false
    /// After so much time without a line it is said that the run goes on; `nil` for never.
    package var heartbeat: Duration?

    /// Settings of one run.
    package init(
      style: TextStyle, output: OutputMode, jobCount: Int?, folder: String, rerunCommand: String,
      rerunSuffix: String = "", statusColumnCount: Int? = nil
    ) {
      self.style = style
      self.output = output
      self.jobCount = jobCount
      self.folder = folder
      self.rerunCommand = rerunCommand
      self.rerunSuffix = rerunSuffix
      self.statusColumnCount = statusColumnCount
    }
  }
}

/// How much a headless run tells of itself.
package enum Verbosity: Int, Hashable, Sendable, CaseIterable, Comparable {
  /// Nothing; the exit code says how it ended.
  case silent = -2
  /// What went wrong, and the counts.
  case failures
  case usual
  /// The commands too.
  case commands
  /// Why each step is done, and what each command used.
  case reasons

  package static func < (left: Self, right: Self) -> Bool { left.rawValue < right.rawValue }

  /// The level so many steps above the usual one, or below for a negative number; the farthest where there is none.
  package init(offset: Int) { self = Verbosity(rawValue: min(2, max(-2, offset))) ?? .usual }
}
