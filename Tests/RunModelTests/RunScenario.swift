import EnvironmentModel
import RunModel

/// A run that a test makes happen: each event one second after the one before it.
struct RunScenario {
  private(set) var state = RunState(id: RunID(7))
  private var eventCount = 0

  /// A run of environments that all have these steps, each waiting for the one before it.
  init(_ names: String..., kinds: [StepKind] = [.createEnvironment, .runCommands]) {
    let steps = names.flatMap { name in
      kinds.enumerated().map { index, kind in
        PlannedStep(id: .of(name, kind), needs: kinds.prefix(index).suffix(1).map { .of(name, $0) }, reason: "")
      }
    }
    self.init(names: names, steps: steps)
  }

  init(names: [String], steps: [PlannedStep]) {
    happen(.runStarted(environments: names.map { EnvironmentName($0) }, steps: steps))
  }

  mutating func happen(_ events: RunEvent...) {
    for event in events {
      eventCount += 1
      state.apply(NumberedEvent(number: eventCount, time: Int64(eventCount) * 1_000_000, event: event))
    }
  }

  /// Starts and ends a command of a step.
  mutating func run(_ arguments: [String], of step: StepID, index: Int = 0, phase: String = "commands", code: Int32?) {
    happen(.commandStarted(step, .sample(arguments, index: index, phase: phase)))
    happen(.commandEnded(step, .sample(index: index, code: code)))
  }

  mutating func markInterrupted() { state.markInterrupted() }

  func summary(_ name: String) -> OwnerSummary { state.summary(of: .environment(EnvironmentName(name))) }
}

extension StepID {
  static func of(_ name: String, _ kind: StepKind) -> StepID { StepID(.environment(EnvironmentName(name)), kind) }
  static func build(_ package: String) -> StepID { StepID(.package(package), .buildPackage) }
}

extension CommandStart {
  static func sample(_ arguments: [String], index: Int = 0, phase: String = "commands") -> CommandStart {
    CommandStart(index: index, phase: phase, arguments: arguments, workingDirectory: "/p", processID: 42)
  }
}

extension CommandEnd {
  /// An end with a code, or by signal 9 when there is none.
  static func sample(index: Int = 0, code: Int32? = 0) -> CommandEnd {
    CommandEnd(
      index: index, exitCode: code, signal: code == nil ? 9 : nil, duration: .seconds(1), cpuTime: .milliseconds(5),
      peakMemoryByteCount: 4096)
  }
}
