import EnvironmentModel
import RunModel
import Screen

/// Arranges what the steps of an environment or package wrote into one log, with a heading above each step.
enum LogSections {
  static func sections(of owner: StepOwner, in run: DashboardState.Run) -> [LogSection] {
    run.state.steps(of: owner).filter(hasBegun).map { step in
      let notes = step.notes.map { LogHeading(text: "note: \($0)", role: .warning, isRuled: false) }
      return LogSection(
        heading: [heading(of: step)] + notes, path: "\(run.folder)/\(step.plan.id.logName)",
        byteCount: step.logByteCount)
    }
  }

  private static func hasBegun(_ step: StepState) -> Bool {
    step.startTime != nil || step.phase != .queued
  }

  private static func heading(of step: StepState) -> LogHeading {
    let facts = [step.plan.id.kind.label, ending(of: step), duration(of: step)].filter { !$0.isEmpty }
    return LogHeading(
      text: facts.joined(separator: "  "), role: step.isSuccess ? .header : step.status.role, isRuled: true)
  }

  private static func ending(of step: StepState) -> String {
    switch step.phase {
    case .queued, .running: ""
    case .finished(.succeeded): ""
    case .finished(.reused): "reused"
    case .finished(.failed(let code)): "exit code \(code)"
    case .finished, .interrupted: step.reason
    }
  }

  private static func duration(of step: StepState) -> String {
    guard step.phase != .finished(.reused), let start = step.startTime, let end = step.endTime else { return "" }
    return DurationText.short(microseconds: end - start)
  }
}
