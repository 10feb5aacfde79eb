import EnvironmentModel
import RunModel

extension HeadlessReporter {
  /// Why a step is done: `  py311: create: no environment yet`.
  func tellStart(of id: StepID, to write: (String) -> Void) {
    guard settings.verbosity >= .reasons, let step = state.steps[id] else { return }
    write(style.dim("  \(id.owner.label): \(id.kind.label): \(step.plan.reason)") + "\n")
  }

  /// `  py311: $ pytest -v`.
  func tellCommand(of id: StepID, to write: (String) -> Void) {
    guard settings.verbosity >= .commands, let command = state.steps[id]?.commands.last else { return }
    write(style.dim("  \(id.owner.label): $ \(command.text)") + "\n")
  }

  /// `  py311: exit code 1 in 2.1s`, and what the command used.
  func tellEnd(of end: CommandEnd, in id: StepID, to write: (String) -> Void) {
    guard settings.verbosity >= .commands else { return }
    let ending = end.signal.map { "signal \($0)" } ?? "exit code \(end.exitCode ?? 0)"
    let time = DurationText.precise(microseconds: end.duration.microseconds)
    let usage = settings.verbosity >= .reasons ? end.usageTexts.map { ", \($0)" }.joined() : ""
    write(style.dim("  \(id.owner.label): \(ending) in \(time)\(usage)") + "\n")
  }

  /// A line for a step that took work and is not the last of its environment; for those who want reasons, also for one
  /// that took none.
  func tellStep(_ id: StepID, to write: (String) -> Void) {
    guard settings.output != .none, settings.verbosity >= .usual, id.kind != .runCommands, let step = state.steps[id]
    else { return }
    if step.phase == .finished(.reused), settings.verbosity >= .reasons {
      write(style.dim("  \(id.owner.label): \(id.kind.label): nothing changed") + "\n")
    }
    guard step.phase == .finished(.succeeded), let start = step.startTime, let end = step.endTime else { return }
    let time = DurationText.precise(microseconds: end - start)
    write(style.dim("  \(id.owner.label): \(id.kind.doneText) in \(time)") + "\n")
  }
}
