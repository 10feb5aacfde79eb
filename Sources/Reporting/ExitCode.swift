package import RunModel

/// The exit codes of the program; documented in its help and stable.
package enum ExitCode: Int32, Hashable, Sendable, CaseIterable {
  case success = 0
  /// Commands of at least one environment failed or could not be started.
  case failed = 1
  /// Wrong usage, or settings that make no sense, of the project or of an environment.
  case usage = 2
  /// No commands failed, but an environment could not be set up or its interpreter is not there.
  case environmentError = 3
  /// Every environment was skipped, or there was none.
  case nothingRan = 4
  /// A fault of the program or of the machine under it, such as a full disk.
  case internalError = 70
  /// The program that `exec` ran took longer than it may, as timeout(1) tells it.
  case timedOut = 124
  /// The program that `exec` was to become cannot be run, and is not there, as shells tell them apart.
  case cannotRun = 126
  case commandNotFound = 127
  /// The terminal went away, as shells tell a signal: 128 and its number.
  case hungUp = 129
  case interrupted = 130
  case quit = 131
  case terminated = 143

  /// What it tells, in a few words for manuals.
  package var meaning: String {
    switch self {
    case .success: "all passed"
    case .failed: "an environment failed"
    case .usage: "wrong usage, configuration or settings"
    case .environmentError: "an environment could not be set up"
    case .nothingRan: "nothing ran"
    case .internalError: "a fault of swtox or of the machine, such as a full disk"
    case .timedOut: "exec: the command took longer than --timeout"
    case .cannotRun: "exec: the command cannot be run"
    case .commandNotFound: "exec: the command is not there"
    case .hungUp: "stopped since the terminal is gone (HUP)"
    case .interrupted: "stopped by Ctrl-C"
    case .quit: "stopped by QUIT"
    case .terminated: "stopped by TERM"
    }
  }
}

/// The exit code that tells how a run ended; failed commands count before settings that make no sense, and those before
/// environments that could not be set up.
///
/// - Complexity: O(*n*) in the environments of the run.
package func exitCode(of state: RunState) -> ExitCode {
  if state.stopReason != nil || state.isInterrupted { return .interrupted }
  // Where packages alone are built there are no environments.
  if state.environments.isEmpty, !state.steps.isEmpty { return packagesCode(state) }
  let statuses = Set(state.environments.map { state.summary(of: .environment($0)).status })
  // What never started since too many had failed is no failure of its own.
  let isCutShort = state.startsEndReason != nil
  if statuses.contains(.fail) || (statuses.contains(.cancelled) && !isCutShort) { return .failed }
  let steps = state.environments.lazy.flatMap { state.steps(of: .environment($0)) }
  if steps.contains(where: { $0.isInvalid && !$0.plan.isFailureIgnored }) { return .usage }
  if !statuses.isDisjoint(with: [.error, .unavailable]) { return .environmentError }
  if statuses.contains(.cancelled) { return .failed }
  return statuses.contains(where: \.isGood) ? .success : .nothingRan
}

/// That of a run which builds packages and makes no environments.
private func packagesCode(_ state: RunState) -> ExitCode {
  let isGood = state.steps.values.allSatisfy { step in
    if case .finished(let outcome) = step.phase { outcome.isSuccess } else { false }
  }
  return isGood ? .success : .environmentError
}
