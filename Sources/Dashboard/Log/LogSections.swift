import EnvironmentModel
import RunModel
import Screen

/// Arranges what the steps of an environment or package wrote into one log, with a heading above each step.
enum LogSections {
  static func sections(of owner: StepOwner, in run: DashboardState.Run) -> [LogSection] {
    run.state.steps(of: owner).filter(hasBegun).map { step in
      let notes = step.notes.map { LogHeading(text: "note: \($0)", role: .warning, isRuled: false) }
      return LogSection(
        heading: [heading(of: step)] + commands(of: step) + notes, path: "\(run.folder)/\(step.plan.id.logName)",
        byteCount: step.logByteCount)
    }
  }

  /// So many commands are told above what a step wrote.
  private static let commandCount = 3

  /// The commands that ran, as a shell would have them.
  private static func commands(of step: StepState) -> [LogHeading] {
    let shown = step.commands.suffix(commandCount).map { command in
      let ending = command.end.flatMap { end in end.exitCode.map { $0 == 0 ? "" : "  exit code \($0)" } } ?? ""
      return LogHeading(text: "$ \(command.text)\(ending)", role: .dim, isRuled: false)
    }
    let hidden = step.commands.count - shown.count
    let more = LogHeading(text: "$ \(hidden) more before", role: .dim, isRuled: false)
    return hidden > 0 ? [more] + shown : shown
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
