package import EnvironmentModel

/// What one run said of one environment, with what the result rested on.
package struct PastResult: Hashable, Sendable {
  package var run: RunID
  package var environment: EnvironmentName
  package var status: MatrixStatus
  /// Why it is so; empty for most successes.
  package var reason: String
  /// The line of its log that says most about a failure.
  package var firstError: String?
  /// When the run began, in microseconds since 1970.
  package var runTime: Int64
  /// The microseconds that its steps worked, and those of its commands alone; `nil` where nothing ran.
  package var workedMicroseconds: Int64?
  package var cpuMicroseconds: Int64
  /// The most memory that one of its commands had.
  package var peakMemoryByteCount: Int
  /// Whether a command had to be tried again before it succeeded.
  package var neededRetry: Bool
  /// Whether an earlier run did the work.
  package var isKept: Bool
  package var revision: SourceRevision?
  package var basis: Basis

  /// Marks of what a result rests on; equal marks mean the same content, empty ones that nobody knows.
  package struct Basis: Hashable, Sendable {
    package var interpreter: String
    package var tool: String
    package var packagesMark: String
    package var inputsMark: String
    package var settingsMark: String

    package init(
      interpreter: String = "", tool: String = "", packagesMark: String = "", inputsMark: String = "",
      settingsMark: String = ""
    ) {
      self.interpreter = interpreter
      self.tool = tool
      self.packagesMark = packagesMark
      self.inputsMark = inputsMark
      self.settingsMark = settingsMark
    }
  }

  package init(
    run: RunID, environment: EnvironmentName, status: MatrixStatus, reason: String = "", firstError: String? = nil,
    runTime: Int64 = 0, workedMicroseconds: Int64? = nil, cpuMicroseconds: Int64 = 0, peakMemoryByteCount: Int = 0,
    neededRetry: Bool = false, isKept: Bool = false, revision: SourceRevision? = nil, basis: Basis = Basis()
  ) {
    self.run = run
    self.environment = environment
    self.status = status
    self.reason = reason
    self.firstError = firstError
    self.runTime = runTime
    self.workedMicroseconds = workedMicroseconds
    self.cpuMicroseconds = cpuMicroseconds
    self.peakMemoryByteCount = peakMemoryByteCount
    self.neededRetry = neededRetry
    self.isKept = isKept
    self.revision = revision
    self.basis = basis
  }

  /// Whether it says something of the environment's commands: they passed or failed, or could not be prepared for.
  package var isTelling: Bool { (status.isGood && !isKept) || status == .fail || status == .error }

  /// Whether nothing is known to have changed since another result, so that another outcome needs another cause.
  ///
  /// Without version control, or where files outside it decide, that is more than anybody can know.
  package func restsOnTheSame(as other: PastResult) -> Bool {
    revision != nil && revision == other.revision && basis == other.basis
  }
}
