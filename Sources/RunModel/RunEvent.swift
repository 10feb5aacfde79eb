package import EnvironmentModel

/// One step of the plan, as the journal keeps it.
package struct PlannedStep: Hashable, Sendable {
  package var id: StepID
  package var needs: [StepID]
  /// Why the step is in the plan: `no environment yet`.
  package var reason: String
  /// Whether its failure counts as a success of the environment, as `ignore_outcome` asks.
  package var isFailureIgnored: Bool

  package init(id: StepID, needs: [StepID], reason: String, isFailureIgnored: Bool = false) {
    self.id = id
    self.needs = needs
    self.reason = reason
    self.isFailureIgnored = isFailureIgnored
  }
}

/// One command of a step when it starts.
package struct CommandStart: Hashable, Sendable {
  /// Counts from zero within the step.
  package var index: Int
  /// `commands`, `commands_pre`, `create`, ….
  package var phase: String
  package var arguments: [String]
  package var workingDirectory: String
  package var processID: Int32
  /// The file that is run, where the first of the arguments does not say it whole; `nil` where it does, or nobody knows.
  package var executable: String?
  /// Which attempt at all commands of the environment it belongs to, from 1.
  package var attempt = 1
  /// Where its output begins in the step's log; `nil` in journals of earlier versions.
  package var logOffset: Int?

  package init(index: Int, phase: String, arguments: [String], workingDirectory: String, processID: Int32) {
    self.index = index
    self.phase = phase
    self.arguments = arguments
    self.workingDirectory = workingDirectory
    self.processID = processID
  }
}

/// How one command of a step ended.
package struct CommandEnd: Hashable, Sendable {
  package var index: Int
  /// `nil` when a signal ended it.
  package var exitCode: Int32?
  package var signal: Int32?
  package var duration: Duration
  /// Of all its processes that had ended by then, in the kernel and outside.
  package var cpuTime: Duration
  /// The part of it that was spent in the kernel; `nil` in journals of earlier versions.
  package var systemTime: Duration?
  /// The largest resident set of one process.
  package var peakMemoryByteCount: Int
  /// What system calls read, files and pipes alike; `nil` where the kernel does not say, and in earlier journals.
  package var readByteCount: Int?
  package var writtenByteCount: Int?
  /// Where its output ends in the step's log; `nil` in journals of earlier versions.
  package var logOffset: Int?
  /// What it had too much of, so that it was ended; `nil` where it ended by itself or for another reason.
  package var overrun: Overrun?

  /// What of a command can be too much.
  package enum Overrun: Hashable, Sendable {
    /// Its time was over.
    case time
    /// It was silent for too long.
    case silence
  }

  package init(
    index: Int, exitCode: Int32?, signal: Int32?, duration: Duration, cpuTime: Duration, systemTime: Duration? = nil,
    peakMemoryByteCount: Int, readByteCount: Int? = nil, writtenByteCount: Int? = nil
  ) {
    self.index = index
    self.exitCode = exitCode
    self.signal = signal
    self.duration = duration
    self.cpuTime = cpuTime
    self.systemTime = systemTime
    self.peakMemoryByteCount = peakMemoryByteCount
    self.readByteCount = readByteCount
    self.writtenByteCount = writtenByteCount
  }
}

/// Something that happened in a run. Output is never part of an event; it stands in the step's log file.
package enum RunEvent: Hashable, Sendable {
  /// The first event: which environments in which order, and all steps of the plan.
  case runStarted(environments: [EnvironmentName], steps: [PlannedStep])
  case stepStarted(StepID)
  case commandStarted(StepID, CommandStart)
  /// The step's log now has this many bytes; coalesced, the last one before the step's end is exact.
  case outputGrew(StepID, byteCount: Int)
  case commandEnded(StepID, CommandEnd)
  /// Something worth telling about a step that is not its end: a retry, a warning.
  case stepNoted(StepID, String)
  /// What the result of the step's environment rests on; told before the step ends.
  case inputsNoted(StepID, [StepInput])
  /// What the step's environment is made of; told before its commands run.
  case environmentNoted(StepID, EnvironmentContent)
  /// What the reports of tests say that the step's commands left; told before the step ends.
  case testsNoted(StepID, CollectedTests)
  case stepFinished(StepID, StepOutcome)
  /// Somebody wants the run to end; the sentence says who or what.
  case stopRequested(reason: String)
  /// Nothing starts any more, and what runs goes on to its end.
  case startsEnded(reason: String)
  /// Nothing new starts until the same cause lets it; the sentence says who or what wants it so.
  case startsPaused(PauseCause, reason: String)
  case startsResumed(PauseCause, reason: String)
  /// A signal went to the processes of a step's tree; `processes` are the command lines still alive before it.
  case stopSignalled(StepID, signal: Int32, processes: [String])
  /// The last event of a run that ended in order.
  case runFinished
}

/// What can keep a run from starting anything new for a while.
package enum PauseCause: String, Hashable, Sendable, CaseIterable {
  /// Somebody asked for it.
  case user
  /// The machine has too much to do, so that only one step at a time starts.
  case pressure
}

/// An event with its number, from one, and the time it was numbered.
package struct NumberedEvent: Hashable, Sendable {
  package var number: Int
  /// Microseconds since 1970.
  package var time: Int64
  package var event: RunEvent

  package init(number: Int, time: Int64, event: RunEvent) {
    self.number = number
    self.time = time
    self.event = event
  }
}
