package import EnvironmentModel
package import Host
package import Planning
package import RunModel
import Synchronization

/// What the run loop is told.
package enum RunMessage: Sendable {
  /// Something a step did, to be numbered and recorded.
  case event(RunEvent)
  /// A process runs, which has so much time when it is told to end.
  case childStarted(StepID, any ChildProcess, StopPatience)
  case childEnded(StepID)
  /// A log has grown for the first time since its size was taken.
  case outputGrew(OutputCapture)
  /// It is time to take the sizes of grown logs.
  case takeSizes
  case stepEnded(StepID, StepOutcome)
  /// Somebody wants the run to end; urgent means without grace.
  case stop(reason: String, isUrgent: Bool)
  case cancel(Set<EnvironmentName>, reason: String)
  /// Somebody wants nothing new to start for now, or it to go on.
  case pause(Bool, reason: String)
  /// How hard the machine has to work.
  case pressure(PressureReading)
  /// It is time to look whether jobs that were lent have come back.
  case lookForTokens
}

/// Messages on their way to the run loop, its only reader; anybody may post.
package final class RunMailbox: Sendable {
  private struct State {
    var messages: [RunMessage] = []
    var reader: CheckedContinuation<[RunMessage], Never>?
  }

  private let state = Mutex(State())

  package init() {}

  /// Adds a message and wakes the reader; never blocks.
  package func post(_ message: RunMessage) {
    let (reader, messages) = state.withLock { state -> (CheckedContinuation<[RunMessage], Never>?, [RunMessage]) in
      state.messages.append(message)
      guard let reader = state.reader else { return (nil, []) }
      let messages = state.messages
      state.messages = []
      state.reader = nil
      return (reader, messages)
    }
    reader?.resume(returning: messages)
  }

  /// Whether a run that has not begun is to end, or all its environments are cancelled.
  package func isGivenUp(_ names: Set<EnvironmentName>) -> Bool {
    var left = names
    for message in state.withLock({ $0.messages }) {
      switch message {
      case .stop: return true
      case .cancel(let cancelled, _): left.subtract(cancelled)
      default: break
      }
    }
    return left.isEmpty
  }

  /// All messages since the last call, in order; none where there are none.
  func takeAll() -> [RunMessage] {
    state.withLock { state in
      defer { state.messages = [] }
      return state.messages
    }
  }

  /// All messages since the last call, in order; waits for the first.
  func next() async -> [RunMessage] {
    await withCheckedContinuation { continuation in
      let messages = state.withLock { state -> [RunMessage] in
        let messages = state.messages
        state.messages = []
        if messages.isEmpty { state.reader = continuation }
        return messages
      }
      if !messages.isEmpty { continuation.resume(returning: messages) }
    }
  }
}
