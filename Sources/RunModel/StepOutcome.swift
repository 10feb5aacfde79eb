/// How a step ended.
package enum StepOutcome: Hashable, Sendable {
  case succeeded
  /// Nothing was done because nothing had changed.
  case reused
  /// The step's command ended with this code, or another fault that has no code is told by code 1 and the reason.
  case failed(exitCode: Int32)
  case timedOut
  /// A command was ended by a signal that we did not send.
  case signalled(Int32)
  /// A program could not be started or a file not be written; the sentence says which.
  case couldNotStart(String)
  /// The settings of its environment make no sense; the sentence says which.
  case invalid(String)
  case cancelled
  /// A step it needs did not succeed.
  case blocked(by: StepID)
  /// Left out on purpose; the sentence says why.
  case skipped(String)
  /// No interpreter or tool for it on this machine; the sentence says where was looked.
  case unavailable(String)

  /// Whether steps that need this one can go on.
  package var isSuccess: Bool {
    switch self {
    case .succeeded, .reused: true
    default: false
    }
  }
}

extension StepOutcome {
  /// Whether something went wrong with the step itself.
  package var isFailure: Bool {
    switch self {
    case .failed, .timedOut, .signalled, .couldNotStart, .invalid: true
    case .succeeded, .reused, .cancelled, .blocked, .skipped, .unavailable: false
    }
  }
}

/// What a cell of the matrix shows.
package enum MatrixStatus: String, Hashable, Sendable, CaseIterable {
  case pass, fail, error, running, waiting, queued, skipped, cancelled, flaky, unavailable
  /// Never run, or not run since the configuration named it.
  case unknown

  /// The rank in roll-ups, where the greatest of all is shown.
  package var severity: Int {
    switch self {
    case .error: 10
    case .fail: 9
    case .running: 8
    case .waiting: 7
    case .cancelled: 6
    case .flaky: 5
    case .queued: 4
    case .unavailable: 3
    case .skipped: 2
    case .pass: 1
    case .unknown: 0
    }
  }

  /// Whether it passed, be it at another attempt.
  package var isGood: Bool { self == .pass || self == .flaky }
  /// Whether the run will not change it any more.
  package var isSettled: Bool {
    switch self {
    case .running, .waiting, .queued: false
    default: true
    }
  }
  package var isBad: Bool { self == .fail || self == .error || self == .cancelled }
}
