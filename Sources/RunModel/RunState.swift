package import EnvironmentModel

/// One command as far as a run has got with it.
package struct CommandState: Hashable, Sendable {
  package var start: CommandStart
  package var startTime: Int64
  /// `nil` while it runs, and for ever when the run was broken off.
  package var end: CommandEnd?
}

/// One step as far as a run has got with it.
package struct StepState: Hashable, Sendable {
  /// How far the step has got; it only ever moves on.
  package enum Phase: Hashable, Sendable {
    case queued, running
    case finished(StepOutcome)
    /// The program ended without telling how; found when a journal has no end.
    case interrupted
  }

  package var plan: PlannedStep
  package var phase: Phase
  /// Microseconds since 1970; `nil` before it started.
  package var startTime: Int64?
  package var endTime: Int64?
  package var logByteCount: Int
  package var commands: [CommandState]
  package var notes: [String]
  /// What its environment was made of when its commands ran; `nil` where nobody looked.
  package var content: EnvironmentContent?
  /// What its commands left of tests; `nil` where they left nothing.
  package var tests: CollectedTests?
  /// What its environment's result rests on.
  package var inputs: [StepInput] = []
}

/// Everything known about a run: the fold of its events, the same live and from a journal.
package struct RunState: Hashable, Sendable {
  package private(set) var id: RunID
  package private(set) var environments: [EnvironmentName] = []
  /// Environments that are set up for builds alone, in the order of the plan.
  package private(set) var setups: [EnvironmentName] = []
  /// The plan's order.
  package private(set) var stepOrder: [StepID] = []
  package private(set) var steps: [StepID: StepState] = [:]
  package private(set) var startTime: Int64?
  package private(set) var endTime: Int64?
  package private(set) var stopReason: String?
  /// Why nothing started any more from some moment on.
  package private(set) var startsEndReason: String?
  /// Why nothing new starts for now, by what wants it so.
  package private(set) var pauses: [PauseCause: String] = [:]
  /// Whether the journal ended without the run's last event.
  package private(set) var isInterrupted = false
  /// Signals sent while stopping: step, signal and the commands it went to.
  package private(set) var stopSignals: [StopRecord] = []

  /// A signal that went to a step's process tree, and the command lines that still lived before it.
  package struct StopRecord: Hashable, Sendable {
    package var step: StepID
    package var signal: Int32
    package var processes: [String]
  }

  /// The packages of environments by their marks.
  package private(set) var packageLists: [String: [EnvironmentContent.Package]] = [:]

  package init(id: RunID) { self.id = id }

  package var isFinished: Bool { endTime != nil || isInterrupted }

  /// Takes one event in; O(1) but for the run's start.
  package mutating func apply(_ numbered: NumberedEvent) {
    let time = numbered.time
    switch numbered.event {
    case .runStarted(let environments, let steps): begin(environments, steps, at: time)
    case .stepStarted(let id):
      steps[id]?.phase = .running
      steps[id]?.startTime = time
    case .commandStarted(let id, let start):
      steps[id]?.commands.append(CommandState(start: start, startTime: time, end: nil))
    case .outputGrew(let id, let byteCount): steps[id]?.logByteCount = byteCount
    case .commandEnded(let id, let end): endCommand(of: id, end)
    case .stepNoted(let id, let note): steps[id]?.notes.append(note)
    case .inputsNoted(let id, let inputs): steps[id]?.inputs = inputs
    case .environmentNoted(let id, let content):
      if let packages = content.packages { packageLists[content.packagesMark] = packages }
      steps[id]?.content = content
    case .testsNoted(let id, let tests): steps[id]?.tests = tests
    case .stepFinished(let id, let outcome):
      steps[id]?.phase = .finished(outcome)
      steps[id]?.endTime = time
    case .stopRequested(let reason): stopReason = stopReason ?? reason
    case .startsEnded(let reason): startsEndReason = startsEndReason ?? reason
    case .startsPaused(let cause, let reason): pauses[cause] = reason
    case .startsResumed(let cause, _): pauses[cause] = nil
    case .stopSignalled(let id, let signal, let processes):
      stopSignals.append(StopRecord(step: id, signal: signal, processes: processes))
    case .runFinished: endTime = time
    }
  }

  /// Marks what was under way as interrupted; for a journal without an end whose writer is gone.
  ///
  /// - Parameter logByteCount: How much a step's log holds; it may be more than the events tell, which come after the
  ///   bytes. `nil` where nobody knows.
  package mutating func markInterrupted(logByteCount: (StepID) -> Int? = { _ in nil }) {
    guard endTime == nil else { return }
    isInterrupted = true
    for id in stepOrder {
      switch steps[id]?.phase {
      case .queued: steps[id]?.phase = .interrupted
      case .running:
        steps[id]?.phase = .interrupted
        if let count = logByteCount(id), count > steps[id]?.logByteCount ?? 0 { steps[id]?.logByteCount = count }
      default: break
      }
    }
  }

  private mutating func begin(_ environments: [EnvironmentName], _ planned: [PlannedStep], at time: Int64) {
    self.environments = environments
    var known = Set(environments)
    let owners = planned.compactMap { if case .environment(let name) = $0.id.owner { name } else { nil } }
    setups = owners.filter { known.insert($0).inserted }
    startTime = time
    stepOrder = planned.map(\.id)
    for step in planned {
      steps[step.id] = StepState(
        plan: step, phase: .queued, startTime: nil, endTime: nil, logByteCount: 0, commands: [], notes: [])
    }
  }

  private mutating func endCommand(of id: StepID, _ end: CommandEnd) {
    guard let position = steps[id]?.commands.lastIndex(where: { $0.start.index == end.index }) else { return }
    steps[id]?.commands[position].end = end
  }
}
