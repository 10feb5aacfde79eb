package import EnvironmentModel

extension RunEvent {
  /// The event without secrets in what it tells; names of steps and folders of logs stay as they are.
  ///
  /// - Complexity: O(*n*) in the length of its texts.
  package func masked(by mask: SecretMask) -> RunEvent {
    if mask.isEmpty { return self }
    return switch self {
    case .runStarted(let environments, let steps):
      .runStarted(environments: environments, steps: steps.map { $0.masked(by: mask) })
    case .commandStarted(let id, let start): .commandStarted(id, start.masked(by: mask))
    case .stepNoted(let id, let note): .stepNoted(id, mask.masked(note))
    case .stepFinished(let id, let outcome): .stepFinished(id, outcome.masked(by: mask))
    case .stopRequested(let reason): .stopRequested(reason: mask.masked(reason))
    case .startsEnded(let reason): .startsEnded(reason: mask.masked(reason))
    case .startsPaused(let cause, let reason): .startsPaused(cause, reason: mask.masked(reason))
    case .startsResumed(let cause, let reason): .startsResumed(cause, reason: mask.masked(reason))
    case .stopSignalled(let id, let signal, let processes):
      .stopSignalled(id, signal: signal, processes: processes.map(mask.masked))
    // Marks are digests.
    case .stepStarted, .outputGrew, .commandEnded, .inputsNoted, .environmentNoted, .testsNoted, .runFinished: self
    }
  }
}

extension PlannedStep {
  fileprivate func masked(by mask: SecretMask) -> PlannedStep {
    var step = self
    step.reason = mask.masked(reason)
    return step
  }
}

extension CommandStart {
  fileprivate func masked(by mask: SecretMask) -> CommandStart {
    var start = self
    start.arguments = arguments.map(mask.masked)
    start.workingDirectory = mask.masked(workingDirectory)
    start.executable = executable.map(mask.masked)
    return start
  }
}

extension StepOutcome {
  fileprivate func masked(by mask: SecretMask) -> StepOutcome {
    switch self {
    case .couldNotStart(let why): .couldNotStart(mask.masked(why))
    case .invalid(let why): .invalid(mask.masked(why))
    case .skipped(let why): .skipped(mask.masked(why))
    case .unavailable(let why): .unavailable(mask.masked(why))
    case .succeeded, .reused, .failed, .timedOut, .signalled, .cancelled, .blocked: self
    }
  }
}
