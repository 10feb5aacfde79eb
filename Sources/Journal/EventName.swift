import RunModel

/// The kinds of events as the journal spells them.
enum EventName: String {
  case runStarted = "run-started"
  case stepStarted = "step-started"
  case commandStarted = "command-started"
  case outputGrew = "output-grew"
  case commandEnded = "command-ended"
  case stepNoted = "step-noted"
  case inputsNoted = "inputs-noted"
  case environmentNoted = "environment-noted"
  case testsNoted = "tests-noted"
  case stepFinished = "step-finished"
  case stopRequested = "stop-requested"
  case startsEnded = "starts-ended"
  case startsPaused = "starts-paused"
  case startsResumed = "starts-resumed"
  case stopSignalled = "stop-signalled"
  case runFinished = "run-finished"

  init(_ event: RunEvent) {
    self =
      switch event {
      case .runStarted: .runStarted
      case .stepStarted: .stepStarted
      case .commandStarted: .commandStarted
      case .outputGrew: .outputGrew
      case .commandEnded: .commandEnded
      case .stepNoted: .stepNoted
      case .inputsNoted: .inputsNoted
      case .environmentNoted: .environmentNoted
      case .testsNoted: .testsNoted
      case .stepFinished: .stepFinished
      case .stopRequested: .stopRequested
      case .startsEnded: .startsEnded
      case .startsPaused: .startsPaused
      case .startsResumed: .startsResumed
      case .stopSignalled: .stopSignalled
      case .runFinished: .runFinished
      }
  }
}

/// The outcomes of steps as the journal spells them.
enum OutcomeName: String {
  case succeeded, reused, failed, signalled, cancelled, blocked, skipped, unavailable
  case timedOut = "timed-out"
  case couldNotStart = "could-not-start"
  case invalid

  init(_ outcome: StepOutcome) {
    self =
      switch outcome {
      case .succeeded: .succeeded
      case .reused: .reused
      case .failed: .failed
      case .timedOut: .timedOut
      case .signalled: .signalled
      case .couldNotStart: .couldNotStart
      case .invalid: .invalid
      case .cancelled: .cancelled
      case .blocked: .blocked
      case .skipped: .skipped
      case .unavailable: .unavailable
      }
  }
}
