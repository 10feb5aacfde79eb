import EnvironmentModel
import RunModel
import Screen

/// Arranges what the steps of an environment or package wrote into one log, with a heading above each step.
enum LogSections {
  static func sections(of owner: StepOwner, in run: DashboardState.Run) -> [LogSection] {
    run.state.steps(of: owner).filter(hasBegun).flatMap { step in
      sections(of: step, path: "\(run.folder)/\(step.plan.id.logName)")
    }
  }

  /// So many commands of a step have their output below them; what came before them stands in one piece.
  private static let commandCount = 100

  /// What a step wrote before its commands, and then each command with what it wrote.
  private static func sections(of step: StepState, path: String) -> [LogSection] {
    let notes = step.notes.map { LogHeading(text: "note: \($0)", role: .warning, isRuled: false) }
    let shown = step.commands.suffix(commandCount)
    let starts = shown.compactMap(\.start.logOffset)
    // Journals of earlier versions do not tell where commands wrote.
    let isTold = starts.count == shown.count
    let commands = shown.map(heading)
    let hidden = step.commands.count - shown.count
    let more = LogHeading(text: "$ \(hidden) more before", role: .dim, isRuled: false)
    let before = [heading(of: step)] + (hidden > 0 ? [more] : []) + (isTold ? [] : commands) + notes
    var sections: [LogSection] = []
    var (headings, start) = (before, 0)
    for (command, next) in zip(commands, starts) where isTold {
      // Of a command that wrote nothing there is only its heading.
      if next > start {
        sections.append(
          LogSection(
            heading: headings, slice: LogSlice(path: path, start: start), end: next, byteCount: step.logByteCount))
        (headings, start) = ([], next)
      }
      headings.append(command)
    }
    return sections + [
      LogSection(heading: headings, slice: LogSlice(path: path, start: start), byteCount: step.logByteCount)
    ]
  }

  /// A command that ran, as a shell would have it.
  private static func heading(of command: CommandState) -> LogHeading {
    let ending = command.end?.exitCode.map { $0 == 0 ? "" : "  exit code \($0)" } ?? ""
    return LogHeading(text: "$ \(command.titleText)\(ending)", role: .dim, isRuled: false)
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
